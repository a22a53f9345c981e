"""How long to wait before another try: longer each time, and never the same for two computers."""

from typing import Final

from peerdesk.domain.errors import ExpectedError, ServerRefusedError
from peerdesk.domain.ids import Rng

FIRST_SECONDS: Final = 1.0
LONGEST_SECONDS: Final = 300.0
LONGEST_ASKED_SECONDS: Final = 900.0
"""What a server may ask for: a lying one must not keep a computer away for ever."""

_CHANCES: Final = 2**16


def asked_seconds(trouble: ExpectedError | None) -> float:
    """Return for how many seconds a server asks to be left alone, within bounds; 0 for a trouble of another kind."""
    asked = trouble.retry_seconds if isinstance(trouble, ServerRefusedError) else 0
    return min(float(asked), LONGEST_ASKED_SECONDS)


class Patience:
    """Grows with each trouble and is back at its beginning after a success. `rng` spreads the computers of a ward."""

    def __init__(self, rng: Rng, first_seconds: float = FIRST_SECONDS) -> None:
        self._rng = rng
        self._first = first_seconds
        self._troubles = 0

    def lose(self, trouble: ExpectedError | None = None) -> float:
        """Return how many seconds to wait after one more trouble: between half of the step and all of it.

        A server that asks to be left alone is, for at least so long, within bounds.
        """
        step = min(self._first * 2.0**self._troubles, LONGEST_SECONDS)
        self._troubles = min(self._troubles + 1, 32)
        share = int.from_bytes(self._rng(2), "big") / _CHANCES
        return max(step * (1 + share) / 2, asked_seconds(trouble))

    def regain(self) -> None:
        """Begin anew: something went well."""
        self._troubles = 0
