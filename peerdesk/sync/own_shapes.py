"""The shapes of own lists about one's work: of a peer, and of a supervisor. They stay in the own space of each."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.peer_pulse import MOST_SLIPS, PulseAnswer, Statement
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

_Number = Annotated[int, Meta(ge=0, le=MOST_SLIPS)]

PULSE_SHAPES: Final[Mapping[RecordKind, Mapping[str, Any]]] = {
    RecordKind.PEER_PULSE: {
        "quarter": Annotated[str, Meta(pattern="^[0-9]{4}-Q[1-4]$")],
        "sums": Annotated[
            list[Annotated[list[_Number], Meta(max_length=len(PulseAnswer))]], Meta(max_length=1 + len(Statement))
        ],
    }
}
"""How many slips, then how many ticked each answer of each statement; empty where fewer than five answered it. They are
one field, so two computers that say different sums never make a third box."""
