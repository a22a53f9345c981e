"""Reading and keeping many changes at once while they are sealed: a statement for each table, not for each note."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import BugError, NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, RevisionId
from peerdesk.domain.merge import Head, Stamp, sealed
from peerdesk.vault import revisions
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.lineage import first_lineage, lineage_of
from peerdesk.vault.outbox import Intent
from peerdesk.vault.records import Stored, stored
from peerdesk.wire.revision import Header

_SETTLE: Final = "UPDATE revision SET state = 'acked', seq = ? WHERE revision = ?"
_DROP: Final = "DELETE FROM intent WHERE space = ? AND owner = ? AND record = ?"


class Attempt(NamedTuple):
    """A change that was just sealed: from now on every try sends this frame."""

    intent: Intent
    revision: RevisionId
    stamp: Stamp
    frame: bytes
    header: Header


class Outgoing:
    """The changes of one batch, between what is meant and what is sealed. Erases are none of them."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)
        # In one transaction nobody changes in between what was read.
        self._read: dict[Intent, tuple[Stored, Head]] = {}

    def heads(self, intents: Sequence[Intent]) -> list[Head | None]:
        """Return what is to be sealed, in the order of the intents. Raises NotFoundError when a record is gone.

        None for one beside which another computer's version stands: what the note shows has to be chosen anew with it,
        so it is sealed by itself.
        """
        groups: dict[tuple[RecordKind, PersonId], list[Intent]] = {}
        for intent in intents:
            groups.setdefault((intent.record_kind, intent.owner), []).append(intent)
        for (kind, owner), group in groups.items():
            rows = self._rows(kind, owner, [intent.record for intent in group])
            pending = ((intent, _pending(rows.get(intent.record))) for intent in group)
            self._read.update((intent, known) for intent, known in pending if known is not None)
        return [self._read[intent][1] if intent in self._read else None for intent in intents]

    def keep(self, attempts: Iterable[Attempt]) -> None:
        """Keep what was sealed in place of what was meant; the values of each record carry their stamp now."""
        done = list(attempts)
        by_kind: dict[RecordKind, list[tuple[bytes, int]]] = {}
        for one in done:
            known, head = self._read.pop(one.intent)
            packed = _lineage(known, head, one)
            by_kind.setdefault(known.kind, []).append((packed, known.rowid))
        for kind, rows in by_kind.items():
            self._driver.executemany(f"UPDATE {KINDS[kind].table.name} SET lineage = ? WHERE id = ?", rows)
        revisions.add_attempted(self._driver, ((one.revision, one.header, one.frame) for one in done))
        self._driver.executemany(_DROP, ((one.intent.space, one.intent.owner, one.intent.record) for one in done))

    def settle(self, receipts: Iterable[tuple[RevisionId, int]]) -> None:
        """Note the server's receipts, each for exactly that revision and its place in the log."""
        self._driver.executemany(_SETTLE, ((seq, revision) for revision, seq in receipts))

    def _rows(self, kind: RecordKind, owner: PersonId, records: Sequence[RecordId]) -> dict[RecordId, Stored]:
        known = KINDS[kind]
        sql = known.find.replace("record = ?", f"record IN ({', '.join('?' * len(records))})")
        found = (
            stored(known, dict(zip(known.columns, row, strict=True)))
            for row in self._driver.execute(sql, (*records, owner))
        )
        return {one.record: one for one in found}


def _lineage(known: Stored, head: Head, one: Attempt) -> bytes:
    if not known.lineage and head.fields:
        return first_lineage(one.revision, one.stamp)
    after = (sealed(head, one.revision, one.stamp),)
    return lineage_of(after, known.fields, KINDS[known.kind].defaults())


def _pending(known: Stored | None) -> tuple[Stored, Head] | None:
    if known is None:
        raise NotFoundError("record")
    heads = known.heads()
    if len(heads) > 1:
        return None
    if heads[0].revision is not None:
        raise BugError("an intent whose record has nothing unsealed")
    return known, heads[0]
