"""Keeping what lies beside a note, inside the transaction that keeps the note.

A note that says neither a head count nor a unit has no record beside it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import Encounter, EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.note_details import NoteDetails, details_id, make_details
from peerdesk.domain.vocabulary import Mode
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault

_FIELDS: Final = ("people", "unit")


def begin_details(tx: Transaction, draft: EncounterDraft, note: RecordId) -> Changes:
    """Keep what the draft of a new note says beside it. Raises an InputRefusedError that names the answer."""
    details = make_details(draft, note)
    if details == NoteDetails(about=note):
        return Changes()
    tx.encounters.details.put(details, new=True)
    return Changes.of(RecordKind.NOTE_DETAILS, details_id(note))


def change_details(tx: Transaction, before: EncounterDraft, draft: EncounterDraft, note: RecordId) -> Changes:
    """Keep what an edit changed beside a note. Raises as `begin_details` does.

    Only what differs is said anew, so that what another computer says of the other answer stands.
    """
    said = make_details(draft, note)
    changed: dict[str, Any] = {
        name: getattr(said, name) for name in _FIELDS if getattr(draft, name) != getattr(before, name)
    }
    if not changed:
        return Changes()
    tx.encounters.details.put(replace(tx.encounters.details.of(note), **changed))
    return Changes.of(RecordKind.NOTE_DETAILS, details_id(note))


def details_of(tx: Transaction, encounter: Encounter) -> NoteDetails:
    """Return what lies beside a note. A head count is only told of a group.

    Two computers may have changed the way they met, and the number: then the number waits, and is not shown.
    """
    return _as_met(tx.encounters.details.of(encounter.id), encounter.mode)


def details_of_rows(vault: Vault, rows: Iterable[EncounterRow]) -> dict[RecordId, NoteDetails]:
    """Return the same of each note of a list, by the note."""
    with vault.read() as tx:
        return {row.id: _as_met(tx.encounters.details.of(row.id), row.mode) for row in rows}


def _as_met(details: NoteDetails, mode: Mode) -> NoteDetails:
    return details if mode is Mode.GROUP else replace(details, people=None)
