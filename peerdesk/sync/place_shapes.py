"""The shape of places that help. They stay in the person's own space."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.place import BY_LIMIT, NAME_LIMIT, TEXT_LIMIT
from peerdesk.domain.place_vocabulary import PlaceFlag
from peerdesk.domain.vocabulary import NextStep

_Text = Annotated[str, Meta(max_length=TEXT_LIMIT)]

PLACE_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.PLACE: {
        "name": Annotated[str, Meta(min_length=1, max_length=NAME_LIMIT)],
        "kind": NextStep,
        "phone": _Text,
        "hours": _Text,
        "languages": _Text,
        "cost": _Text,
        "distance": _Text,
        "flags": Annotated[list[PlaceFlag], Meta(max_length=len(PlaceFlag))],
        "checked_on": date,
        "checked_by": Annotated[str, Meta(max_length=BY_LIMIT)],
    },
}

PLACE_MAY_BE_EMPTY: Final = frozenset({"kind", "checked_on"})
