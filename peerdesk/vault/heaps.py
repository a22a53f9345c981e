"""What was set apart, as heaps: counted by the database, so that very much of it is still a short list.

A lying server can send as much as it likes that cannot be taken, in the name of as many computers as it likes. There
are only so many reasons, so there is one heap for each; whose it is meant to be is not believed.
"""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.ids import PersonId, RecordId, RevisionId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.guard import HELD_HIDING
from peerdesk.vault.shelves.settings import Settings
from peerdesk.vault.undecided import OneByOne
from peerdesk.vault.writers import BEYOND_CUT_OFF

OF_REMOVED: Final = "removed_computer"
"""The heap of what computers of this person's wrote that are off the list: it is theirs to let count."""

FEW: Final = 20
"""So many of our own that the server turned down are named one by one."""

_LEFT: Final = "left apart "
_APART: Final = f"FROM revision WHERE state = 'quarantined' AND reason != '{HELD_HIDING}'"
# The record, where all of a heap is about one of this person's.
_FACTS: Final = (
    "count(*), max(id), iif(min(owner) = ? AND max(owner) = ? AND min(record) = max(record), min(record), NULL)"
)
# `+id`: by the index of what was set apart, and not through all that is kept here.
_WHY: Final = f"iif(reason = '{BEYOND_CUT_OFF}' AND owner = ?, '{OF_REMOVED}', reason)"
_HEAPS: Final = f"SELECT {_WHY} AS why, {_FACTS} {_APART} AND seq IS NOT NULL GROUP BY why ORDER BY min(id)"
_SINCE: Final = f"SELECT {_FACTS} {_APART} AND seq IS NOT NULL AND {_WHY} = ? AND +id > ?"
_TURNED_DOWN: Final = f"SELECT reason, {_FACTS} {_APART} AND seq IS NULL GROUP BY reason ORDER BY min(id)"
_EACH: Final = (
    f"SELECT revision, reason, 1, id, iif(owner = ?, record, NULL) {_APART} AND seq IS NULL ORDER BY +id LIMIT ?"
)
_COUNT: Final = f"SELECT count(*), count(seq) {_APART}"
_SOME: Final = f"SELECT revision {_APART} AND seq IS NULL AND reason = ? ORDER BY +id LIMIT ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """What was set apart for one reason. `record` is what all of it is about, where that is one thing of ours.

    `last` is the place of the newest in the vault. `revision` is there where it is only one that was turned down.
    """

    reason: str
    count: int
    last: int
    record: RecordId | None
    revision: RevisionId | None = None


class Heaps:
    """Counts what was set apart, without loading it. What waits for a decision about deletions is not among it."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._settings = Settings(connection)
        self._person = person
        self.one_by_one = OneByOne(connection, person)

    def count(self) -> tuple[int, int]:
        """Return how many revisions were set apart, and how many of them have a place in the log."""
        total, placed = self._driver.execute(_COUNT).fetchone()
        return int(total), int(placed)

    def set_apart(self) -> tuple[Heap, ...]:
        """Return what came and could not be taken, a heap for each reason, except for what was left in peace."""
        whole = [_heap(*row) for row in self._driver.execute(_HEAPS, (self._person,) * 3)]
        return tuple(heap for one in whole if (heap := self._since(one)) is not None)

    def turned_down(self) -> tuple[Heap, ...]:
        """Return what is our own and was turned down: each by itself while they are few, else by reason."""
        rows = self._driver.execute(_EACH, (self._person, FEW + 1)).fetchall()
        if len(rows) > FEW:
            return tuple(_heap(*row) for row in self._driver.execute(_TURNED_DOWN, (self._person, self._person)))
        return tuple(replace(_heap(*row), revision=RevisionId(revision)) for revision, *row in rows)

    def turned_down_for(self, reason: str, limit: int) -> tuple[RevisionId, ...]:
        """Return the oldest of our own that were turned down for a reason, at most so many."""
        return tuple(RevisionId(revision) for (revision,) in self._driver.execute(_SOME, (reason, limit)))

    def leave(self, heap: Heap) -> None:
        """Say nothing of this heap any more, until more comes to it."""
        self._settings.put(_LEFT + heap.reason, str(heap.last).encode())

    def left_at(self, reason: str) -> int:
        """Return the place of the newest in the vault when a heap was left in peace, 0 where it never was."""
        return int(self._settings.get(_LEFT + reason) or b"0")

    def _since(self, whole: Heap) -> Heap | None:
        """Return the part of a heap that came after it was left in peace, None where nothing did."""
        left = self.left_at(whole.reason)
        if not left:
            return whole
        row = self._driver.execute(_SINCE, (*(self._person,) * 3, whole.reason, left)).fetchone()
        return _heap(whole.reason, *row) if row[0] else None


def _heap(reason: str, count: int, last: int, record: bytes | None) -> Heap:
    return Heap(reason=reason, count=count, last=last, record=RecordId(record) if record is not None else None)
