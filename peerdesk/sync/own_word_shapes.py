"""The shape of a word that its person wants to be known. It stays in their own space."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.spelling import LONGEST_WORD

OWN_WORD_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.OWN_WORD: {"word": Annotated[str, Meta(min_length=1, max_length=LONGEST_WORD)]}
}
