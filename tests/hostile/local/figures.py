"""How long a lock takes in each state, as a table: `python -m tests.hostile.local.figures [ROUNDS]`.

Real windows in processes of their own, on a display of their own; times by the monotonic clock, the longest of all
rounds. They are only worth something on a computer that does nothing else.
"""

import sys

from tests.hostile.local.played import STATES
from tests.hostile.local.rig import End, Rig, a_rig

ROUNDS = 3


def row(state: str, ends: list[End]) -> str:
    """Return a line of the table; milliseconds."""
    blank = max(1000 * (end.blank or 0) for end in ends)
    gone = max(1000 * end.gone for end in ends)
    return f"| {state} | {blank:.0f} | {gone:.0f} |"


def lock(rig: Rig, state: str) -> End:
    rig.open(state)
    return rig.end()


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    with a_rig("Quetzalcanary came through on the bus") as rig:
        for state in [*STATES, "unlock"]:
            print(row(state, [lock(rig, state) for _ in range(rounds)]), flush=True)


if __name__ == "__main__":
    main()
