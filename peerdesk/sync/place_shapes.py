"""The shapes of places that help: those of one's own stay there, a supervisor's list lies in the space of the two."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.place import BY_LIMIT, NAME_LIMIT, TEXT_LIMIT
from peerdesk.domain.place_vocabulary import PlaceFlag
from peerdesk.domain.team_places import MOST_SHARED
from peerdesk.domain.team_texts import HIGHEST_VERSION
from peerdesk.domain.vocabulary import NextStep

_Text = Annotated[str, Meta(max_length=TEXT_LIMIT)]
_Name = Annotated[str, Meta(min_length=1, max_length=NAME_LIMIT)]
_By = Annotated[str, Meta(max_length=BY_LIMIT)]
_Flags = Annotated[list[PlaceFlag], Meta(max_length=len(PlaceFlag))]


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """One place of a list. What has no answer is not there."""

    id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    name: _Name
    kind: NextStep | msgspec.UnsetType = msgspec.UNSET
    phone: _Text | msgspec.UnsetType = msgspec.UNSET
    hours: _Text | msgspec.UnsetType = msgspec.UNSET
    languages: _Text | msgspec.UnsetType = msgspec.UNSET
    cost: _Text | msgspec.UnsetType = msgspec.UNSET
    distance: _Text | msgspec.UnsetType = msgspec.UNSET
    flags: _Flags | msgspec.UnsetType = msgspec.UNSET
    checked_on: date | msgspec.UnsetType = msgspec.UNSET
    checked_by: _By | msgspec.UnsetType = msgspec.UNSET


PLACE_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.PLACE: {
        "name": _Name,
        "kind": NextStep,
        "phone": _Text,
        "hours": _Text,
        "languages": _Text,
        "cost": _Text,
        "distance": _Text,
        "flags": _Flags,
        "checked_on": date,
        "checked_by": _By,
    },
}
_LIST: Final[Mapping[str, Any]] = {
    "version": Annotated[int, Meta(ge=1, le=HIGHEST_VERSION)],
    "published_on": date,
    "places": Annotated[list[_Line], Meta(max_length=MOST_SHARED)],
}
TEAM_PLACES_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {RecordKind.TEAM_PLACES: _LIST}
PLACES_VERSION_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {RecordKind.PLACES_VERSION: _LIST}

PLACE_MAY_BE_EMPTY: Final = frozenset({"kind", "checked_on"})
