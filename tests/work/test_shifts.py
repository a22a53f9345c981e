"""Shifts: new notes begin there, days are kept and no time, and two computers of one peer agree."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import MissingAnswerError, NotAllowedError, NotFoundError, TextTooLongError
from peerdesk.domain.ids import new_record_id
from peerdesk.domain.shift import ShiftDraft, begin_shift, start_of
from peerdesk.domain.vocabulary import Language, Mode, Setting
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import keep_draft, keep_encounter
from peerdesk.work.shifts import (
    change_shift,
    end_of_shift,
    end_shift,
    first_words,
    resume_shift,
    shift_now,
    start_as_last,
    start_shift,
)
from tests.support.hospital import clock
from tests.support.two_computers import two_computers
from tests.support.vaults import NOW, a_vault, new_id

WARD = ShiftDraft(setting="inpatient", unit="4 West", language="es", mode="phone")


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


def open_shifts(vault: Vault) -> int:
    with vault.read() as tx:
        return len(tx.shifts.open())


def test_a_shift_says_where_a_note_begins_and_nothing_once_it_is_over(vault: Vault) -> None:
    assert (shift_now(vault).current, first_words(vault)) == (None, EncounterDraft())
    shift = start_shift(vault, WARD, NOW, os.urandom).shift
    assert (shift.setting, shift.unit, shift.language, shift.mode) == (
        Setting.INPATIENT,
        "4 West",
        Language.ES,
        Mode.PHONE,
    )
    assert first_words(vault) == EncounterDraft(setting="inpatient", language="es", mode="phone", unit="4 West")
    end_shift(vault, NOW)
    assert first_words(vault) == EncounterDraft()
    assert shift_now(vault).last == replace(shift, ended=NOW.astimezone().date())


def test_the_next_one_begins_as_the_last_one_was_and_ends_what_goes_on(vault: Vault) -> None:
    with pytest.raises(NotFoundError):
        start_as_last(vault, NOW, os.urandom)
    first = start_shift(vault, WARD, NOW, os.urandom).shift
    again = start_as_last(vault, NOW + timedelta(days=1), os.urandom)
    assert again.shift.as_draft() == WARD
    assert again.before == (first.id,)
    assert open_shifts(vault) == 1


def test_it_can_move_within_a_day_and_come_back_after_it_ended(vault: Vault) -> None:
    shift = start_shift(vault, WARD, NOW, os.urandom).shift
    moved = change_shift(vault, ShiftDraft(setting="street")).shift
    assert (moved.id, moved.setting, moved.unit, moved.started) == (shift.id, Setting.STREET, "", shift.started)
    kept = end_shift(vault, NOW)
    with pytest.raises(NotFoundError):
        end_shift(vault, NOW)
    with pytest.raises(NotFoundError):
        change_shift(vault, WARD)
    resume_shift(vault, kept)
    assert shift_now(vault).current == moved


def test_one_from_an_earlier_day_is_noticed(vault: Vault) -> None:
    start_shift(vault, WARD, NOW, os.urandom)
    today = NOW.astimezone().date()
    assert not shift_now(vault).is_left_open(today)
    assert shift_now(vault).is_left_open(today + timedelta(days=1))


def test_the_end_tells_what_waits_and_keeps_nothing_of_it(vault: Vault) -> None:
    start_shift(vault, WARD, NOW, os.urandom)
    keep_encounter(vault, EncounterDraft(setting="ed", outcome="declined", follow_up="2026-11-21"), NOW, os.urandom)
    keep_draft(vault, new_id(), EncounterDraft(memory="bus card"), NOW)
    waits = end_of_shift(vault, NOW)
    assert (len(waits.jots), waits.due, waits.can_hand_over) == (1, 1, False)


@given(today=st.dates(date(1971, 1, 1), date(2100, 1, 1)))
def test_nothing_of_a_shift_tells_a_time_of_day(today: date) -> None:
    shift = begin_shift(WARD, record=new_record_id(start_of(today), os.urandom), today=today)
    assert int.from_bytes(shift.id[:6], "big") % 86_400_000 == 0
    assert all(not isinstance(getattr(shift, name), datetime) for name in shift.__slots__)


def test_no_clock_time_stands_in_its_row(vault: Vault) -> None:
    shift = start_shift(vault, WARD, NOW, os.urandom).shift
    end_shift(vault, NOW)
    with vault.read() as tx:
        row = driver_of(tx._connection).execute("SELECT * FROM shift").fetchone()
        assert tx.change_times.get(shift.id) is None
    assert not any(":" in str(value) for value in row if isinstance(value, str))
    assert int.from_bytes(shift.id[:6], "big") % 86_400_000 == 0


@pytest.mark.parametrize(
    ("draft", "error"),
    [(ShiftDraft(), MissingAnswerError), (ShiftDraft(setting="ed", unit="x" * 41), TextTooLongError)],
)
def test_what_cannot_be_kept_begins_no_shift(vault: Vault, draft: ShiftDraft, error: type[Exception]) -> None:
    with pytest.raises(error):
        start_shift(vault, draft, NOW, os.urandom)
    assert shift_now(vault).last is None


def test_both_computers_of_a_peer_know_the_shift_and_nobody_else_does(tmp_path: Path) -> None:
    with two_computers(tmp_path) as two:
        shift = start_shift(two.ward, WARD, clock(), os.urandom).shift
        two.meet()
        assert shift_now(two.laptop).current == shift
        start_shift(two.laptop, ShiftDraft(setting="street"), clock(), os.urandom)
        # At the same time as the ward computer, which has not heard of it.
        start_shift(two.ward, ShiftDraft(setting="ed"), clock(), os.urandom)
        two.meet()
        assert open_shifts(two.ward) == open_shifts(two.laptop) == 2
        assert shift_now(two.ward).current == shift_now(two.laptop).current
        end_shift(two.laptop, clock())
        two.meet()
        assert (open_shifts(two.ward), open_shifts(two.laptop)) == (0, 0)
        two.hospital.sync(two.tomas)
        with two.tomas.read() as tx:
            assert driver_of(tx._connection).execute("SELECT count(*) FROM shift").fetchone() == (0,)
        with pytest.raises(NotAllowedError):
            start_shift(two.tomas, WARD, clock(), os.urandom)


def test_a_shift_is_dated_by_the_day_here() -> None:
    assert start_of(date(2026, 11, 21)) == datetime(2026, 11, 21, tzinfo=UTC)
