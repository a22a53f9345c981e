"""What lies beside a note as plain fields, and back. Reading raises UnreadableFieldError only."""

from typing import Final

from peerdesk.domain.ids import ID_BYTES, RecordId
from peerdesk.domain.note_details import FEWEST_PEOPLE, MOST_PEOPLE, NoteDetails
from peerdesk.domain.note_time import NoteTime, Spent, is_sound
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields

_PARTS: Final = 3


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


def plain_time(time: NoteTime) -> Values:
    """Return the fields of when an encounter began and ended."""
    spent = time.spent
    return {"about": time.about, "spent": [spent.begins, spent.ends, spent.aside] if spent is not None else []}


def time_of(fields: Fields) -> NoteTime:
    """Return when an encounter began and ended."""
    about, said = RecordId(reading.sized(fields, "about", ID_BYTES)), fields["spent"]
    if not said:
        return NoteTime(about=about)
    if len(said) != _PARTS or any(type(one) is not int for one in said):
        raise UnreadableFieldError("spent")
    spent = Spent(begins=said[0], ends=said[1], aside=said[2])
    if not is_sound(spent):
        raise UnreadableFieldError("spent")
    return NoteTime(about=about, spent=spent)
