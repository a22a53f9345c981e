"""A schedule: a list of steps, made from a seed or written down.

Each step is four small numbers beside its name, and chooses among what there is by their remainders. So any steps may
be taken out of a schedule and the rest still means something: that is how a failing one is made short.
"""

from random import Random
from typing import Final, NamedTuple

ACTS: Final = {"add": 4, "edit": 7, "settle": 2, "share": 3, "stop": 2, "delete": 1, "undelete": 1, "erase": 1}
NETWORK: Final = {"sync": 8, "bad sync": 9, "turned down": 1.5, "arrive": 2}
DISASTERS: Final = {
    "lock": 1.5,
    "server cut": 1,
    "vault copy": 1,
    "vault back": 0.7,
    "clone": 0.4,
    "server copy": 1.2,
    "server back": 0.8,
    "clock": 1,
}
CHANGES: Final = {"upgrade": 0.5, "quota": 0.4, "answer": 0.3}
"""What changes for good or for a while: a newer PeerDesk, a full server, an answer that was due."""

REMOVALS: Final = {"enrol": 0.7, "revoke": 0.7, "outcast": 1.5}
OFFICER: Final = {"device revoked": 0.4, "supervision": 0.4, "person revoked": 0.07}
DECISIONS: Final = {"take up": 0.8, "leave apart": 0.2}
"""Who comes and who has to go, what the officer says, and what a person says about the work of those who went."""

WEIGHTS: Final = {**ACTS, "talk": 2, **NETWORK, **DISASTERS, **CHANGES, **REMOVALS, **OFFICER, **DECISIONS}
WARY: Final = {"delete": 12, "undelete": 2, "erase": 6, "sync": 12, "answer": 4}
"""The weights that are others where two deletions are already very many."""

LOSSES: Final = {"enrol": 4, "revoke": 3, "device revoked": 2, "outcast": 8, "take up": 8, "leave apart": 1.5}
"""The weights that are others where computers are lost again and again."""

ON_A_FUSE: Final = frozenset({*ACTS, *NETWORK, *DECISIONS, "talk", "answer"})


class Step(NamedTuple):
    """`who` does what; `a` and `b` choose; `fuse` above 0 is the statement before which the power goes."""

    name: str
    who: int
    a: int
    b: int
    fuse: int = 0


def schedule_of(seed: int, length: int = 0) -> list[Step]:
    """Return the steps that a seed stands for; `length` 0 lets the seed choose that too."""
    chance = Random(seed)
    is_wary = chance.random() < 0.2
    steps = [Step("wary", 0, 0, 0)] if is_wary else []
    chosen = {**WEIGHTS, **(WARY if is_wary else {}), **(LOSSES if chance.random() < 0.25 else {})}
    names, weights = tuple(chosen), tuple(chosen.values())
    for _ in range(length or chance.choice((8, 15, 25, 40, 60))):
        name = chance.choices(names, weights)[0]
        fuse = chance.randrange(1, 12 if name in {*ACTS, *DECISIONS} else 120) if chance.random() < 0.12 else 0
        steps.append(Step(name, chance.randrange(60), chance.randrange(60), chance.randrange(240), fuse))
    return steps
