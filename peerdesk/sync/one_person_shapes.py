"""The shape of two handles that are one person. It stays in the peer's own space."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import ID_BYTES

_Id = Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)]
ONE_PERSON_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {RecordKind.ONE_PERSON: {"kept": _Id, "other": _Id}}
