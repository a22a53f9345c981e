"""What lies beside a note: how many people were there in a group, and where in the house it was.

A group is a number and never a list of names. Neither answer leaves the peer's own computers.
"""

from dataclasses import dataclass
from typing import Final

from peerdesk.domain.encounter import EncounterDraft, checked_text
from peerdesk.domain.errors import BadValueError
from peerdesk.domain.ids import RecordId, id_beside
from peerdesk.domain.shift import UNIT_LIMIT
from peerdesk.domain.vocabulary import Mode

FEWEST_PEOPLE: Final = 2
MOST_PEOPLE: Final = 99
_LABEL: Final = b"PD1 note details"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDetails:
    """What is kept beside one note. `people` is a head count, None where nobody counted; `unit` is the peer's word."""

    about: RecordId
    people: int | None = None
    unit: str = ""


def details_id(note: RecordId) -> RecordId:
    """Return the id of what lies beside a note: two computers that both begin it begin the same."""
    return id_beside(note, _LABEL)


def make_details(draft: EncounterDraft, about: RecordId) -> NoteDetails:
    """Check what a draft says and return it. Raises BadValueError or TextTooLongError, which name the field."""
    if draft.people is not None:
        if not FEWEST_PEOPLE <= draft.people <= MOST_PEOPLE:
            raise BadValueError("people", "a number from 2 to 99")
        if draft.mode != Mode.GROUP:
            raise BadValueError("people", "to stand with the mode group")
    return NoteDetails(
        about=about, people=draft.people, unit=checked_text("unit", draft.unit, UNIT_LIMIT).replace("\n", " ")
    )
