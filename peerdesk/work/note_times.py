"""Saying from when to when an encounter was, and taking that back. It is only asked where the hospital counts units."""

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.note_time import NoteTime, TimeDraft, make_spent, time_id
from peerdesk.domain.unit_summary import UnitRules
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.policy import policy_in


def rules_in(tx: Transaction) -> UnitRules:
    """Return how units are counted here. Raises NotAllowedError where they are not, and for who is no peer."""
    found = policy_in(tx).units
    if found is None or tx.role is not Role.PEER:
        raise NotAllowedError("units")
    return found


def counts_units(vault: Vault) -> bool:
    """Say whether there is a unit summary in this vault."""
    with vault.read() as tx:
        return tx.role is Role.PEER and policy_in(tx).units is not None


def keep_time(vault: Vault, note: RecordId, draft: TimeDraft) -> Changes:
    """Keep from when to when it was, new or in place of what was said; what is said last holds.

    Raises NotAllowedError as `rules_in` does, NotFoundError for a note that is not there or is deleted, or
    BadValueError, which names the answer.
    """
    spent = make_spent(draft)
    with vault.write() as tx:
        rules_in(tx)
        if tx.encounters.row(note).hidden:
            raise NotFoundError("note")
        tx.encounters.times.put(NoteTime(about=note, spent=spent))
    return Changes.of(RecordKind.NOTE_TIME, time_id(note))


def take_out(vault: Vault, note: RecordId) -> Changes:
    """Take the times of a note away, and with them the note out of the summary. The note stays as it is.

    It is allowed also where units are not counted any more. Raises NotFoundError for a note that is not there.
    """
    with vault.write() as tx:
        tx.encounters.row(note)
        times = tx.encounters.times
        if times.of(note).spent is None and not times.competing(note):
            return Changes()
        times.put(NoteTime(about=note))
    return Changes.of(RecordKind.NOTE_TIME, time_id(note))
