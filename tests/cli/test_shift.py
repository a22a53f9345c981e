"""Shifts, jots and counts by the command line."""

from tests.cli.conftest import DEVON, Said, Terminal


def devon(terminal: Terminal, *words: str) -> Said:
    return terminal.type("--home", "d", *words, "--json", passphrase=DEVON)


def test_a_shift_begins_moves_and_ends_and_notes_begin_there(here: Terminal) -> None:
    assert devon(here, "shift", "show").json() == {"shift": None, "from_an_earlier_day": False}
    assert devon(here, "shift", "start").refusal()["error"] == "missing_answer"
    assert devon(here, "note", "add", "--outcome", "declined").refusal()["error"] == "missing_answer"
    begun = devon(here, "shift", "start", "--setting", "inpatient", "--unit", "4 West", "--language", "es").json()
    assert (begun["setting"], begun["unit"], begun["mode"], begun["ended"]) == (
        "inpatient",
        "4 West",
        "in_person",
        None,
    )
    assert begun["started"].count("-") == 2
    assert ":" not in begun["started"]
    note = devon(here, "note", "add", "--outcome", "declined").json()["id"]
    shown = devon(here, "note", "show", note).json()
    assert (shown["setting"], shown["language"], shown["mode"]) == ("inpatient", "es", "in_person")
    moved = devon(here, "shift", "change", "--setting", "street", "--unit", "").json()
    assert (moved["id"], moved["setting"], moved["unit"], moved["language"]) == (begun["id"], "street", "", "es")
    other = devon(here, "note", "add", "--outcome", "declined", "--setting", "clinic", "--language", "en").json()["id"]
    assert devon(here, "note", "show", other).json()["setting"] == "clinic"
    ended = devon(here, "shift", "end").json()
    assert (ended["ended"], ended["jots"], ended["can_hand_over"]) == (True, 0, False)
    assert devon(here, "shift", "end").refusal()["error"] == "not_found"
    assert devon(here, "shift", "start").json()["setting"] == "street"
    said = here.type("--home", "d", "shift", "show", passphrase=DEVON).out
    assert "Street" in said
    devon(here, "shift", "end")


def test_a_jot_is_kept_finished_as_a_note_and_gone(here: Terminal) -> None:
    jot = devon(here, "jot", "add", "Bay 4,\nbus card").json()["id"]
    (listed,) = devon(here, "jot", "list").json()["jots"]
    assert (listed["id"], listed["memory"]) == (jot, "Bay 4, bus card")
    assert (
        devon(here, "jot", "finish", jot, "--outcome", "met", "--setting", "ed").refusal()["error"] == "missing_answer"
    )
    note = devon(here, "jot", "finish", jot, "--setting", "ed", "--outcome", "declined").json()["id"]
    assert devon(here, "note", "show", note).json()["memory"] == "Bay 4, bus card"
    assert devon(here, "jot", "list").json() == {"jots": []}
    assert devon(here, "jot", "finish", jot, "--setting", "ed").refusal()["error"] == "not_found"


def test_a_jot_can_be_empty_and_goes_for_good(here: Terminal) -> None:
    jot = devon(here, "jot", "add").json()["id"]
    assert devon(here, "jot", "add", "x" * 141).refusal()["error"] == "too_long"
    assert devon(here, "jot", "discard", jot).json() == {"id": jot, "discarded": True}
    assert devon(here, "jot", "list").json()["jots"] == []


def test_a_backup_of_a_jot_that_leaves_no_trace_is_made_anew_and_another_stays(here: Terminal) -> None:
    jot, other = (devon(here, "jot", "add", line).json()["id"] for line in ("first", "second"))
    (first,) = {one["id"] for one in made_now(here)}
    devon(here, "jot", "discard", other)
    assert first in names(here)
    devon(here, "jot", "discard", jot, "--no-trace")
    assert first not in names(here)
    assert names(here)


def made_now(terminal: Terminal) -> list[dict[str, str]]:
    before = names(terminal)
    devon(terminal, "backup", "create")
    return [one for one in devon(terminal, "backup", "list").json()["backups"] if one["id"] not in before]


def names(terminal: Terminal) -> set[str]:
    return {one["id"] for one in devon(terminal, "backup", "list").json()["backups"]}


def test_an_encounter_is_counted_without_a_day_or_a_name_and_taken_back(here: Terminal) -> None:
    assert devon(here, "count", "add", "--setting", "ed", "--outcome", "met").refusal()["error"] == "missing_answer"
    notes = len(devon(here, "note", "list").json()["notes"])
    counted = devon(here, "count", "add", "--setting", "ed", "--outcome", "met", "--support", "time,listened").json()
    assert set(counted) == {"id", "week", "setting", "outcome", "support", "saved"}
    assert counted["support"] == ["time", "listened"]
    assert len(devon(here, "note", "list").json()["notes"]) == notes
    assert [one["id"] for one in devon(here, "count", "list").json()["counted"]] == [counted["id"]]
    assert devon(here, "count", "remove", counted["id"]).json()["removed"] is True
    assert devon(here, "count", "list").json() == {"counted": []}
    assert devon(here, "count", "remove", counted["id"]).refusal()["error"] == "not_found"
