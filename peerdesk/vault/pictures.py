"""The first picture of a space on a new computer: what is current, before the whole log has come.

Where the log is long, the newest records come first, so that the list is of use at once. They are *early*: checked and
opened like any other, shown, and proof of nothing. The log comes behind them from its beginning and gives each its
place. How far the picture is stands in the same commit as what it brought, so a cut costs one page and no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import msgspec
from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.evidence import forget_whole_runs
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import Records, Stored
from peerdesk.vault.revisions import EARLY
from peerdesk.vault.shelves.spaces import Point, Spaces
from peerdesk.wire.revision import Header

_PREFIX: Final = "picture:"
_GET: Final = "SELECT value FROM setting WHERE name = ?"
_ALL: Final = "SELECT value FROM setting WHERE name BETWEEN 'picture:' AND 'picture;' ORDER BY name"
_PUT: Final = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
# What was shown early and was not met on the way: kept like anything that had a place once and has none now.
_WITHOUT_PLACE: Final = (
    f"UPDATE revision SET state = 'pulled', seq = 0 WHERE space = ? AND seq IS NULL AND state = '{EARLY}'"
)
_RIVALS: Final = (
    "SELECT revision, owner, record FROM revision"
    f" WHERE run = ? AND n = ? AND device = ? AND space = ? AND state = '{EARLY}'"
)
_NAMESAKES: Final = (
    f"SELECT revision, owner, record FROM revision e WHERE record = ? AND owner != ? AND state = '{EARLY}'"
    " AND NOT EXISTS (SELECT 1 FROM revision o WHERE o.record = e.record AND o.owner = e.owner"
    "  AND o.state IN ('attempted', 'acked', 'pulled'))"
)
_REMOVE: Final = "DELETE FROM revision WHERE revision = ?"


class Stage(IntEnum):
    """What a picture waits for next."""

    KEYS = 1
    RECORDS = 2
    HISTORY = 3
    """All that is current is here; the log fills in behind."""
    WHOLE = 4
    """The log has reached the point at which the picture was taken: there is nothing that is only early."""


class Picture(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """How far the first picture of a space is. It was taken at point `at` of the log.

    `before` is where the present part goes on, 0 at its beginning. `arrived` counts revisions, `arrived_bytes` them.
    """

    space: bytes
    seq: int
    chain: bytes
    stage: Stage = Stage.KEYS
    before: int = 0
    arrived: int = 0
    arrived_bytes: int = 0

    @property
    def at(self) -> Point:
        """The point of the log at which the picture was taken."""
        return Point(self.seq, self.chain)

    @property
    def is_coming(self) -> bool:
        """Say whether something that is current has not arrived yet."""
        return self.stage < Stage.HISTORY

    @property
    def is_whole(self) -> bool:
        """Say whether the log has reached the picture."""
        return self.stage is Stage.WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """Older notes are still arriving: the log is here up to `done` of `of` revisions.

    `is_coming` says that not all that is current is here yet. `shown` counts what came of it, `shown_bytes` its bytes.
    """

    done: int
    of: int
    shown: int
    shown_bytes: int
    is_coming: bool


class Pictures:
    """The shelf of first pictures, one for each space that ever had one."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)
        self._spaces = Spaces(connection)

    def get(self, space: SpaceId) -> Picture | None:
        """Return the picture of a space, None where there never was one."""
        row = self._driver.execute(_GET, (_PREFIX + space.hex(),)).fetchone()
        return None if row is None else msgspec.msgpack.decode(row[0], type=Picture)

    def put(self, picture: Picture) -> None:
        """Keep how far a picture is."""
        self._driver.execute(_PUT, (_PREFIX + picture.space.hex(), msgspec.msgpack.encode(picture)))

    def unfinished(self) -> tuple[Picture, ...]:
        """Return the pictures that the log has not reached yet."""
        rows = self._driver.execute(_ALL).fetchall()
        known = (msgspec.msgpack.decode(value, type=Picture) for (value,) in rows)
        return tuple(picture for picture in known if not picture.is_whole)

    def arriving(self) -> Arriving | None:
        """Return how far the older notes are, of all spaces together; None when none are missing."""
        pictures = self.unfinished()
        if not pictures:
            return None
        cursors = [self._spaces.get(SpaceId(picture.space)).cursor.seq for picture in pictures]
        return Arriving(
            done=sum(min(cursor, picture.seq) for cursor, picture in zip(cursors, pictures, strict=True)),
            of=sum(picture.seq for picture in pictures),
            shown=sum(picture.arrived for picture in pictures),
            shown_bytes=sum(picture.arrived_bytes for picture in pictures),
            is_coming=any(picture.is_coming for picture in pictures),
        )

    def early(self, revisions: Iterable[bytes]) -> frozenset[bytes]:
        """Return those of some revisions that are shown and have no place yet."""
        wanted = list(revisions)
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT revision FROM revision WHERE revision IN ({marks}) AND state = '{EARLY}'"
        return frozenset(row[0] for row in self._driver.execute(sql, wanted))

    def end(self, picture: Picture) -> None:
        """Note that the log has come past the picture."""
        self._driver.execute(_WITHOUT_PLACE, (picture.space,))
        self.put(msgspec.structs.replace(picture, stage=Stage.WHOLE))


def make_way(driver: dbapi2.Connection, records: Records, header: Header) -> bool:
    """Take back what was shown early and, as the log shows now, came too late for its number or its record's id.

    So a computer that began with a picture ends like one that began with the log. Says whether there was anything.
    """
    rivals = driver.execute(_RIVALS, (header.run, header.n, header.device, header.space)).fetchall()
    rivals += driver.execute(_NAMESAKES, (header.record, header.owner)).fetchall()
    for revision, owner, record in rivals:
        driver.execute(_REMOVE, (revision,))
        for kind in KINDS:
            known = records.find(kind, PersonId(owner), RecordId(record))
            if known is not None:
                _take_out(records, known, revision)
    if rivals:
        forget_whole_runs(driver)
    return bool(rivals)


def _take_out(records: Records, known: Stored, revision: bytes) -> None:
    heads = known.heads()
    left = tuple(head for head in heads if head.revision != revision)
    if not left:
        records.remove(known)
    elif left != heads:
        records.merge_into(known, left, {})
