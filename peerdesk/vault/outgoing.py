"""Reading and keeping many changes at once while they are sealed: a statement for each table, not for each note."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import BugError, NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, RevisionId
from peerdesk.domain.merge import Head, Stamp, sealed
from peerdesk.vault import revisions
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS, Values
from peerdesk.vault.lineage import first_lineage, lineage_of
from peerdesk.vault.outbox import Intent
from peerdesk.vault.records import stored
from peerdesk.wire.revision import Header

Row = tuple[Any, ...]
# They stand at the same places in a row of every kind.
_ID, _RECORD, _LINEAGE = map(KINDS[RecordKind.ENCOUNTER].columns.index, ("id", "record", "lineage"))
_SETTLE: Final = "UPDATE revision SET state = 'acked', seq = ? WHERE revision = ?"
_DROP: Final = "DELETE FROM intent WHERE space = ? AND owner = ? AND record = ?"


class Waiting(NamedTuple):
    """A change that waits to be sealed, and its row. What was never sealed has no head yet, only values."""

    intent: Intent
    rowid: int
    values: Values
    head: Head | None


class Attempt(NamedTuple):
    """A change that was just sealed: from now on every try sends this frame."""

    waiting: Waiting
    revision: RevisionId
    stamp: Stamp
    frame: bytes
    header: Header


class Outgoing:
    """The changes of one batch, between what is meant and what is sealed. Erases are none of them."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)

    def waiting(self, intents: Sequence[Intent]) -> list[Waiting | None]:
        """Return what is to be sealed, in the order of the intents. Raises NotFoundError when a record is gone.

        None for one beside which another computer's version stands: what the note shows has to be chosen anew with it,
        so it is sealed by itself.
        """
        groups: dict[tuple[RecordKind, PersonId], list[RecordId]] = {}
        for intent in intents:
            groups.setdefault((intent.record_kind, intent.owner), []).append(intent.record)
        rows = {
            (owner, row[_RECORD]): row
            for (kind, owner), group in groups.items()
            for row in self._rows(kind, owner, group)
        }
        return [_waiting(intent, rows.get((intent.owner, intent.record))) for intent in intents]

    def keep(self, attempts: Sequence[Attempt]) -> None:
        """Keep what was sealed in place of what was meant; the values of each record carry their stamp now."""
        by_kind: dict[RecordKind, list[tuple[bytes, int]]] = {}
        for one in attempts:
            by_kind.setdefault(one.waiting.intent.record_kind, []).append((_lineage(one), one.waiting.rowid))
        for kind, rows in by_kind.items():
            self._driver.executemany(f"UPDATE {KINDS[kind].table.name} SET lineage = ? WHERE id = ?", rows)
        revisions.add_attempted(self._driver, ((one.revision, one.header, one.frame) for one in attempts))
        intents = (one.waiting.intent for one in attempts)
        self._driver.executemany(_DROP, ((intent.space, intent.owner, intent.record) for intent in intents))

    def settle(self, receipts: Iterable[tuple[RevisionId, int]]) -> None:
        """Note the server's receipts, each for exactly that revision and its place in the log."""
        self._driver.executemany(_SETTLE, ((seq, revision) for revision, seq in receipts))

    def _rows(self, kind: RecordKind, owner: PersonId, records: Sequence[RecordId]) -> list[Row]:
        sql = KINDS[kind].find.replace("record = ?", f"record IN ({', '.join('?' * len(records))})")
        rows: list[Row] = self._driver.execute(sql, (*records, owner)).fetchall()
        return rows


def _waiting(intent: Intent, row: Row | None) -> Waiting | None:
    if row is None:
        raise NotFoundError("record")
    known = KINDS[intent.record_kind]
    if not row[_LINEAGE] and (said := known.said(row)):
        return Waiting(intent, row[_ID], said, None)
    record = stored(known, dict(zip(known.columns, row, strict=True)))
    heads = record.heads()
    if len(heads) > 1:
        return None
    if heads[0].revision is not None:
        raise BugError("an intent whose record has nothing unsealed")
    return Waiting(intent, record.rowid, record.fields, heads[0])


def _lineage(one: Attempt) -> bytes:
    waiting = one.waiting
    if waiting.head is None:
        return first_lineage(one.revision, one.stamp)
    after = (sealed(waiting.head, one.revision, one.stamp),)
    return lineage_of(after, waiting.values, KINDS[waiting.intent.record_kind].defaults())
