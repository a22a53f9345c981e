"""The shapes of the log of supervision: a session, by whoever writes it down, and the signature of the other one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import ID_BYTES
from peerdesk.domain.supervision_log import DIGEST_BYTES, MOST_MINUTES, NEXT_STEPS_LIMIT
from peerdesk.domain.supervision_vocabulary import SessionTopic, SessionType

SUPERVISION_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.SUPERVISION: {
        "happened_on": date,
        "minutes": Annotated[int, Meta(ge=1, le=MOST_MINUTES)],
        "type": SessionType,
        "topics": Annotated[list[SessionTopic], Meta(max_length=len(SessionTopic))],
        "next_steps": Annotated[str, Meta(max_length=NEXT_STEPS_LIMIT)],
    },
    RecordKind.SUPERVISION_SIGNED: {
        "about": Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)],
        "digest": Annotated[bytes, Meta(min_length=DIGEST_BYTES, max_length=DIGEST_BYTES)],
        "signed_at": datetime,
    },
}
