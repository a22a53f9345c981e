"""What must not be used a second time, remembered where everybody who serves can see it.

A server that is alone remembers in memory; several workers on one database remember there.
"""

import hashlib
import threading
from typing import Protocol

from peerdesk.server.problems import ProblemError
from peerdesk.server.store.database import Database
from peerdesk.server.store.spent import forget_spent, is_spent, put_spent
from peerdesk.wire.exchange import ProblemCode

CLEANING_SECONDS = 60


class Spent(Protocol):
    """Remembers things by their hash until their time is over. Times are in seconds since 1970."""

    def use(self, thing: bytes, until: int, now: int) -> bool:
        """Remember a thing, and tell whether nobody has used it before."""

    def knows(self, thing: bytes) -> bool:
        """Tell whether it was used."""


def mark_of(thing: bytes) -> bytes:
    """Return the name under which a thing is remembered; it does not give the thing away."""
    return hashlib.sha256(thing).digest()


class SpentHere:
    """In memory, for a server that is alone. `limit` things are remembered at most."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._until: dict[bytes, int] = {}
        self._lock = threading.Lock()

    def use(self, thing: bytes, until: int, now: int) -> bool:
        """Remember it. Raises ProblemError if there are too many to remember."""
        mark = mark_of(thing)
        with self._lock:
            if len(self._until) >= self._limit:
                self._until = {kept: end for kept, end in self._until.items() if end >= now}
            if len(self._until) >= self._limit:
                raise ProblemError(ProblemCode.SLOW_DOWN, "logins", retry_seconds=60)
            is_new = mark not in self._until
            self._until[mark] = until
        return is_new

    def knows(self, thing: bytes) -> bool:
        """Tell whether it was used."""
        return mark_of(thing) in self._until


class SpentTogether:
    """In the database, for workers who share it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cleaned = 0

    def use(self, thing: bytes, until: int, now: int) -> bool:
        """Remember it. Raises StoreError if the database does not answer."""
        with self._database.write() as connection:
            if now - self._cleaned >= CLEANING_SECONDS:
                forget_spent(connection, now)
                self._cleaned = now
            return put_spent(connection, mark_of(thing), until)

    def knows(self, thing: bytes) -> bool:
        """Tell whether it was used, here or by another worker. Raises StoreError."""
        with self._database.glance() as connection:
            return is_spent(connection, mark_of(thing))
