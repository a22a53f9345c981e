"""The shapes of what a supervisor writes for their team: each version is their own, each peer has a copy of it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.team_texts import (
    ABOUT,
    CHANGED_LIMIT,
    HIGHEST_VERSION,
    INSTEAD_LIMIT,
    MOST_LINES,
    SAID_LIMIT,
    TeamPart,
)


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    about: Annotated[str, Meta(pattern=ABOUT.pattern)]
    said: Annotated[str, Meta(min_length=1, max_length=SAID_LIMIT)]
    instead: Annotated[str, Meta(min_length=1, max_length=INSTEAD_LIMIT)] | msgspec.UnsetType = msgspec.UNSET


_TEXT: Final[Mapping[str, Any]] = {
    "part": TeamPart,
    "version": Annotated[int, Meta(ge=1, le=HIGHEST_VERSION)],
    "published_on": date,
    "changed": Annotated[str, Meta(max_length=CHANGED_LIMIT)],
    "lines": Annotated[list[_Line], Meta(max_length=MOST_LINES)],
}
TEXT_VERSION_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {RecordKind.TEXT_VERSION: _TEXT}
TEAM_TEXT_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {RecordKind.TEAM_TEXT: _TEXT}
