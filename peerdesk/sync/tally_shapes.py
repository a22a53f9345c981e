"""The shapes of weekly counts: tallies, in the drop space of their peer, and the yes to each, in their own space."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.tally import MOST_IN_A_CELL
from peerdesk.domain.vocabulary import Outcome, Setting, Supply, Support
from peerdesk.vault.shift_values import WEEK

_Week = Annotated[str, Meta(pattern=WEEK)]
_Count = Annotated[int, Meta(ge=1, le=MOST_IN_A_CELL)]


class _Counts(msgspec.Struct, forbid_unknown_fields=True):
    encounters: dict[Setting, Annotated[dict[Outcome, _Count], Meta(min_length=1)]]
    support: dict[Support, _Count]
    supplies: dict[Supply, _Count]


DROPPED: Final[Mapping[RecordKind, Mapping[str, Any]]] = {RecordKind.TALLY: {"week": _Week, "counts": _Counts}}
AGREED_TO: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.TALLY_AGREEMENT: {"week": _Week, "said_on": date, "ended_on": date}
}
ROLE_COUNT_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.ROLE_TALLY: {"week": _Week, "asked": Annotated[int, Meta(ge=0, le=MOST_IN_A_CELL)]},
    RecordKind.ROLE_AGREEMENT: AGREED_TO[RecordKind.TALLY_AGREEMENT],
}
TALLY_MAY_BE_EMPTY: Final = frozenset({"ended_on"})
