"""An encounter: at most three required answers, and a field named whenever something cannot be kept."""

from datetime import date

import pytest

from peerdesk.domain.encounter import MEMORY_LIMIT, Encounter, EncounterDraft, begin_encounter
from peerdesk.domain.errors import (
    BadDateError,
    BadValueError,
    InputRefusedError,
    MissingAnswerError,
    TextTooLongError,
    UnknownCodeError,
)
from peerdesk.domain.follow_up import FollowUp, due_day
from peerdesk.domain.ids import RecordId, record_id
from peerdesk.domain.individual import looks_like_identity, name_individual
from peerdesk.domain.text import folded
from peerdesk.domain.vocabulary import FollowUpState, NextState, NextStep, Outcome, Setting, Supply, Support

ID = RecordId(bytes(16))
TODAY = date(2026, 11, 21)


def begin(**parts: object) -> object:
    return begin_encounter(EncounterDraft(**parts), record=ID, individual=None, today=TODAY)  # type: ignore[arg-type]


def test_a_setting_an_outcome_and_the_support_are_a_complete_encounter() -> None:
    kept = begin_encounter(
        EncounterDraft(setting="ed", outcome="met", support=("listened", "time", "time")),
        record=ID,
        individual=None,
        today=TODAY,
    )
    assert kept.setting is Setting.ED
    assert kept.support == (Support.TIME, Support.LISTENED)
    assert kept.happened_on == TODAY
    assert kept.memory == ""


def test_a_try_at_a_meeting_needs_no_support() -> None:
    assert begin(setting="street", outcome="couldnt_find")


@pytest.mark.parametrize(
    ("parts", "error", "field"),
    [
        ({"outcome": "met", "support": ("time",)}, MissingAnswerError, "setting"),
        ({"setting": "ed"}, MissingAnswerError, "outcome"),
        ({"setting": "ed", "outcome": "met"}, MissingAnswerError, "support"),
        ({"setting": "moon", "outcome": "left"}, UnknownCodeError, "setting"),
        ({"setting": "ed", "outcome": "left", "happened_on": "yesterday"}, BadDateError, "on"),
        ({"setting": "ed", "outcome": "left", "happened_on": "20261121"}, BadDateError, "on"),
        ({"setting": "ed", "outcome": "left", "happened_on": "2026-W47-6"}, BadDateError, "on"),
        ({"setting": "ed", "outcome": "left", "memory": "x" * (MEMORY_LIMIT + 1)}, TextTooLongError, "memory"),
        ({"setting": "ed", "outcome": "left", "supplies": {"sharps": 100}}, BadValueError, "supplies"),
        ({"setting": "ed", "outcome": "left", "next": {"house": "soon"}}, UnknownCodeError, "next"),
    ],
)
def test_what_cannot_be_kept_is_named(parts: dict[str, object], error: type[InputRefusedError], field: str) -> None:
    with pytest.raises(error) as caught:
        begin(**parts)
    assert caught.value.field == field


def test_a_refusal_carries_no_note_text() -> None:
    with pytest.raises(TextTooLongError) as caught:
        begin(setting="ed", outcome="left", memory="canary " * 200)
    assert "canary" not in str(caught.value) + repr(caught.value.args)


def test_next_steps_and_supplies_stand_in_the_vocabularys_order() -> None:
    kept = begin_encounter(
        EncounterDraft(
            setting="ed",
            outcome="brief",
            next={"shelter": "offered", "moud": "chosen"},
            supplies={"sharps": 1, "naloxone_nasal": 2},
        ),
        record=ID,
        individual=None,
        today=TODAY,
    )
    assert list(kept.next.items()) == [(NextStep.MOUD, NextState.CHOSEN), (NextStep.SHELTER, NextState.OFFERED)]
    assert list(kept.supplies.items()) == [(Supply.NALOXONE_NASAL, 2), (Supply.SHARPS, 1)]
    assert kept.outcome is Outcome.BRIEF


def test_a_prompt_brings_the_encounter_to_supervision() -> None:
    kept = begin_encounter(
        EncounterDraft(setting="ed", outcome="left", prompt="how do I say no?"),
        record=ID,
        individual=None,
        today=TODAY,
    )
    assert kept.bring_to_supervision


def test_there_is_no_field_for_what_peers_are_never_asked() -> None:
    never = ("substance", "diagnos", "dose", "result", "birth", "mrn", "number", "amount", "route", "photo")
    assert not [name for name in Encounter.__slots__ if any(part in name for part in never)]


def test_record_ids_of_later_milliseconds_sort_later() -> None:
    earlier, later = record_id(1_000, b"\xff" * 10), record_id(1_001, bytes(10))
    assert earlier < later
    assert len(earlier) == 16
    assert earlier[6] >> 4 == 7


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-28", date(2026, 11, 28)),
        ("7d", date(2026, 11, 28)),
        ("24h", date(2026, 11, 22)),
        ("25h", date(2026, 11, 23)),
    ],
)
def test_a_follow_up_is_due_on_a_date_or_after_an_interval(text: str, meant: date) -> None:
    assert due_day(text, TODAY) == meant


@pytest.mark.parametrize("text", ["soon", "", "7 weeks", "-1d", "2026-13-01"])
def test_a_follow_up_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(BadDateError):
        due_day(text, TODAY)


def test_a_follow_up_stays_open_until_somebody_was_reached_or_it_was_stopped() -> None:
    planned = FollowUp(id=ID, due=TODAY, encounter=None, individual=None)
    assert planned.is_open
    assert planned.moved(date(2027, 1, 1)).is_open
    assert not planned.reached().is_open
    assert planned.reached().state is FollowUpState.REACHED


def test_handles_are_matched_as_a_peer_would() -> None:
    assert folded("Blue  Heron 27") == folded(" blue heron 27 ")
    assert folded("Blue Heron 27") != folded("Blue Heron 28")
    assert folded("Ruth N\u0303andu\u0301") == folded("RUTH ÑANDÚ") != folded("Ruth Nandu")
    assert name_individual(ID, " Little\nFox ").handle == "Little Fox"


@pytest.mark.parametrize(
    ("text", "asked"),
    [("Blue Heron 27", False), ("JT", False), ("Maria Lopez", True), ("555-123-4567", True), ("Bright Maple", False)],
)
def test_a_handle_that_looks_like_a_full_name_or_a_number_is_asked_about(text: str, asked: bool) -> None:
    assert looks_like_identity(text) is asked
