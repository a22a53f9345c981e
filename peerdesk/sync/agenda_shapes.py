"""The shapes of what a peer brings to supervision: what stays with them, what a supervisor reads, and their tick."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.agenda import LINE_LIMIT, WHEN_LIMIT
from peerdesk.domain.agenda_vocabulary import AgendaTopic, GuideCode
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import ID_BYTES

_Id = Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)]
_Line = Annotated[str, Meta(max_length=LINE_LIMIT)]
_Position = Annotated[int, Meta(ge=0, le=2**31)]
_Minute = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$")]
_ITEM: Final[Mapping[str, Any]] = {"topic": AgendaTopic, "line": _Line, "position": _Position, "talked_on": date}
_GUIDE: Final[Mapping[str, Any]] = {"guide": GuideCode, "used_at": _Minute, "spoke": bool}

AGENDA_KEPT: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.AGENDA_ITEM: {**_ITEM, "origin": _Id},
    RecordKind.GUIDE_USE: _GUIDE,
    RecordKind.NEXT_MEETING: {"meets_on": date, "meets": Annotated[str, Meta(max_length=WHEN_LIMIT)]},
}
AGENDA_SHARED: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.AGENDA_ENTRY: {**_ITEM, **_GUIDE, "note": _Id},
    RecordKind.TALKED_ABOUT: {"about": _Id, "talked_on": date},
}

AGENDA_MAY_BE_EMPTY: Final = frozenset({"talked_on", "guide", "used_at", "meets_on", "origin", "note"})
