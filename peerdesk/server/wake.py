"""One long-lived request tells a client that something is new, so that asking again and again is not needed.

Lives on the event loop only; nothing here is locked.
"""

import asyncio
from dataclasses import dataclass, field

from peerdesk.server.problems import ProblemError
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import SpaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One caller who waits. `rung` is set when there is something to look at; `is_over`, when it is not to go on."""

    who: bytes
    spaces: tuple[SpaceId, ...]
    rung: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: asyncio.Event = field(default_factory=asyncio.Event)

    def end(self) -> None:
        """Let the caller go, whether there is news or not."""
        self.is_over.set()
        self.rung.set()


class Bell:
    """Who waits for what. `limit` is the number of callers that may wait at the same time."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._waits: dict[bytes, Wait] = {}
        self._by_space: dict[SpaceId, set[bytes]] = {}
        self._closed = False

    @property
    def is_awaited(self) -> bool:
        """Tell whether anybody waits."""
        return bool(self._waits)

    def ring(self, space: SpaceId) -> None:
        """Wake whoever waits for this space."""
        for who in self._by_space.get(space, ()):
            self._waits[who].rung.set()

    def ring_all(self) -> None:
        """Wake everybody: the directory has grown."""
        for wait in self._waits.values():
            wait.rung.set()

    def close(self) -> None:
        """Wake everybody and let nobody wait from now on: the server stops."""
        self._closed = True
        for wait in self._waits.values():
            wait.end()

    def sit_down(self, who: bytes, spaces: tuple[SpaceId, ...]) -> Wait:
        """Begin to wait; an older wait of the same caller ends. Raises ProblemError if too many wait."""
        older = self._waits.get(who)
        if older is not None:
            older.end()
            self.stand_up(older)
        if len(self._waits) >= self._limit:
            raise ProblemError(ProblemCode.SLOW_DOWN, "waiting", retry_seconds=60)
        wait = self._waits[who] = Wait(who=who, spaces=spaces)
        for space in spaces:
            self._by_space.setdefault(space, set()).add(who)
        if self._closed:
            wait.end()
        return wait

    def stand_up(self, wait: Wait) -> None:
        """End a wait. Nothing happens if a newer one of the same caller has taken its place."""
        if self._waits.get(wait.who) is not wait:
            return
        del self._waits[wait.who]
        for space in wait.spaces:
            waiters = self._by_space[space]
            waiters.discard(wait.who)
            if not waiters:
                del self._by_space[space]
