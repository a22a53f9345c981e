"""Two computers of one person at the command line: two versions are told, and one of them, or both, are kept."""

import dataclasses
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.sync.remote import connect
from peerdesk.work.officer import init_organisation
from peerdesk.work.unlock import choose, unlock
from tests.cli.conftest import DEVON, OFFICER, Terminal
from tests.support.two_computers import second_computer

WARD, LAPTOP = "ward", "laptop"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """Harbor Point with a running server; Devon at a ward computer and at a laptop that knows it."""
    terminal = Terminal(folder=tmp_path_factory.mktemp("town"))
    init_organisation(terminal.folder / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
    terminal.start_server()
    terminal.join("Devon Achebe", WARD, DEVON, "peer")
    sign_in_second(terminal.folder / WARD, terminal.folder / LAPTOP, terminal.url)
    yield terminal
    terminal.stop_server()


def sign_in_second(first: Path, second: Path, url: str) -> None:
    with unlock(choose(first), DEVON) as vault, closing(connect(url, b"")) as line:
        second_computer(vault, second, line, passphrase=DEVON, profile=FLOOR).close()


@pytest.fixture
def two(town: Terminal) -> Terminal:
    return dataclasses.replace(town, in_process=True)


def at(terminal: Terminal, home: str, *words: str) -> Any:
    return terminal.type("--home", home, *words, "--json", passphrase=DEVON).json()


def refused(terminal: Terminal, home: str, *words: str) -> tuple[int, str]:
    said = terminal.type("--home", home, *words, "--json", passphrase=DEVON)
    return said.status, said.refusal()["error"]


def meet(terminal: Terminal) -> None:
    for home in (WARD, LAPTOP, WARD):
        assert at(terminal, home, "sync")["proof"] is True


def a_note_changed_on_both(terminal: Terminal) -> str:
    words = ("note", "add", "--setting", "ed", "--outcome", "met", "--support", "time", "--memory", "first")
    note = str(at(terminal, WARD, *words)["id"])
    meet(terminal)
    at(terminal, WARD, "note", "edit", note, "--memory", "on the ward", "--setting", "inpatient")
    at(terminal, LAPTOP, "note", "edit", note, "--memory", "at home", "--setting", "street", "--support", "time,info")
    meet(terminal)
    return note


def test_show_tells_what_differs_and_where_it_was_written(two: Terminal) -> None:
    note = a_note_changed_on_both(two)
    shown = at(two, WARD, "note", "show", note)["two_versions"]
    assert shown == [
        {"field": "memory", "both": "on the ward\n\nat home",
         "options": [{"computer": "here", "mark": None, "value": "on the ward"},
                     {"computer": "other", "mark": None, "value": "at home"}]},
        {"field": "setting", "both": None,
         "options": [{"computer": "here", "mark": None, "value": "inpatient"},
                     {"computer": "other", "mark": None, "value": "street"}]},
    ]  # fmt: skip
    said = two.type("--home", WARD, "note", "show", note, passphrase=DEVON).out
    assert "memory 1:       on the ward  (this computer)" in said
    assert "setting 2:      Street or encampment outreach  (your other computer)" in said
    assert "peerdesk note resolve ID --keep" in said


def test_one_answer_is_kept_at_a_time_and_the_rest_is_carried_on(two: Terminal) -> None:
    note = a_note_changed_on_both(two)
    said = two.type(
        "--home", WARD, "note", "resolve", note, "--keep", "both", "--field", "memory", "--json", passphrase=DEVON
    )
    assert said.status == 4
    assert [one["field"] for one in said.json()["two_versions"]] == ["setting"]
    meet(two)
    said = two.type("--home", LAPTOP, "note", "resolve", note, "--keep", "mine", "--json", passphrase=DEVON)
    assert (said.status, said.json()["two_versions"]) == (0, [])
    meet(two)
    for home in (WARD, LAPTOP):
        shown = at(two, home, "note", "show", note)
        assert (shown["memory"], shown["setting"], shown["two_versions"]) == ("on the ward\n\nat home", "street", [])
        assert shown["support"] == ["time", "info"]


def test_theirs_keeps_the_other_computers_answers(two: Terminal) -> None:
    note = a_note_changed_on_both(two)
    assert at(two, WARD, "note", "resolve", note, "--keep", "theirs")["two_versions"] == []
    shown = at(two, WARD, "note", "show", note)
    assert (shown["memory"], shown["setting"]) == ("at home", "street")


def test_what_cannot_be_meant_changes_nothing(two: Terminal) -> None:
    note = a_note_changed_on_both(two)
    before = at(two, WARD, "note", "show", note)
    resolve = ("note", "resolve", note, "--keep")
    assert refused(two, WARD, *resolve, "both") == (1, "pick_one")
    assert refused(two, WARD, *resolve, "mine", "--field", "outcome") == (1, "one_version")
    assert refused(two, WARD, *resolve, "3", "--field", "memory") == (1, "which_one")
    assert refused(two, WARD, *resolve, "0", "--field", "memory") == (1, "which_one")
    assert two.type("--home", WARD, *resolve, "yours", passphrase=DEVON).status == 2
    assert at(two, WARD, "note", "show", note) == before
    assert at(two, WARD, *resolve, "2", "--field", "memory")["two_versions"][0]["field"] == "setting"
    assert at(two, WARD, "note", "show", note)["memory"] == "at home"
    one = str(at(two, WARD, "note", "add", "--setting", "ed", "--outcome", "brief")["id"])
    assert refused(two, WARD, "note", "resolve", one, "--keep", "mine") == (1, "one_version")


def test_history_tells_who_where_and_what_and_restore_goes_back_and_forth(two: Terminal) -> None:
    note = a_note_changed_on_both(two)
    at(two, WARD, "note", "resolve", note, "--keep", "mine")
    meet(two)
    versions = at(two, LAPTOP, "note", "history", note)["versions"]
    assert [one["number"] for one in versions] == [1, 2, 3, 4]
    assert versions[0]["changed"] == []
    assert {(one["computer"], *one["changed"]) for one in versions[1:]} == {
        ("other", "memory", "setting"), ("here", "memory", "setting", "support"),
    }  # fmt: skip
    assert all(one["kept_at"] and one["on_server"] and one["readable"] for one in versions)
    assert [one["now"] for one in versions] == [False, False, False, True]
    at(two, LAPTOP, "note", "restore", note, "1")
    assert at(two, LAPTOP, "note", "show", note)["memory"] == "first"
    at(two, LAPTOP, "note", "restore", note, versions[3]["revision"][:12])
    assert at(two, LAPTOP, "note", "show", note)["memory"] == "on the ward"
    assert refused(two, LAPTOP, "note", "restore", note, "99") == (1, "not_found")
    said = two.type("--home", LAPTOP, "note", "history", note, passphrase=DEVON).out
    assert "your other computer" in said
    assert "memory:         on the ward" in said


def test_a_deleted_note_comes_back_on_the_other_computer_and_an_erased_one_never(two: Terminal) -> None:
    note = str(at(two, WARD, "note", "add", "--setting", "ed", "--outcome", "brief", "--memory", "zebra")["id"])
    at(two, WARD, "note", "delete", note)
    meet(two)
    (listed,) = at(two, LAPTOP, "note", "deleted")["notes"]
    assert (listed["id"], listed["deleted_at"] is not None) == (note, True)
    assert "deleted 20" in two.type("--home", LAPTOP, "note", "deleted", passphrase=DEVON).out
    at(two, LAPTOP, "note", "undelete", note)
    meet(two)
    assert at(two, WARD, "note", "deleted") == {"notes": []}
    before = two.type("--home", WARD, "note", "erase", note, passphrase=DEVON)
    assert (before.status, "cannot be undone" in before.err) == (2, True)
    assert at(two, WARD, "note", "show", note)["memory"] == "zebra"
    assert at(two, WARD, "note", "erase", note, "--for-good") == {"id": note, "erased": True}
    meet(two)
    assert refused(two, LAPTOP, "note", "show", note) == (1, "not_found")
    assert at(two, LAPTOP, "note", "search", "zebra") == {"notes": []}


def test_what_waits_is_listed_by_status_and_by_attention_until_it_is_settled(two: Terminal) -> None:
    note = a_note_changed_on_both(two)
    for command in (("status",), ("attention", "list")):
        said = two.type("--home", WARD, *command, "--json", passphrase=DEVON)
        assert said.status == 4
        assert [one for one in said.json()["attention"] if one["note"] == note] == [
            {"key": f"two-{note}", "reason": "two_versions", "acts": ["compare"], "note": note,
             "number": None, "calm": False, "name": None}
        ]  # fmt: skip
    told = two.type("--home", WARD, "attention", "list", passphrase=DEVON).out
    assert f"peerdesk note resolve {note} --keep mine|theirs|both" in told
    assert refused(two, WARD, "attention", "drop", f"two-{note}") == (1, "not_allowed")
    assert refused(two, WARD, "attention", "keep", "aside-77") == (1, "not_found")
    at(two, WARD, "note", "resolve", note, "--keep", "mine")
    waits = at(two, WARD, "attention", "list")["attention"]
    assert [one for one in waits if one["note"] == note] == []
