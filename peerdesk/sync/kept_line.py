"""One connection and one login for many rounds, for whoever syncs as long as the desk is open."""

import time
from collections.abc import Callable

from peerdesk.sync.lasting import Lasting
from peerdesk.sync.pace import Turns
from peerdesk.sync.transport import Through, Transport


class KeptLine:
    """Gives the same connection each time it is asked for one, until it is closed; it opens itself again after a cut.

    For one thread at a time.
    """

    def __init__(self, remotes: Callable[[str, bytes], Transport], timer: Callable[[], float] = time.monotonic) -> None:
        self._remotes = remotes
        self._where: tuple[str, bytes] | None = None
        self._line: Transport | None = None
        self._timer = timer
        self._lasting = Lasting(timer)

    def __call__(self, address: str, pin: bytes) -> Transport:
        """Return a connection to a server; closing it leaves it open for the next."""
        if self._line is None or self._where != (address, pin):
            self.close()
            self._line, self._where = self._remotes(address, pin), (address, pin)
        return _Lent(self._line, self._lasting)

    def close(self) -> None:
        """Let go of the connection."""
        line, self._line = self._line, None
        if line is not None:
            line.close()


class _Lent(Through):
    """A connection that somebody else will close. Its counters and what lasts go on from round to round."""

    def __init__(self, line: Transport, lasting: Lasting) -> None:
        super().__init__(line)
        self.lasting = lasting

    @property
    def turns(self) -> Turns:
        return self.lasting.turns

    def close(self) -> None:
        """Leave it open."""
