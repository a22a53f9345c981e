"""How many people were there, and the unit, beside notes."""

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.note_details import NoteDetails, details_id
from peerdesk.vault.note_details_values import details_of, plain_details
from peerdesk.vault.shelves.beside_notes import BesideNotes


class NoteDetailsShelf(BesideNotes):
    """The shelf, in one person's own space. Nothing shows it but its note."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        super().__init__(connection, person, space, RecordKind.NOTE_DETAILS, details_id)

    def put(self, details: NoteDetails, *, new: bool = False) -> None:
        """Keep what lies beside a note, new or changed; `new` says that the note is new."""
        self._keep(details.about, plain_details(details), new=new)

    def of(self, note: RecordId) -> NoteDetails:
        """Return what lies beside a note; empty where nothing was said."""
        known = self._known(note)
        return details_of(known.fields) if known is not None else NoteDetails(about=note)
