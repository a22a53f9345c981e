"""Shifts: beginning one, changing it, ending it. New notes begin where the shift is; nothing else follows from it.

Days are kept and no time of day, also not in the ids. Older shifts are neither listed nor added up.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.offered import check_offered
from peerdesk.domain.shift import Shift, ShiftDraft, begin_shift, said_anew, start_of
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.shelves.drafts import KeptDraft
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.handing_over import colleagues, waiting
from peerdesk.work.policy import hidden_codes
from peerdesk.work.reading import day


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftNow:
    """The shift that goes on, if any, and the newest there was, to begin another as it was."""

    current: Shift | None
    last: Shift | None

    def is_left_open(self, today: date) -> bool:
        """Say whether the shift began on an earlier day: it may have ended without anybody saying so."""
        return self.current is not None and self.current.started < today


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftKept:
    """A shift as it is kept now, what was open before it, and what keeping it touched."""

    shift: Shift
    before: tuple[RecordId, ...]
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOfShift:
    """What may be good to look at before going home. None of it has to be done. `due` counts the follow-ups."""

    shift: Shift | None
    jots: tuple[KeptDraft, ...]
    due: int
    can_hand_over: bool


def shift_now(vault: Vault) -> ShiftNow:
    """Return the shift that goes on, and the last one."""
    with vault.read() as tx:
        return ShiftNow(current=next(iter(tx.shifts.open()), None), last=tx.shifts.last())


def first_words(vault: Vault) -> EncounterDraft:
    """Return the draft that a new note begins with: empty where no shift goes on."""
    current = shift_now(vault).current
    return current.first_words() if current else EncounterDraft()


def start_shift(vault: Vault, draft: ShiftDraft, now: datetime, rng: Rng) -> ShiftKept:
    """Begin a shift; one that still goes on ends with it.

    `now` is aware UTC. Raises NotAllowedError in a supervisor's vault, or an InputRefusedError that names the answer.
    """
    with vault.write() as tx:
        return _begun(tx, draft, now, rng)


def start_as_last(vault: Vault, now: datetime, rng: Rng) -> ShiftKept:
    """Begin a shift as the last one was. Raises NotFoundError where there was none."""
    with vault.write() as tx:
        last = tx.shifts.last()
        if last is None:
            raise NotFoundError("shift")
        return _begun(tx, last.as_draft(), now, rng)


def change_shift(vault: Vault, draft: ShiftDraft) -> ShiftKept:
    """Say anew where the shift is that goes on. Notes that are kept stay as they are.

    Raises NotFoundError where none goes on, or an InputRefusedError.
    """
    with vault.write() as tx:
        shift = _current(tx)
        _check(tx, draft, shift)
        anew = said_anew(shift, draft)
        tx.shifts.put(anew)
        return ShiftKept(shift=anew, before=(), changes=Changes.of(RecordKind.SHIFT, shift.id))


def end_shift(vault: Vault, now: datetime) -> ShiftKept:
    """End the shift, on whichever computer it began. Raises NotFoundError where none goes on."""
    with vault.write() as tx:
        shift = _current(tx)
        ended = _end_open(tx, _local_day(now))
        return ShiftKept(shift=shift, before=ended, changes=Changes.of(RecordKind.SHIFT, *ended))


def resume_shift(vault: Vault, kept: ShiftKept) -> Changes:
    """Take an end back."""
    with vault.write() as tx:
        tx.shifts.put(kept.shift.resumed())
    return Changes.of(RecordKind.SHIFT, kept.shift.id)


def end_of_shift(vault: Vault, now: datetime) -> EndOfShift:
    """Return what still waits at the end of a shift."""
    today = day(vault, _local_day(now))
    can_hand_over = bool(colleagues(vault)) and any(not one.handed_to for one in waiting(vault))
    current = shift_now(vault).current
    return EndOfShift(shift=current, jots=today.drafts, due=len(today.follow_ups), can_hand_over=can_hand_over)


def _begun(tx: Transaction, draft: ShiftDraft, now: datetime, rng: Rng) -> ShiftKept:
    _check(tx, draft, None)
    today = _local_day(now)
    # Made of the day alone: an id of a moment would say when somebody came to work.
    shift = begin_shift(draft, record=new_record_id(start_of(today), rng), today=today)
    ended = _end_open(tx, today)
    tx.shifts.put(shift)
    return ShiftKept(shift=shift, before=ended, changes=Changes.of(RecordKind.SHIFT, shift.id, *ended))


def _check(tx: Transaction, draft: ShiftDraft, before: Shift | None) -> None:
    if tx.role is Role.SUPERVISOR:
        raise NotAllowedError("keep")
    had = EncounterDraft(setting=before.setting.value) if before else None
    check_offered(EncounterDraft(setting=draft.setting), hidden_codes(tx), had)


def _current(tx: Transaction) -> Shift:
    for shift in tx.shifts.open():
        return shift
    raise NotFoundError("shift")


def _end_open(tx: Transaction, today: date) -> tuple[RecordId, ...]:
    still_open = tx.shifts.open()
    for shift in still_open:
        tx.shifts.put(replace(shift, ended=today))
    return tuple(shift.id for shift in still_open)


def _local_day(now: datetime) -> date:
    return now.astimezone().date()
