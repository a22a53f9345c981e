"""What a removed computer of this person's wrote that nobody has decided about yet, revision by revision.

Decided is what the person said yes or no to one by one here, and what a version that counts names as its parent: then
another computer of theirs has taken it up. Nothing here is checked; whoever shows it looks at each signature.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from peerdesk.domain.ids import PersonId, RecordId, RevisionId, SpaceId
from peerdesk.vault import revisions
from peerdesk.vault.engine import driver_of
from peerdesk.vault.shelves.settings import Settings
from peerdesk.vault.writers import BEYOND_CUT_OFF
from peerdesk.wire.revision import Kind

MOST: Final = 2000
"""So many are looked at, the newest first: a lying server can send any number."""

_SAID: Final = "said of a removed computer's work"
_WORDS: Final = f"({int(Kind.DATA)}, {int(Kind.ERASE)})"
_APART: Final = f"q.state = 'quarantined' AND q.reason = '{BEYOND_CUT_OFF}' AND q.owner = ? AND q.seq IS NOT NULL"
# `+id`: by the index of what was set apart, and not through all that is kept here.
_WAITING: Final = (
    f"SELECT q.revision, q.space, q.record, q.kind, q.parents FROM revision q WHERE {_APART} AND q.kind IN {_WORDS}"
    " AND +q.id > ? ORDER BY +q.id DESC LIMIT ?"
)
_NAMED: Final = (
    f"SELECT DISTINCT c.parents FROM (SELECT q.record, q.owner FROM revision q WHERE {_APART} AND q.kind IN {_WORDS}"
    " AND +q.id > ? ORDER BY +q.id DESC LIMIT ?) w CROSS JOIN revision c ON c.record = w.record"
    f" WHERE c.owner = w.owner AND c.state != 'quarantined' AND c.kind IN {_WORDS}"
)
_KEYS: Final = (
    f"SELECT q.frame FROM revision q WHERE {_APART} AND q.kind = {int(Kind.EPOCH)} AND q.space = ? AND q.record = ?"
)
_FRAME: Final = "SELECT frame FROM revision WHERE revision = ?"


class Undecided(NamedTuple):
    """One revision that waits for a yes or a no: words, or an erase. Unchecked."""

    revision: RevisionId
    space: SpaceId
    record: RecordId
    kind: int
    parents: tuple[bytes, ...]


class _Said(msgspec.Struct, frozen=True, array_like=True):
    """What the person said one by one, on this computer."""

    yes: frozenset[bytes] = frozenset()
    no: frozenset[bytes] = frozenset()


class OneByOne:
    """The shelf of decisions about single revisions of removed computers. They are remembered here, and never leave."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._settings = Settings(connection)
        self._person = person

    def undecided(self, after: int, most: int = MOST) -> tuple[Undecided, ...]:
        """Return what waits, the newest first, of what came behind the place `after` in the vault."""
        rows = self._driver.execute(_WAITING, (self._person, after, most)).fetchall()
        if not rows:
            return ()
        waiting = [
            Undecided(RevisionId(revision), SpaceId(space), RecordId(record), kind, revisions.split(parents))
            for revision, space, record, kind, parents in rows
        ]
        named = self._driver.execute(_NAMED, (self._person, after, most)).fetchall()
        decided = self._decided(waiting, (parent for (parents,) in named for parent in revisions.split(parents)))
        return tuple(one for one in waiting if one.revision not in decided)

    def frame(self, revision: RevisionId) -> bytes:
        """Return the bytes of one of them."""
        return bytes(self._driver.execute(_FRAME, (revision,)).fetchone()[0])

    def keys(self, space: SpaceId, epoch: bytes) -> tuple[bytes, ...]:
        """Return the bytes of what claims to be a key of this name, from a removed computer."""
        return tuple(frame for (frame,) in self._driver.execute(_KEYS, (self._person, space, epoch)))

    def decide(self, some: Iterable[RevisionId], *, yes: bool) -> None:
        """Remember what the person said of some of them."""
        before = self._said()
        more = frozenset(map(bytes, some))
        after = _Said(before.yes | more, before.no) if yes else _Said(before.yes, before.no | more)
        self._settings.put(_SAID, msgspec.msgpack.encode(after))

    def has_no(self, after: int) -> bool:
        """Say whether the person has said no to any single one of what came behind that place."""
        turned_down = self._said().no
        rows = self._driver.execute(_WAITING, (self._person, after, -1)) if turned_down else ()
        return any(row[0] in turned_down for row in rows)

    def _said(self) -> _Said:
        kept = self._settings.get(_SAID)
        return msgspec.msgpack.decode(kept, type=_Said) if kept else _Said()

    def _decided(self, waiting: Iterable[Undecided], named: Iterable[bytes]) -> set[bytes]:
        """Return what was decided, and what that builds on: whoever takes a version up has what it was made from."""
        said = self._said()
        left = [*said.yes, *said.no, *named]
        parents, decided = {bytes(one.revision): one.parents for one in waiting}, set[bytes]()
        while left:
            one = left.pop()
            if one not in decided:
                decided.add(one)
                left += parents.get(one, ())
        return decided
