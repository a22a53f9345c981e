"""One connection and one login for many rounds, for whoever syncs as long as the desk is open."""

import time
from collections.abc import Callable

from peerdesk.sync.pace import Turns
from peerdesk.sync.transport import Reply, Transport
from peerdesk.wire.codec import Message


class KeptLine:
    """Gives the same connection each time it is asked for one, until it is closed; it opens itself again after a cut.

    For one thread at a time.
    """

    def __init__(self, remotes: Callable[[str, bytes], Transport], timer: Callable[[], float] = time.monotonic) -> None:
        self._remotes = remotes
        self._where: tuple[str, bytes] | None = None
        self._line: Transport | None = None
        self._turns = Turns(timer)

    def __call__(self, address: str, pin: bytes) -> Transport:
        """Return a connection to a server; closing it leaves it open for the next."""
        if self._line is None or self._where != (address, pin):
            self.close()
            self._line, self._where = self._remotes(address, pin), (address, pin)
        return _Lent(self._line, self._turns)

    def close(self) -> None:
        """Let go of the connection."""
        line, self._line = self._line, None
        if line is not None:
            line.close()


class _Lent:
    """A connection that somebody else will close. Its counters and its turns go on from round to round."""

    def __init__(self, line: Transport, turns: Turns) -> None:
        self._line = line
        self.turns = turns

    @property
    def host(self) -> str:
        return self._line.host

    @property
    def pin(self) -> bytes:
        return self._line.pin

    @property
    def bytes_up(self) -> int:
        return self._line.bytes_up

    @property
    def bytes_down(self) -> int:
        return self._line.bytes_down

    @property
    def has_token(self) -> bool:
        return self._line.has_token

    def keep_token(self, token: str, lasts_seconds: int) -> None:
        self._line.keep_token(token, lasts_seconds)

    def close(self) -> None:
        """Leave it open."""

    def ask(self, endpoint: str, question: Message | None, shape: type[Reply]) -> Reply:
        return self._line.ask(endpoint, question, shape)
