"""Whom a peer supports, at the command line: the list, another handle, two handles that are one, one timeline."""

from html import unescape
from pathlib import Path

from tests.cli.conftest import DEVON, Said, Terminal


def individual(here: Terminal, *words: str) -> Said:
    return here.type("--home", "d", "individual", *words, "--json", passphrase=DEVON)


def test_two_handles_are_one_person_until_they_are_taken_apart(here: Terminal) -> None:
    for handle in ("Calm Otter 1", "Amber Fox 2"):
        words = ("note", "add", "--setting", "ed", "--outcome", "declined", "--handle", handle, "--on", "2026-11-20")
        here.type("--home", "d", *words, "--json", passphrase=DEVON).json()
    two = ("merge", "Calm Otter 1", "amber fox 2")
    meant = individual(here, *two, "--preview").json()
    assert (meant["kept"]["handle"], meant["other"]["handle"], meant["ends_contact"]) == (
        "Calm Otter 1",
        "Amber Fox 2",
        False,
    )
    joined = individual(here, *two).json()
    assert joined == {
        "handle": "Calm Otter 1",
        "others": ["Amber Fox 2"],
        "notes": 2,
        "follow_ups": 0,
        "no_contact": False,
    }
    assert individual(here, *two).refusal()["message"] == "They are one person already."
    assert joined in individual(here, "list").json()["individuals"]
    there = individual(here, "timeline", "Amber Fox 2", "--limit", "1").json()
    assert (there["handle"], len(there["moments"]), there["more"]) == ("Calm Otter 1", 1, True)
    assert "They said no thanks" in there["moments"][0]["words"]
    assert individual(here, "rename", "Calm Otter 1", "Jo").json()["others"] == ["Amber Fox 2", "Calm Otter 1"]
    assert individual(here, "separate", "Amber Fox 2").json()["notes"] == 1
    assert individual(here, "show", "Jo").json()["others"] == ["Calm Otter 1"]
    assert "called that before" in individual(here, "separate", "Calm Otter 1").refusal()["message"]
    assert individual(here, "rename", "Jo", "Amber Fox 2").refusal()["error"] == "not_allowed"


def test_a_new_handle_that_looks_like_a_full_name_is_said_to(here: Terminal) -> None:
    words = ("note", "add", "--setting", "ed", "--outcome", "declined", "--handle", "Wren")
    here.type("--home", "d", *words, "--json", passphrase=DEVON).json()
    said = here.type("--home", "d", "individual", "rename", "Wren", "Maria Lopez", passphrase=DEVON).out
    assert "looks like a full name" in said


def test_a_handle_is_made_up_that_nobody_has(here: Terminal) -> None:
    made = individual(here, "make-up").json()["handle"]
    assert individual(here, "show", made).status == 1
    assert made.split()[-1].isdigit()


def test_own_sums_are_of_a_period_and_for_the_peer_alone(here: Terminal) -> None:
    words = ("note", "add", "--setting", "ed", "--outcome", "declined", "--on", "2019-02-03")
    here.type("--home", "d", *words, "--json", passphrase=DEVON).json()
    found = here.type("--home", "d", "impact", "--period", "2019-Q1", "--json", passphrase=DEVON).json()
    assert (found["encounters"], found["outcomes"], found["people"]) == (1, {"declined": 1}, 0)
    assert "They said no thanks: 1" in here.type("--home", "d", "impact", "--period", "2019", passphrase=DEVON).out
    refused = here.type("--home", "d", "impact", "--period", "2019-7", "--json", passphrase=DEVON).refusal()
    assert refused["error"] == "bad_date"


def test_own_notes_are_written_once_for_this_account_and_only_as_chosen(here: Terminal, tmp_path: Path) -> None:
    words = ("note", "add", "--setting", "ed", "--outcome", "left", "--on", "2018-02-03", "--handle", "Red Wren 8")
    here.type("--home", "d", *words, "--memory", "only mine", "--json", passphrase=DEVON).json()

    def export(*words: str) -> Said:
        return here.type("--home", "d", "export", *words, "--period", "2018", "--json", passphrase=DEVON)

    looked = export("csv", "--preview", "--handles").json()
    assert (looked["records"], looked["columns"][-1], looked["file"]) == (1, "handle", None)
    assert export("csv").refusal()["error"] == "missing_answer"
    for kind in ("csv", "page"):
        file = tmp_path / f"mine.{kind}"
        made = export(kind, "--out", str(file)).json()
        assert (made["file"], file.stat().st_mode & 0o777) == (str(file), 0o600)
        assert "Red Wren 8" not in file.read_text()
        assert made["notice"] in unescape(file.read_text())
        before = file.read_bytes()
        assert export(kind, "--memory", "--out", str(file)).refusal()["error"] == "exists"
        assert file.read_bytes() == before
    assert export("csv", "--memory", "--out", str(tmp_path)).status != 0
    assert "only mine" in (export("csv", "--memory", "--out", str(tmp_path / "m")), (tmp_path / "m").read_text())[1]
