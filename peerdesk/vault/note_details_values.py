"""What lies beside a note as plain fields, and back. Reading raises UnreadableFieldError only."""

from peerdesk.domain.ids import ID_BYTES, RecordId
from peerdesk.domain.note_details import FEWEST_PEOPLE, MOST_PEOPLE, NoteDetails
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields


def plain_details(details: NoteDetails) -> Values:
    """Return its fields. No people counted is a nought."""
    return {"about": details.about, "people": details.people or 0, "unit": details.unit}


def details_of(fields: Fields) -> NoteDetails:
    """Return what lies beside a note."""
    people = fields["people"] or None
    if people is not None and not FEWEST_PEOPLE <= people <= MOST_PEOPLE:
        raise UnreadableFieldError("people")
    about = RecordId(reading.sized(fields, "about", ID_BYTES))
    return NoteDetails(about=about, people=people, unit=fields["unit"])
