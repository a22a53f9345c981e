"""The shapes of what lies beside a note. Both stay in the peer's own space."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import ID_BYTES
from peerdesk.domain.note_details import MOST_PEOPLE
from peerdesk.domain.note_time import MINUTES_OF_A_DAY
from peerdesk.domain.shift import UNIT_LIMIT

_ABOUT: Final = Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)]
_Minute = Annotated[int, Meta(ge=0, lt=MINUTES_OF_A_DAY)]

NOTE_DETAILS_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.NOTE_DETAILS: {
        "about": _ABOUT,
        "people": Annotated[int, Meta(ge=0, le=MOST_PEOPLE)],
        "unit": Annotated[str, Meta(max_length=UNIT_LIMIT)],
    }
}
"""No people counted is a nought."""

NOTE_TIME_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.NOTE_TIME: {"about": _ABOUT, "spent": Annotated[list[_Minute], Meta(max_length=3)]}
}
"""The beginning, the end, and what is set aside; empty where there is none. They are one field, so two computers that
say different times never make a third one."""
