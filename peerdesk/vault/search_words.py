"""What the search index knows of the notes: words that go and words that come, one note at a time or a page together.

The index keeps the words of each commit in a piece of its own, and a word that goes is looked for in every piece. One
change costs a few milliseconds where there are twenty pieces, and a page of changes that are written one by one makes
pieces faster than it can look through them. So a page is gathered, and first the pieces are made few.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlcipher3 import dbapi2

Words = tuple[str, str, str]
"""The handle on a note, its memory and its words, as they stand in its row."""

MANY: Final = 20
"""From so many notes on whose words go, making the pieces few costs less than looking through them."""

MERGE_PAGES: Final = 500
"""So much and no more is merged at once: some thirty milliseconds."""

ADD_WORDS: Final = "INSERT INTO encounter_search (rowid, handle, memory, words) VALUES (?, ?, ?, ?)"
MERGE: Final = f"INSERT INTO encounter_search (encounter_search, rank) VALUES ('merge', {MERGE_PAGES})"
_DROP_WORDS: Final = (
    "INSERT INTO encounter_search (encounter_search, rowid, handle, memory, words) VALUES ('delete', ?, ?, ?, ?)"
)
# SQLite 3.53.4 with this index (no positions, deleted words removed at once): where it holds, of one transaction, words
# of one note that go and words of another that come, it leaves first letters behind or loses them. So what it holds is
# written before words go, and again before others come.
_WRITE_HELD: Final = "INSERT INTO encounter_search (encounter_search) VALUES ('flush')"


class SearchWords:
    """The index of one connection. A change is written at once, or with others at the end of `together`."""

    def __init__(self, driver: dbapi2.Connection) -> None:
        self._driver = driver
        self._known: dict[int, Words | None] = {}
        self._wanted: dict[int, Words | None] = {}
        self._is_gathering = False

    def change(self, rowid: int, old: Words | None, new: Words | None) -> None:
        """Put a note's new words in the place of its old ones; None where there are none."""
        self.change_all([(rowid, old, new)])

    def change_all(self, changes: Iterable[tuple[int, Words | None, Words | None]]) -> None:
        """The same for some notes, each with its old words and its new ones."""
        for rowid, old, new in changes:
            # What the index holds until it is written to is what the first change of a page found.
            self._known.setdefault(rowid, old)
            self._wanted[rowid] = new
        if not self._is_gathering:
            self._write()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is changed within the block once, at its end. An error undoes the transaction around it."""
        self._is_gathering = True
        try:
            yield
            self._write()
        finally:
            self._is_gathering = False
            self._known.clear()
            self._wanted.clear()

    def _write(self) -> None:
        both = ((rowid, old, self._wanted[rowid]) for rowid, old in self._known.items())
        changed = [(rowid, old, new) for rowid, old, new in both if old != new]
        gone = [(rowid, *old) for rowid, old, _ in changed if old is not None]
        if gone:
            self._driver.execute(_WRITE_HELD)
            if len(gone) >= MANY:
                self._driver.execute(MERGE)
            self._driver.executemany(_DROP_WORDS, gone)
            self._driver.execute(_WRITE_HELD)
        self._driver.executemany(ADD_WORDS, [(rowid, *new) for rowid, _, new in changed if new is not None])
        self._known.clear()
        self._wanted.clear()
