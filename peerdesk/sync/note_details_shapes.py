"""The shape of what lies beside a note. It stays in the peer's own space."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import ID_BYTES
from peerdesk.domain.note_details import MOST_PEOPLE
from peerdesk.domain.shift import UNIT_LIMIT

NOTE_DETAILS_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.NOTE_DETAILS: {
        "about": Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)],
        "people": Annotated[int, Meta(ge=0, le=MOST_PEOPLE)],
        "unit": Annotated[str, Meta(max_length=UNIT_LIMIT)],
    }
}
"""No people counted is a nought."""
