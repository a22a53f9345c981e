"""One long-lived request tells a client that something is new, so that asking again and again is not needed.

Lives on the event loop only; nothing here is locked.
"""

import asyncio
from dataclasses import dataclass

from peerdesk.server.problems import ProblemError
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import SpaceId


@dataclass(slots=True, kw_only=True, eq=False)
class Wait:
    """One caller who waits. `is_rung` says that there is something to look at; `is_over`, that it is not to go on.

    Thousands of them may wait at a time: a future while one sleeps takes a tenth of what two events would.
    """

    who: bytes
    spaces: tuple[SpaceId, ...]
    is_rung: bool = False
    is_over: bool = False
    _sleep: asyncio.Future[None] | None = None

    def ring(self) -> None:
        """Let the caller look for news."""
        self.is_rung = True
        self._wake_up()

    def end(self) -> None:
        """Let the caller go, whether there is news or not."""
        self.is_over = True
        self.ring()

    async def heard(self, until: float) -> bool:
        """Wait for the bell, and tell whether it is worth looking again; `until` is in the event loop's seconds."""
        if not self.is_rung:
            loop = asyncio.get_running_loop()
            self._sleep = loop.create_future()
            alarm = loop.call_at(until, self._wake_up)
            try:
                await self._sleep
            finally:
                alarm.cancel()
                self._sleep = None
        heard, self.is_rung = self.is_rung, False
        return heard and not self.is_over

    def _wake_up(self) -> None:
        if self._sleep is not None and not self._sleep.done():
            self._sleep.set_result(None)


class Bell:
    """Who waits for what. `limit` is the number of callers that may wait at the same time."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._waits: dict[bytes, Wait] = {}
        self._by_space: dict[SpaceId, tuple[Wait, ...]] = {}
        self._closed = False

    @property
    def is_awaited(self) -> bool:
        """Tell whether anybody waits."""
        return bool(self._waits)

    def ring(self, space: SpaceId) -> None:
        """Wake whoever waits for this space."""
        for wait in self._by_space.get(space, ()):
            wait.ring()

    def ring_all(self) -> None:
        """Wake everybody: the directory has grown."""
        for wait in self._waits.values():
            wait.ring()

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
            self._by_space[space] = (*self._by_space.get(space, ()), wait)
        if self._closed:
            wait.end()
        return wait

    def stand_up(self, wait: Wait) -> None:
        """End a wait. Nothing happens if a newer one of the same caller has taken its place."""
        if self._waits.get(wait.who) is not wait:
            return
        del self._waits[wait.who]
        for space in wait.spaces:
            others = tuple(other for other in self._by_space[space] if other is not wait)
            if others:
                self._by_space[space] = others
            else:
                del self._by_space[space]
