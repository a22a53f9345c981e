"""Keeping records of any kind: the row, what follows from it, and the intent to send it, together.

A record that was never sealed is simply overwritten. One that was is edited: what the person changed gets a new value,
everything else is carried on with the stamp it had (`peerdesk.domain.merge`).
"""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, RowMapping

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.merge import Head, conflicts, edited, values, view
from peerdesk.vault.derived import follow, local_values, settle_values
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS, Plain, RecordTable, Values
from peerdesk.vault.lineage import heads_of, lineage_of
from peerdesk.vault.search_words import SearchWords

SAVE: Final = "data"
ERASE: Final = "erase"

INTEND: Final = (
    "INSERT INTO intent (space, owner, record, action, record_kind) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET action = excluded.action"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it lies in its row: `fields` are plain, `local` are the columns that never leave."""

    kind: RecordKind
    rowid: int
    space: SpaceId
    owner: PersonId
    record: RecordId
    lineage: bytes
    fields: Values
    local: Mapping[str, Any]

    def heads(self) -> tuple[Head, ...]:
        """Return the record's heads, with every value."""
        return heads_of(self.lineage, self.fields, KINDS[self.kind].defaults())


class Records:
    """Records of every kind, on one connection inside an open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)
        self._index = SearchWords(self._driver)

    def words_together(self) -> AbstractContextManager[None]:
        """Write to the search index once for all records that are kept within the block, at its end."""
        return self._index.together()

    def find(self, kind: RecordKind, owner: PersonId, record: RecordId) -> Stored | None:
        """Return a record, or None where there is none."""
        known = KINDS[kind]
        row = self._driver.execute(known.find, (record, owner)).fetchone()
        return stored(known, dict(zip(known.columns, row, strict=True))) if row is not None else None

    def is_taken(self, kind: RecordKind, owner: PersonId, record: RecordId) -> bool:
        """Say whether somebody else has a record of this kind with this id: ids are looked up without their owner."""
        sql = f"SELECT 1 FROM {KINDS[kind].table.name} WHERE record = ? AND owner != ? LIMIT 1"
        return self._driver.execute(sql, (record, owner)).fetchone() is not None

    def keep(
        self,
        kind: RecordKind,
        space: SpaceId,
        owner: PersonId,
        record: RecordId,
        changes: Mapping[str, Plain],
        local: Mapping[str, object] | None = None,
        *,
        new: bool = False,
    ) -> None:
        """Keep what the person said about a record of theirs, and intend to send it.

        `new` spares the look for an older one; if there was one after all, the table refuses a second.
        """
        known = None if new else self.find(kind, owner, record)
        if known is None:
            self._insert(kind, space, owner, record, {**KINDS[kind].defaults(), **changes}, b"", local or {})
        elif not self._edit(known, changes, local or {}):
            return
        self.intend(space, owner, record, SAVE, kind)

    def say(
        self, kind: RecordKind, space: SpaceId, owner: PersonId, record: RecordId, changes: Mapping[str, Plain]
    ) -> None:
        """Keep what the person said, as `keep` does, in place of whatever competed: what is said last holds."""
        known = self.find(kind, owner, record)
        if known is not None and conflicts(view(known.heads())):
            self.settle(known, changes)
        else:
            self.keep(kind, space, owner, record, changes)

    def _edit(self, known: Stored, changes: Mapping[str, Plain], local: Mapping[str, object]) -> bool:
        touched = {name: value for name, value in changes.items() if known.fields.get(name) != value}
        if not touched and all(known.local[name] == value for name, value in local.items()):
            return False
        if not known.lineage:
            self._rewrite(known, {**known.fields, **touched}, b"", local)
            return bool(touched)
        if touched:
            self.merge_into(known, (edited(known.heads(), touched),), local)
        else:
            self._rewrite(known, known.fields, known.lineage, local)
        return bool(touched)

    def settle(self, known: Stored, choices: Mapping[str, Plain]) -> None:
        """Keep the person's choice where a record holds competing values, also where it is the value shown now."""
        self.merge_into(known, (edited(known.heads(), choices),), {})
        self.intend(known.space, known.owner, known.record, SAVE, known.kind)

    def take_up(self, kind: RecordKind, space: SpaceId, owner: PersonId, record: RecordId, head: Head) -> None:
        """Take up a version that counts for nobody, as an edit of the person's own that names it as a parent.

        What was said here since stands beside it. Raises UnreadableFieldError.
        """
        known = self.find(kind, owner, record)
        if known is None:
            own = edited((head,), {})
            self.receive(kind, space, owner, record, (own,), shown(kind, (own,)))
        else:
            self.merge_into(known, (edited((*known.heads(), head), {}),), {})
        self.intend(space, owner, record, SAVE, kind)

    def intend(self, space: SpaceId, owner: PersonId, record: RecordId, action: str, kind: RecordKind) -> None:
        """Note that a record waits to be sealed and sent. A later intent takes the place of an earlier one."""
        self._driver.execute(INTEND, (space, owner, record, action, kind.value))

    def receive(
        self,
        kind: RecordKind,
        space: SpaceId,
        owner: PersonId,
        record: RecordId,
        known: tuple[Head, ...],
        fields: Values,
    ) -> None:
        """Keep a record that was not here before. `fields` are what its heads show. Raises UnreadableFieldError."""
        lineage = lineage_of(known, fields, KINDS[kind].defaults())
        local = local_values(self._driver, kind, fields, {}, known)
        self._insert(kind, space, owner, record, fields, lineage, local)

    def merge_into(self, known: Stored, heads: Iterable[Head], local: Mapping[str, object]) -> None:
        """Rewrite a record from its heads. Nothing is intended: merging is a view. Raises UnreadableFieldError."""
        merged = tuple(heads)
        fields = shown(known.kind, merged)
        beside = {**local_values(self._driver, known.kind, fields, known.local, merged), **local}
        self._rewrite(known, fields, lineage_of(merged, fields, KINDS[known.kind].defaults()), beside)

    def restamp(self, known: Stored, heads: Iterable[Head]) -> None:
        """Note new stamps for values that stay as they are: what sealing does."""
        packed = lineage_of(heads, known.fields, KINDS[known.kind].defaults())
        table = KINDS[known.kind].table.name
        self._driver.execute(f"UPDATE {table} SET lineage = ? WHERE id = ?", (packed, known.rowid))

    def remove(self, known: Stored) -> None:
        """Remove a record's row and whatever was made from it. Its revisions and intents are not touched."""
        table = KINDS[known.kind].table.name
        self._driver.execute(f"DELETE FROM {table} WHERE id = ?", (known.rowid,))
        follow(self._driver, self._index, known.kind, known.rowid, (known.fields, known.local), None)

    def _insert(
        self,
        kind: RecordKind,
        space: SpaceId,
        owner: PersonId,
        record: RecordId,
        fields: Values,
        lineage: bytes,
        local: Mapping[str, object],
    ) -> None:
        known = KINDS[kind]
        beside = {**local_values(self._driver, kind, fields, {}), **local}
        row = (space, owner, record, lineage, *known.stored(fields), *(beside.get(n) for n in known.local))
        rowid = self._driver.execute(known.insert, row).lastrowid
        follow(self._driver, self._index, kind, rowid, None, (fields, {**beside, "record": record}))

    def _rewrite(self, known: Stored, fields: Values, lineage: bytes, local: Mapping[str, object]) -> None:
        kind = KINDS[known.kind]
        beside = {**known.local, **local_values(self._driver, known.kind, fields, known.local), **local}
        row = (lineage, *kind.stored(fields), *(beside[name] for name in kind.local), known.rowid)
        # The search index is told the old words, so it does not matter whether the row still holds them.
        after = {**beside, "record": known.record}
        self._driver.execute(kind.update, row)
        follow(self._driver, self._index, known.kind, known.rowid, (known.fields, known.local), (fields, after))


def shown(kind: RecordKind, heads: Iterable[Head]) -> Values:
    """Return the values a row shows for some heads: the first of those nobody knowingly replaced."""
    known = tuple(heads)
    # One head with one value for each field is the usual case: there is nothing to merge.
    merged = known[0].fields if len(known) == 1 and not conflicts(known[0].fields) else view(known)
    fields = KINDS[kind].defaults()
    first: dict[str, Any] = values(merged)
    fields.update({name: value for name, value in first.items() if name in fields and value is not None})
    settle_values(kind, merged, fields)
    return fields


def stored(known: RecordTable, row: Mapping[str, Any] | RowMapping) -> Stored:
    """Return a row as a record."""
    return Stored(
        kind=known.kind,
        rowid=row["id"],
        space=SpaceId(row["space"]),
        owner=PersonId(row["owner"]),
        record=RecordId(row["record"]),
        lineage=row["lineage"],
        fields=known.plain(row),
        local={name: row[name] for name in known.local},
    )
