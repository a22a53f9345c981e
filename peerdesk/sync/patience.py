"""How long to wait before another try: longer each time, and never the same for two computers."""

from typing import Final

from peerdesk.domain.ids import Rng

FIRST_SECONDS: Final = 1.0
LONGEST_SECONDS: Final = 300.0
_CHANCES: Final = 2**16


class Patience:
    """Grows with each trouble and is back at its beginning after a success. `rng` spreads the computers of a ward."""

    def __init__(self, rng: Rng, first_seconds: float = FIRST_SECONDS) -> None:
        self._rng = rng
        self._first = first_seconds
        self._troubles = 0

    def lose(self) -> float:
        """Return how many seconds to wait after one more trouble: between half of the step and all of it."""
        step = min(self._first * 2.0**self._troubles, LONGEST_SECONDS)
        self._troubles = min(self._troubles + 1, 32)
        share = int.from_bytes(self._rng(2), "big") / _CHANCES
        return step * (1 + share) / 2

    def regain(self) -> None:
        """Begin anew: something went well."""
        self._troubles = 0
