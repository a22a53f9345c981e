"""What is current in a log: every revision that nothing of its own record has replaced.

The log itself never changes; beside it stands, for each replaced revision, the number of the entry that did it. So the
question can be asked for any point of the log, also while others push.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, or_, select, text

from peerdesk.server.store.logs import Named, OpenLog
from peerdesk.server.store.tables import log, replaced
from peerdesk.wire.exchange import HeadsPart, Placed
from peerdesk.wire.ids import PersonId, RecordId, RevisionId
from peerdesk.wire.revision import Kind


class Replacement(NamedTuple):
    """Entry `by` of the log replaced this revision of a record."""

    named: Named
    revision: RevisionId
    by: int


# The first of two entries that replace the same revision counts; the same words for both databases.
_PUT = text(
    'INSERT INTO replaced (space, owner, record, revision, "by") VALUES (:space, :owner, :record, :revision, :by) '
    "ON CONFLICT DO NOTHING"
)
_IS_REPLACED = (
    select(replaced.c.by)
    .where(
        replaced.c.space == log.c.space,
        replaced.c.owner == log.c.owner,
        replaced.c.record == log.c.record,
        replaced.c.revision == log.c.revision,
        replaced.c.by <= bindparam("at"),
    )
    .exists()
)
_BELOW = (
    select(log.c.seq, log.c.frame)
    .where(log.c.space == bindparam("space"), log.c.seq < bindparam("before"))
    .order_by(log.c.seq.desc())
    .limit(bindparam("limit"))
)
_PARTS = {
    HeadsPart.KEYS: _BELOW.where(text(f"log.kind = {Kind.EPOCH.value}")),
    HeadsPart.RECORDS: _BELOW.where(
        text(f"log.kind <> {Kind.EPOCH.value}"),
        # An erase is final, so it is current for ever, whatever names it as a parent.
        or_(log.c.kind == Kind.ERASE.value, ~_IS_REPLACED),
    ),
}


def put_replaced(connection: Connection, opened: OpenLog, replacements: Sequence[Replacement]) -> None:
    """Note what has been replaced; what was noted before stays as it is."""
    if replacements:
        connection.execute(_PUT, list(_rows(opened, replacements)))


def _rows(opened: OpenLog, replacements: Iterable[Replacement]) -> Iterable[dict[str, object]]:
    for (owner, record), revision, by in replacements:
        yield {"space": opened.number, "owner": owner, "record": record, "revision": revision, "by": by}


def replacements_of(connection: Connection, opened: OpenLog) -> dict[tuple[Named, RevisionId], int]:
    """Return everything that is noted as replaced, and by which entry."""
    query = select(replaced.c.owner, replaced.c.record, replaced.c.revision, replaced.c.by)
    rows = connection.execute(query.where(replaced.c.space == opened.number))
    return {((PersonId(row[0]), RecordId(row[1])), RevisionId(row[2])): row[3] for row in rows}


def heads_below(
    connection: Connection, opened: OpenLog, part: HeadsPart, *, at: int, before: int, limit: int, cap_bytes: int
) -> tuple[tuple[Placed, ...], int]:
    """Return what is current at point `at` and lies below `before`, newest first, and where to go on (0: the end).

    At most `limit` revisions, and no more bytes than `cap_bytes`, but always one if there is one.
    """
    page: list[Placed] = []
    size = 0
    asked = {"space": opened.number, "at": at, "before": before, "limit": limit + 1}
    with connection.execute(_PARTS[part], asked) as rows:
        for seq, frame in rows:
            size += len(frame)
            if len(page) == limit or (page and size > cap_bytes):
                return tuple(page), page[-1].seq
            page.append(Placed(seq=seq, revision=frame))
    return tuple(page), 0
