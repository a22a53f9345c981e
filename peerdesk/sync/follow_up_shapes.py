"""The shapes of what lies beside a follow-up. They stay in the peer's own space."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.follow_up_plan import NUMBER_LIMIT, SAY_ONLY_LIMIT, WHAT_LIMIT
from peerdesk.domain.follow_up_vocabulary import BestTime, FollowUpHow, FollowUpWhy, MayAnswer, Okay
from peerdesk.domain.ids import ID_BYTES
from peerdesk.domain.vocabulary import Outcome

_ABOUT: Final[Mapping[str, Any]] = {"about": Annotated[bytes, Meta(min_length=ID_BYTES, max_length=ID_BYTES)]}

FOLLOW_UP_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.FOLLOW_UP_PLAN: {
        **_ABOUT,
        "why": FollowUpWhy,
        "what": Annotated[str, Meta(max_length=WHAT_LIMIT)],
        "how": FollowUpHow,
        "ok_voicemail": Okay,
        "ok_text": Okay,
        "say_only": Annotated[str, Meta(max_length=SAY_ONLY_LIMIT)],
        "best_time": BestTime,
        "who_may_answer": MayAnswer,
    },
    RecordKind.FOLLOW_UP_TRY: {**_ABOUT, "tried_on": date, "outcome": Outcome},
    RecordKind.PHONE_NUMBER: {
        **_ABOUT,
        "number": Annotated[str, Meta(min_length=3, max_length=NUMBER_LIMIT)],
        "agreed": bool,
    },
}

FOLLOW_UP_MAY_BE_EMPTY: Final = frozenset({"why", "how", "ok_voicemail", "ok_text", "best_time", "who_may_answer"})
