"""The shapes of what two peers say to each other about a follow-up, and of what each keeps of it for themselves."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import HANDLE_LIMIT, PROMPT_LIMIT
from peerdesk.domain.handover import Answer
from peerdesk.domain.ids import ID_BYTES, REVISION_BYTES
from peerdesk.domain.vocabulary import Mode, Setting

_Id = Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)]
_Revision = Annotated[bytes, Meta(min_length=REVISION_BYTES, max_length=REVISION_BYTES)]
_OFFER: Final[Mapping[str, Any]] = {
    "handle": Annotated[str, Meta(max_length=HANDLE_LIMIT)],
    "place": Setting,
    "due": date,
    "how": Mode,
    "prompt": Annotated[str, Meta(max_length=PROMPT_LIMIT)],
}

BETWEEN_PEERS: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.HANDOFF: {**_OFFER, "agreed": bool},
    RecordKind.HANDOFF_ANSWER: {"about": _Id, "revision": _Revision, "answer": Answer, "answered_at": datetime},
}
KEPT_OF_IT: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.HANDOVER: {
        **_OFFER,
        "follow_up": _Id,
        "person": _Id,
        "handoff": _Id,
        "given": bool,
        "taken_back": bool,
    },
}
HANDOVER_MAY_BE_EMPTY: Final = frozenset({"place", "how"})
