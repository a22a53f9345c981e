"""The shapes of a shift, and of an encounter that is only counted. Both stay among one person's own computers."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.shift import UNIT_LIMIT
from peerdesk.domain.vocabulary import Language, Mode, Outcome, Setting, Support
from peerdesk.vault.shift_values import WEEK

SHIFT_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.SHIFT: {
        "setting": Setting,
        "unit": Annotated[str, Meta(max_length=UNIT_LIMIT)],
        "language": Language,
        "mode": Mode,
        "started": date,
        "ended": date,
    },
    RecordKind.COUNTED: {
        "week": Annotated[str, Meta(pattern=WEEK)],
        "setting": Setting,
        "outcome": Outcome,
        "support": Annotated[list[Support], Meta(max_length=len(Support))],
    },
}
SHIFT_MAY_BE_EMPTY: Final = frozenset({"ended"})
