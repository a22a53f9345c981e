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
SHARES = 50
"""One caller may fill this part of the memory, and no more: whoever logs in and out without end locks nobody out."""


class Spent(Protocol):
    """Remembers things by their hash until their time is over. Times are in seconds since 1970."""

    def use(self, thing: bytes, by: bytes, until: int, now: int) -> bool:
        """Remember a thing of a caller, and tell whether nobody has used it before."""

    def knows(self, thing: bytes) -> bool:
        """Tell whether it was used."""


def mark_of(thing: bytes) -> bytes:
    """Return the name under which a thing is remembered; it does not give the thing away."""
    return hashlib.sha256(thing).digest()


class SpentHere:
    """In memory, for a server that is alone. `limit` things are remembered at most."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._share = max(1, limit // SHARES)
        self._known: set[bytes] = set()
        self._of: dict[bytes, dict[bytes, int]] = {}
        self._lock = threading.Lock()

    def use(self, thing: bytes, by: bytes, until: int, now: int) -> bool:
        """Remember it. Raises ProblemError if there are too many to remember, by this caller or by all."""
        mark = mark_of(thing)
        with self._lock:
            if mark in self._known:
                return False
            if self._is_full(by):
                self._forget([by] if len(self._known) < self._limit else list(self._of), now)
            if self._is_full(by):
                raise ProblemError(ProblemCode.SLOW_DOWN, "logins", retry_seconds=60)
            self._known.add(mark)
            self._of.setdefault(by, {})[mark] = until
        return True

    def knows(self, thing: bytes) -> bool:
        """Tell whether it was used."""
        return mark_of(thing) in self._known

    def _is_full(self, by: bytes) -> bool:
        return len(self._known) >= self._limit or len(self._of.get(by, ())) >= self._share

    def _forget(self, callers: list[bytes], now: int) -> None:
        for by in callers:
            marks = self._of.pop(by)
            kept = {mark: end for mark, end in marks.items() if end >= now}
            self._known -= marks.keys() - kept.keys()
            if kept:
                self._of[by] = kept


class SpentTogether:
    """In the database, for workers who share it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cleaned = 0

    def use(self, thing: bytes, by: bytes, until: int, now: int) -> bool:
        """Remember it, whoever it is of. Raises StoreError if the database does not answer."""
        del by
        with self._database.write() as connection:
            if now - self._cleaned >= CLEANING_SECONDS:
                forget_spent(connection, now)
                self._cleaned = now
            return put_spent(connection, mark_of(thing), until)

    def knows(self, thing: bytes) -> bool:
        """Tell whether it was used, here or by another worker. Raises StoreError."""
        with self._database.glance() as connection:
            return is_spent(connection, mark_of(thing))
