"""Notes that were deleted: the list of them, and erasing, which is for good.

Nothing is erased because time has passed: a clock that is off by years would take a note that was deleted a minute ago.
A deleted note stays in the list until the person brings it back or erases it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda_shares import take_brought_back
from peerdesk.work.history import NoteVersion, history_of
from peerdesk.work.ledger import all_taken_back

MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedNote:
    """A deleted note. `deleted_at` is UTC by the clock of the computer it was deleted on, None where not known."""

    row: EncounterRow
    deleted_at: datetime | None


def deleted_notes(vault: Vault, limit: int = MOST) -> tuple[DeletedNote, ...]:
    """Return the notes that were deleted and are not erased, those begun last first."""
    with vault.read() as tx:
        return tuple(
            DeletedNote(row=row, deleted_at=_deleted_at(history_of(tx, row.id))) for row in tx.deleted.rows(limit)
        )


def erase_note(vault: Vault, note: RecordId, now: datetime | None = None) -> Changes:
    """Erase a note for good, deleted before or not, with its follow-ups and every copy that was given.

    It is gone here at once; the other computers, the server and the readers follow once that is sent. `now` is for
    the ledger, which stays. Raises NotFoundError.
    """
    with vault.write() as tx:
        return erase_in(tx, note, now)


def erase_in(tx: Transaction, note: RecordId, now: datetime | None) -> Changes:
    """Do the same inside a transaction."""
    touched = all_taken_back(tx, note, now) | refresh_one(tx, note)
    planned = tx.deleted.erase(note)
    touched |= Changes.of(RecordKind.ENCOUNTER, note) | take_brought_back(tx, note)
    return touched | Changes.of(RecordKind.FOLLOW_UP, *planned) if planned else touched


def _deleted_at(versions: tuple[NoteVersion, ...]) -> datetime | None:
    """Return when the note was deleted: the time of the last version that says so."""
    sets_it = (one for one in versions if one.is_first or "hidden" in one.changed)
    said = [one.kept_at for one in sets_it if one.fields is not None and one.fields["hidden"]]
    return said[-1] if said else None
