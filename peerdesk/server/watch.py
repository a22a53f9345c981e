"""Hear of what other workers have stored: look at the database twice a second, for as long as somebody waits.

Two numbers tell whether anything happened anywhere: how many entries there are, and how long all logs are together.
Only when one of them has moved are the logs compared one by one. A notice that is lost, a worker that dies or a
connection that breaks cannot silence this, because nothing has to arrive.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from peerdesk.server.directory import DirectoryKeeper
from peerdesk.server.errors import ServerError
from peerdesk.server.store.database import Database
from peerdesk.server.store.logs import all_heads, progress
from peerdesk.server.wake import Bell
from peerdesk.wire.ids import SpaceId

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5

OnThread = Callable[[Callable[[], list[SpaceId] | None]], Awaitable[list[SpaceId] | None]]


class Watch:
    """Rings the bell of this worker for what the others do."""

    def __init__(self, database: Database, directory: DirectoryKeeper, bell: Bell) -> None:
        self._database = database
        self._directory = directory
        self._bell = bell
        self._seen = (0, 0)
        self._heads: dict[SpaceId, int] = {}
        self._over = asyncio.Event()

    async def run(self, on_thread: OnThread) -> None:
        """Look again and again, until `stop`."""
        # The first look is for knowing where things stand before anybody waits.
        is_wanted = True
        while not self._over.is_set():
            if is_wanted:
                try:
                    self._tell(await on_thread(self.look))
                except ServerError as e:
                    log.warning("cannot look for news: %s", type(e).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._over.wait()
            is_wanted = self._bell.is_awaited

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._over.set()

    def _tell(self, grown: list[SpaceId] | None) -> None:
        if grown is None:
            self._bell.ring_all()
        for space in grown or ():
            self._bell.ring(space)

    def look(self) -> list[SpaceId] | None:
        """Return the spaces that have grown since the last look, or None if the directory has. Raises StoreError."""
        with self._database.read() as connection:
            now = progress(connection)
            if now == self._seen:
                return []
            heads = all_heads(connection)
        grown = [space for space, seq in heads.items() if self._heads.get(space) != seq]
        has_entries = now[0] != self._seen[0]
        self._seen, self._heads = now, heads
        if has_entries:
            self._directory.catch_up()
            return None
        return grown
