"""The shape of introductions. They stay in the peer's own space."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import ID_BYTES
from peerdesk.domain.introduction import TO_LIMIT
from peerdesk.domain.introduction_vocabulary import ConfirmedBy, IntroducedHow, IntroductionResult

INTRODUCTION_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.INTRODUCTION: {
        "to": Annotated[str, Meta(min_length=1, max_length=TO_LIMIT)],
        "individual": Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)],
        "agreed": bool,
        "happened_on": date,
        "how": IntroducedHow,
        "result": IntroductionResult,
        "confirmed_by": ConfirmedBy,
    },
}

INTRODUCTION_MAY_BE_EMPTY: Final = frozenset({"how", "confirmed_by"})
