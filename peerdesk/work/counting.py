"""For somebody who wants nothing written down: count the encounter and nothing of it, or keep nothing at all.

Either way whatever stood in a form goes without a trace: a draft that was kept while the peer typed is overwritten in
the file, and its log is folded in and emptied at once. That somebody asked for this is not kept either.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.counted import Counted, count_only, monday_of, week_of
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotAllowedError, NotFoundError, VaultError
from peerdesk.domain.ids import ID_BYTES, RecordId, Rng, new_record_id
from peerdesk.domain.offered import check_offered
from peerdesk.domain.shift import start_of
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.backup_places import BackupPlace, remove
from peerdesk.vault.traces import empty_log
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.backups import back_up, backups_here, look_from
from peerdesk.work.policy import hidden_codes

_OWED: Final = "drafts that backups may hold"
COUNTED_PARTS: Final = ("setting", "outcome", "support")
"""The answers that are counted, by their names in a draft. The week is the fourth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountKept:
    """A count that is durable now, and what keeping it touched."""

    counted: Counted
    changes: Changes


def count_encounter(
    vault: Vault, draft: EncounterDraft, now: datetime, rng: Rng, *, from_draft: RecordId | None = None
) -> CountKept:
    """Count an encounter: its week, place, how it went, and the support. Nothing else of the draft is looked at.

    `from_draft` is the draft that it was; it goes without a trace. Raises NotAllowedError in a supervisor's vault, or
    an InputRefusedError that names the answer; then nothing was counted, and the draft is as it was.
    """
    only = EncounterDraft(setting=draft.setting, outcome=draft.outcome, support=draft.support)
    today = now.astimezone().date()
    with vault.write() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        check_offered(only, hidden_codes(tx))
        # Made of the week alone, so that the id does not tell the day either.
        record = new_record_id(start_of(monday_of(today)), rng)
        counted = count_only(only, record=record, today=today)
        tx.counted.put(counted)
        if from_draft is not None:
            _leave(tx, from_draft)
    changes = Changes.of(RecordKind.COUNTED, counted.id)
    if from_draft is not None:
        empty_log(vault)
        changes |= Changes(drafts=True)
    return CountKept(counted=counted, changes=changes)


def uncount(vault: Vault, record: RecordId) -> Changes:
    """Take a count back. Raises NotFoundError."""
    with vault.write() as tx:
        tx.counted.remove(record)
    return Changes.of(RecordKind.COUNTED, record)


def keep_nothing(vault: Vault, draft_id: RecordId | None) -> Changes:
    """Let go of what stood in a form, so that no byte of it stays in the file or in its log."""
    if draft_id is not None:
        with vault.write() as tx:
            _leave(tx, draft_id)
    empty_log(vault)
    return Changes(drafts=True)


def renew_backups(vault: Vault, draft_id: RecordId, now: datetime) -> bool:
    """Take away each backup that was made while a draft was there, once a new one stands in its place.

    For the thread that files are written on. Returns whether there was any. Raises what making a backup raises; then
    the backups are as they were.
    """
    held = [place for place in backups_here(vault.folder) if _holds(vault, place, draft_id)]
    if held:
        back_up(vault, now)
    for place in held:
        if place.folder.exists():
            remove(place)
    with vault.write() as tx:
        _put(tx, [one for one in _owed(tx) if one != draft_id])
    return bool(held)


def renew_what_is_owed(vault: Vault, now: datetime) -> None:
    """Do what a lock cut short: the backups of drafts that went without a trace. Raises what `renew_backups` raises."""
    with vault.read() as tx:
        owed = _owed(tx)
    for draft_id in owed:
        renew_backups(vault, draft_id, now)


def _leave(tx: Transaction, draft_id: RecordId) -> None:
    """Drop a draft, and remember in the same commit that a backup may hold it: its id alone, until that is done."""
    tx.drafts.drop(draft_id)
    _put(tx, [*_owed(tx), draft_id])


def _owed(tx: Transaction) -> list[RecordId]:
    kept = tx.settings.get(_OWED) or b""
    return [RecordId(kept[at : at + ID_BYTES]) for at in range(0, len(kept), ID_BYTES)]


def _put(tx: Transaction, owed: list[RecordId]) -> None:
    tx.settings.put(_OWED, b"".join(owed))


def _holds(vault: Vault, place: BackupPlace, draft_id: RecordId) -> bool:
    try:
        with look_from(vault, place) as looked, looked.read() as tx:
            tx.drafts.get(draft_id)
    except (NotFoundError, VaultError):
        return False
    return True


def counted_this_week(vault: Vault, today: date) -> tuple[Counted, ...]:
    """Return what was counted in the week of a day, in an order that tells nothing."""
    with vault.read() as tx:
        return tx.counted.of_week(week_of(today))
