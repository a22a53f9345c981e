"""Dropping what somebody who left kept here, once the officer's day for it has come.

Only the payloads in that person's own space. Numbers, ids, signatures and the chain stay, so that the log still holds,
and whoever looks at it later sees that something was there. What was shared with others is theirs and stays.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from peerdesk.server.directory import DirectoryKeeper
from peerdesk.server.errors import ServerError
from peerdesk.server.store.database import Database, Transaction
from peerdesk.server.store.entries import last_entry, received_at
from peerdesk.server.store.logs import OpenLog, find_log, frames_of, lock_log, move_head, replace_frame
from peerdesk.server.store.usage import add_bytes
from peerdesk.wire.book import KnownPerson
from peerdesk.wire.ids import PersonId, SpaceId, own_space
from peerdesk.wire.leaving import due_to_go, earliest
from peerdesk.wire.revision import blanked, encode, is_blanked, parse_revision

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS: Final = 3600.0
AT_ONCE: Final = 200
"""So many revisions in one commit, so that nobody who pushes waits long."""

OnThread = Callable[[Callable[[], int]], Awaitable[int]]


class Retention:
    """Looks once at the start and then every hour. `now` gives the server's own time, in seconds since 1970."""

    def __init__(self, database: Database, directory: DirectoryKeeper, now: Callable[[], float]) -> None:
        self._database = database
        self._directory = directory
        self._now = now
        self._looked_at: dict[SpaceId, int] = {}
        self._over = asyncio.Event()

    def drop(self) -> int:
        """Drop what is due and return how many payloads went. Raises StoreError."""
        self._directory.catch_up()
        now, members = int(self._now()), self._directory.members
        due = (members.person(person) for person in due_to_go(members, now))
        return sum(self._drop_of(one.id) for one in due if one is not None and self._has_waited(one, now))

    async def run(self, on_thread: OnThread) -> None:
        """Look again and again, until `stop`."""
        while not self._over.is_set():
            try:
                if gone := await on_thread(self.drop):
                    log.info("dropped %d payloads of people who left", gone)
            except ServerError as e:
                log.warning("cannot drop what is due: %s", type(e).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_SECONDS):
                    await self._over.wait()

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._over.set()

    def _has_waited(self, person: KnownPerson, now: int) -> bool:
        """Say whether this server has known for the thirty days too: an entry can claim that they are long over."""
        if person.left_n is None:
            return False
        with self._database.read() as connection:
            return earliest(received_at(connection, person.left_n)) <= now

    def _is_gone(self, connection: Transaction, person: PersonId) -> bool:
        """Say, with their log locked, whether somebody is still away: what they send once they are back has to stay."""
        known = self._directory.members.person(person)
        is_latest = last_entry(connection) == self._directory.head[0]
        return is_latest and known is not None and known.left_n is not None

    def _drop_of(self, person: PersonId) -> int:
        space = own_space(person)
        with self._database.read() as connection:
            opened = find_log(connection, space)
        # A log never becomes shorter: one that ends where it did has nothing new in it.
        if opened is None or self._looked_at.get(space) == opened.head.seq:
            return 0
        gone, after = 0, 0
        while after < opened.head.seq:
            with self._database.write() as connection:
                locked = lock_log(connection, space)
                if not self._is_gone(connection, person):
                    return gone
                after, some = _drop_some(connection, locked, person, after)
            gone += some
        self._looked_at[space] = opened.head.seq
        return gone


def _drop_some(connection: Transaction, opened: OpenLog, person: PersonId, after: int) -> tuple[int, int]:
    """Blank the next notes of a log behind number `after`; return how far that is, and how many went."""
    weights: Counter[PersonId] = Counter()
    end, gone = opened.head.seq, 0
    lines = frames_of(connection, opened, after, AT_ONCE)
    for seq, frame in lines:
        revision = parse_revision(frame)
        if not is_blanked(revision):
            rest = encode(blanked(revision))
            replace_frame(connection, opened, seq, rest)
            weights[person] -= len(frame) - len(rest)
            gone += 1
    if len(lines) == AT_ONCE:
        end = lines[-1][0]
    if gone:
        add_bytes(connection, opened, weights)
        move_head(connection, opened, opened.head, sum(weights.values()))
    return end, gone
