"""How often the server is asked: nothing it answers can make this computer ask faster than this.

How long it is left alone after a round that failed is told in `peerdesk.sync.patience`. The timer and the pause are
arguments.
"""

from collections.abc import Callable
from typing import Final, Protocol, runtime_checkable

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.sync.transport import Reply, Through, Transport
from peerdesk.wire.codec import Message

AT_ONCE: Final = 600
PER_SECOND: Final = 10
"""So many questions at once, as a first sync of a hundred thousand notes needs, and then so many in a second."""

LONGEST_PATIENCE_SECONDS: Final = 10
MOST_PATIENCE: Final = 3
"""A server that asks for a little time in the middle of a round gets it, and so often; else the round is over."""

_SLICE_SECONDS: Final = 0.1


class Turns:
    """How many questions may be asked by now. It outlives a round: a round that ends early saves nothing."""

    def __init__(self, timer: Callable[[], float]) -> None:
        self._timer = timer
        self._left = float(AT_ONCE)
        self._since = timer()

    def take(self) -> float:
        """Take the next turn, and return in how many seconds it is."""
        now = self._timer()
        self._left = min(AT_ONCE, self._left + max(0.0, now - self._since) * PER_SECOND)
        self._since = now
        self._left -= 1
        return max(0.0, -self._left / PER_SECOND)


@runtime_checkable
class KeepsTurns(Protocol):
    """A connection that goes on from round to round, and counts its questions over all of them."""

    @property
    def turns(self) -> Turns: ...


class Paced(Through):
    """A connection that keeps the pace. `timer` is monotonic and `pause` sleeps, in seconds; `cancel` ends a pause.

    The turns are those of the connection where it keeps them, or `turns`, or begin with this.
    """

    def __init__(
        self,
        line: Transport,
        timer: Callable[[], float],
        pause: Callable[[float], object],
        cancel: Callable[[], bool] | None = None,
        turns: Turns | None = None,
    ) -> None:
        super().__init__(line)
        self._pause = pause
        self._cancel = cancel
        lasting: object = line
        self._turns = lasting.turns if isinstance(lasting, KeepsTurns) else turns or Turns(timer)
        self._patience = MOST_PATIENCE

    def ask(self, endpoint: str, question: Message | None, shape: type[Reply]) -> Reply:
        while True:
            self._wait(self._turns.take())
            try:
                return self._line.ask(endpoint, question, shape)
            except ServerRefusedError as refusal:
                if not self._patience or not 0 < refusal.retry_seconds <= LONGEST_PATIENCE_SECONDS:
                    raise
                self._patience -= 1
                self._wait(float(refusal.retry_seconds))

    def _wait(self, seconds: float) -> None:
        """Pause in slices, so that a session that ends does not wait for it."""
        while seconds > 0 and not (self._cancel is not None and self._cancel()):
            self._pause(min(seconds, _SLICE_SECONDS))
            seconds -= _SLICE_SECONDS
