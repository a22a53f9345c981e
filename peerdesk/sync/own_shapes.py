"""The shapes of what was asked outside a peer's role, and of trainings. They stay in the peer's own space."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.role_vocabulary import RoleAnswer, RoleAsk, TrainingTopic
from peerdesk.domain.training import GIVEN_BY_LIMIT, MOST_QUARTERS, TITLE_LIMIT

OWN_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.OUT_OF_ROLE: {"asked": RoleAsk, "answer": RoleAnswer, "happened_on": date},
    RecordKind.TRAINING: {
        "title": Annotated[str, Meta(min_length=1, max_length=TITLE_LIMIT)],
        "happened_on": date,
        "quarters": Annotated[int, Meta(ge=1, le=MOST_QUARTERS)],
        "given_by": Annotated[str, Meta(max_length=GIVEN_BY_LIMIT)],
        "topic": TrainingTopic,
    },
}

OWN_MAY_BE_EMPTY: Final = frozenset({"topic"})
