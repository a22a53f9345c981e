"""The log of supervision by the command line: the two of them, and their server."""

import dataclasses

import pytest

from tests.cli.conftest import DEVON, TOMAS, Said, Terminal

WORDS = {"topics": ["hard_encounter", "celebration"], "next_steps": "Ask for a quiet room"}


@pytest.fixture(scope="module")
def two(hospital: Terminal) -> Terminal:
    return dataclasses.replace(hospital, in_process=True)


def devon(terminal: Terminal, *words: str) -> Said:
    return terminal.type("--home", "d", "supervision", *words, "--json", passphrase=DEVON)


def tomas(terminal: Terminal, *words: str) -> Said:
    return terminal.type("--home", "t", "supervision", *words, "--json", passphrase=TOMAS)


def meet(terminal: Terminal) -> None:
    for home, passphrase in (("d", DEVON), ("t", TOMAS), ("d", DEVON)):
        assert terminal.type("--home", home, "sync", passphrase=passphrase).status in {0, 4}


def log(terminal: Terminal) -> str:
    said = ("--topics", "hard_encounter,celebration", "--next-steps", "Ask for a quiet room", "--on", "2026-11-20")
    made = tomas(terminal, "add", "--minutes", "45", "--with", "Devon Achebe", *said).json()
    assert {name: made[name] for name in WORDS} == WORDS
    assert (made["signed"], made["written_by_me"], made["on"], made["minutes"]) == ("not_yet", True, "2026-11-20", 45)
    meet(terminal)
    return str(made["id"])


def hours(said: Said) -> dict[str, float]:
    (person,) = said.json()["people"]
    return {one["month"]: one["hours"] for one in person["months"]}


def test_a_session_is_logged_signed_counted_and_written_to_a_file(two: Terminal) -> None:
    before = hours(devon(two, "hours")).get("2026-11", 0)
    session = log(two)
    shown = devon(two, "show", session).json()
    assert {name: shown[name] for name in WORDS} == WORDS
    assert (shown["with"], shown["written_by_me"], shown["signed"]) == ("Tomas Okafor", False, "not_yet")
    assert tomas(two, "sign", session).refusal()["message"].startswith("You signed it by writing it.")
    assert devon(two, "sign", session, "--digest", "00" * 32).refusal()["error"] == "changed_meanwhile"
    signed = devon(two, "sign", session, "--digest", shown["digest"]).json()
    assert (signed["signed"], signed["signed_at"] is not None) == ("both", True)
    meet(two)
    for one in (devon, tomas):
        assert hours(one(two, "hours"))["2026-11"] == before + 0.75
        assert session in {line["id"] for line in one(two, "list").json()["sessions"] if line["signed"] == "both"}
    line = two.type("--home", "t", "supervision", "list", passphrase=TOMAS).out
    assert "signed by both; by Devon Achebe" in line


def test_the_file_has_days_and_minutes_and_is_not_written_over(two: Terminal) -> None:
    session = log(two)
    devon(two, "sign", session)
    log(two)
    done = devon(two, "export", "--out", "hours.csv").json()
    lines = (two.folder / "hours.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "date,minutes"
    assert set(lines[1:]) == {"2026-11-20,45"}
    assert (done["records"], done["left_out"]) == (len(lines) - 1, 1)
    assert devon(two, "export", "--out", "hours.csv").refusal()["error"] == "exists"


def test_a_session_that_both_wrote_down_is_told_and_nothing_is_refused(two: Terminal) -> None:
    first = log(two)
    made = devon(two, "add", "--minutes", "40", "--on", "2026-11-20").json()
    assert first in made["same_day"]
    assert devon(two, "list").json()["signed_and_gone"] == 0
    said = two.type("--home", "d", "supervision", "add", "--minutes", "40", "--on", "2026-11-20", passphrase=DEVON).out
    assert "Same day" in said
    elsewhere = devon(two, "add", "--minutes", "40", "--on", "2026-11-03").json()
    assert elsewhere["same_day"] == []


def test_a_change_shows_and_a_mistake_is_taken_away(two: Terminal) -> None:
    session = log(two)
    devon(two, "sign", session)
    meet(two)
    assert tomas(two, "stop", session).refusal()["message"].startswith("They have signed it, so it stays.")
    assert devon(two, "edit", session, "--minutes", "50").refusal()["error"] == "not_allowed"
    changed = tomas(two, "edit", session, "--minutes", "50").json()
    assert {name: changed[name] for name in WORDS} == WORDS
    assert changed["signed"] == "changed"
    meet(two)
    assert devon(two, "show", session).json()["signed"] == "changed"
    said = two.type("--home", "d", "supervision", "list", passphrase=DEVON).out
    assert "changed since you signed" in said
    mistaken = log(two)
    assert tomas(two, "stop", mistaken).json()["taken_back"] is True
    meet(two)
    assert devon(two, "show", mistaken).refusal()["error"] == "not_found"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--minutes", "0"), "bad_value"),
        (("--minutes", "45", "--topics", "performance"), "unknown_code"),
        (("--minutes", "45", "--next-steps", "x" * 281), "too_long"),
        (("--minutes", "45", "--with", "Nobody"), "not_found"),
        (("--minutes", "45", "--on", "Friday"), "bad_date"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_logged(two: Terminal, words: tuple[str, ...], error: str) -> None:
    before = devon(two, "list").json()
    assert devon(two, "add", *words).refusal()["error"] == error
    assert devon(two, "list").json() == before
