"""The logs of the spaces on disk: dense numbers, a chain over them, and nothing that could be opened here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, select, text, update

from peerdesk.server.store.tables import entry, log, space
from peerdesk.wire.exchange import CHAIN_START, Witness
from peerdesk.wire.ids import PersonId, RecordId, RevisionId, SpaceId
from peerdesk.wire.revision import Kind

Named = tuple[PersonId, RecordId]
"""What names a record: its owner and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLog:
    """A space's log, where it ends, and how much its frames weigh. `number` is its name inside the database."""

    number: int
    head: Witness
    frame_bytes: int


_FRAMES_AT_ONCE = 50


class Line(NamedTuple):
    """One revision as it is kept."""

    seq: int
    revision: RevisionId
    named: Named
    kind: Kind
    chain: bytes
    frame: bytes


_HEAD = select(space.c.number, space.c.head_seq, space.c.head_chain, space.c.frame_bytes).where(
    space.c.id == bindparam("id")
)
_LOCKED_HEAD = _HEAD.with_for_update()
_NEW_LOG = text(
    "INSERT INTO space (id, head_seq, head_chain, frame_bytes) VALUES (:id, 0, :chain, 0) ON CONFLICT DO NOTHING"
)
# The hot path is written out: going through an expression for each batch costs as much as the database does.
_PLACES = "SELECT revision, seq FROM log WHERE space = ? AND revision IN (?)"
_ERASED = "SELECT record FROM log WHERE space = ? AND owner = ? AND record IN (?) AND kind = 2"  # 2: an erase
_APPEND = "INSERT INTO log (space, seq, revision, owner, record, kind, chain, frame) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_MOVE_HEAD = "UPDATE space SET head_seq = ?, head_chain = ?, frame_bytes = frame_bytes + ? WHERE number = ?"
_CHAIN_AT = select(log.c.chain).where(log.c.space == bindparam("space"), log.c.seq == bindparam("seq"))
_PAGE = (
    select(log.c.seq, log.c.chain, log.c.frame)
    .where(log.c.space == bindparam("space"), log.c.seq > bindparam("after"), log.c.seq <= bindparam("to"))
    .order_by(log.c.seq)
    .limit(bindparam("limit"))
)

_PROGRESS = select(
    # Not their count: entries are numbered without gaps, and counting them would read them all, twice a second.
    select(func.coalesce(func.max(entry.c.n), 0)).scalar_subquery(),
    select(func.coalesce(func.sum(space.c.head_seq), 0)).scalar_subquery(),
)


def find_log(connection: Connection, space_id: SpaceId) -> OpenLog | None:
    """Return the log of a space, or None if nothing was ever stored there."""
    row = connection.execute(_HEAD, {"id": space_id}).first()
    return None if row is None else _opened(row)


def lock_log(connection: Connection, space_id: SpaceId) -> OpenLog:
    """Return the log of a space, locked until the transaction ends, and created if need be."""
    row = connection.execute(_LOCKED_HEAD, {"id": space_id}).first()
    if row is None:
        # Two may come first at the same time; then the second waits here, and finds what the first has made.
        connection.execute(_NEW_LOG, {"id": space_id, "chain": CHAIN_START})
        row = connection.execute(_LOCKED_HEAD, {"id": space_id}).one()
    return _opened(row)


def _opened(row: Row[int, int, bytes, int]) -> OpenLog:
    return OpenLog(number=row[0], head=Witness(seq=row[1], chain=row[2]), frame_bytes=row[3])


def chain_at(connection: Connection, opened: OpenLog, seq: int) -> bytes | None:
    """Return the chain after entry `seq`, or None if the log is not that long."""
    if seq == 0:
        return CHAIN_START
    if seq == opened.head.seq:
        return opened.head.chain
    chain: bytes | None = connection.execute(_CHAIN_AT, {"space": opened.number, "seq": seq}).scalar()
    return chain


def places_of(connection: Connection, opened: OpenLog, revisions: Iterable[RevisionId]) -> dict[RevisionId, int]:
    """Return the numbers of those revisions that the log already holds."""
    wanted = tuple(revisions)
    if not wanted or not opened.head.seq:
        return {}
    rows = _asked(connection, _PLACES, len(wanted), (opened.number, *wanted))
    return {RevisionId(row[0]): row[1] for row in rows}


def erased_among(connection: Connection, opened: OpenLog, records: Iterable[Named]) -> set[Named]:
    """Return those records for which the log holds an erase."""
    by_owner: dict[PersonId, list[RecordId]] = {}
    for owner, record in records:
        by_owner.setdefault(owner, []).append(record)
    if not opened.head.seq:
        return set()
    # A batch is nearly always of one owner; so asked, the index finds each record at once.
    return {
        (owner, RecordId(row[0]))
        for owner, wanted in by_owner.items()
        for row in _asked(connection, _ERASED, len(wanted), (opened.number, owner, *wanted))
    }


def _asked(
    connection: Connection, query: str, marks: int, values: tuple[object, ...]
) -> Iterable[Row[*tuple[Any, ...]]]:
    """Run a query on the hot path, in the driver's own words."""
    return connection.exec_driver_sql(driver_words(connection, query, marks), values)


def driver_words(connection: Connection, query: str, marks: int = 1) -> str:
    """Return a statement as the driver wants it, with so many marks in the place of `(?)`."""
    return _written(query, marks, connection.dialect.paramstyle == "qmark")


@cache
def _written(query: str, marks: int, has_question_marks: bool) -> str:
    listed = query.replace("(?)", f"({', '.join('?' * marks)})")
    return listed if has_question_marks else listed.replace("?", "%s")


def append_lines(connection: Connection, opened: OpenLog, lines: Sequence[Line]) -> None:
    """Write the lines behind the head, which the caller has numbered and chained, and then moves there."""
    rows = [
        (opened.number, seq, revision, owner, record, kind.value, chain, frame)
        for seq, revision, (owner, record), kind, chain, frame in lines
    ]
    connection.exec_driver_sql(driver_words(connection, _APPEND), rows)


def move_head(connection: Connection, opened: OpenLog, head: Witness, more_bytes: int) -> None:
    """Let the log end elsewhere. `more_bytes` may be below zero: an erase sets some free."""
    values = (head.seq, head.chain, more_bytes, opened.number)
    connection.exec_driver_sql(driver_words(connection, _MOVE_HEAD), values)


def payloads_of(connection: Connection, opened: OpenLog, named: Named) -> Iterator[tuple[int, RevisionId, bytes]]:
    """Yield number, id and frame of every revision of a record that can have a payload, a few at a time in memory."""
    query = select(log.c.seq, log.c.revision, log.c.frame).where(
        log.c.space == opened.number,
        log.c.owner == named[0],
        log.c.record == named[1],
        log.c.kind == Kind.DATA.value,
    )
    page = query.order_by(log.c.seq).limit(_FRAMES_AT_ONCE)
    rows = connection.execute(page).all()
    while rows:
        for seq, revision, frame in rows:
            yield seq, RevisionId(revision), frame
        rows = connection.execute(page.where(log.c.seq > rows[-1][0])).all()


def frames_of(connection: Connection, opened: OpenLog, after: int, limit: int) -> list[tuple[int, bytes]]:
    """Return number and frame of the next notes of a log behind number `after`, at most so many."""
    query = select(log.c.seq, log.c.frame).where(
        log.c.space == opened.number, log.c.seq > after, log.c.kind == Kind.DATA.value
    )
    return [(row[0], row[1]) for row in connection.execute(query.order_by(log.c.seq).limit(limit))]


def replace_frame(connection: Connection, opened: OpenLog, seq: int, frame: bytes) -> None:
    """Put a frame without its payload in the place of the whole one."""
    place = update(log).where(log.c.space == opened.number, log.c.seq == seq)
    connection.execute(place.values(frame=frame))


def page_after(
    connection: Connection, opened: OpenLog, after: int, *, limit: int, cap_bytes: int
) -> tuple[tuple[bytes, ...], Witness | None]:
    """Return frames behind number `after` and the point that the last of them reaches, None for none.

    At most `limit` of them, and no more bytes than `cap_bytes`, but always one if there is one.
    """
    frames: list[bytes] = []
    size, end = 0, None
    asked = {"space": opened.number, "after": after, "to": opened.head.seq, "limit": limit}
    with connection.execute(_PAGE, asked) as rows:
        for seq, chain, frame in rows:
            size += len(frame)
            if frames and size > cap_bytes:
                break
            frames.append(frame)
            end = (seq, chain)
    return tuple(frames), None if end is None else Witness(seq=end[0], chain=end[1])


def heads_of(connection: Connection, spaces: Sequence[SpaceId]) -> dict[SpaceId, Witness]:
    """Return where the logs of these spaces end; a space without a log is not named."""
    query = select(space.c.id, space.c.head_seq, space.c.head_chain).where(space.c.id.in_(spaces))
    return {SpaceId(row[0]): Witness(seq=row[1], chain=row[2]) for row in connection.execute(query)}


def all_heads(connection: Connection) -> dict[SpaceId, int]:
    """Return how long every log is."""
    return {SpaceId(row[0]): row[1] for row in connection.execute(select(space.c.id, space.c.head_seq))}


def progress(connection: Connection) -> tuple[int, int]:
    """Return two numbers of which one rises with whatever is stored: all entries, and all lines of all logs."""
    row = connection.execute(_PROGRESS).one()
    return int(row[0]), int(row[1])


def logs_by_space(connection: Connection) -> dict[SpaceId, OpenLog]:
    """Return every log."""
    query = select(space.c.number, space.c.head_seq, space.c.head_chain, space.c.frame_bytes, space.c.id)
    return {
        SpaceId(row[4]): OpenLog(number=row[0], head=Witness(seq=row[1], chain=row[2]), frame_bytes=row[3])
        for row in connection.execute(query.order_by(space.c.number))
    }


def lines_of(connection: Connection, opened: OpenLog) -> Iterator[Line]:
    """Return every line of a log, oldest first, one after another."""
    query = select(log.c.seq, log.c.revision, log.c.owner, log.c.record, log.c.kind, log.c.chain, log.c.frame).where(
        log.c.space == opened.number
    )
    for seq, revision, owner, record, kind, chain, frame in connection.execute(query.order_by(log.c.seq)):
        named = (PersonId(owner), RecordId(record))
        yield Line(seq=seq, revision=RevisionId(revision), named=named, kind=Kind(kind), chain=chain, frame=frame)
