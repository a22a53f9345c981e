"""Filling a new database: rows that were salvaged first, rows of a backup where others were lost, and then the books.

What came back from an erased record never stays: the erase is among the revisions, or waits to be sent, and it counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from sqlcipher3 import dbapi2

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import VaultDamagedError
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import ERASE, SAVE
from peerdesk.vault.salvage import Lost, Row, TableShape, shapes
from peerdesk.wire.exchange import CHAIN_START
from peerdesk.wire.revision import Kind

_MADE_ANEW: Final = frozenset({"alembic_version"})
_REBUILD: Final = "INSERT INTO encounter_search (encounter_search) VALUES ('rebuild')"
_ERASED: Final = (
    "SELECT 1 FROM revision e WHERE e.record = {table}.record AND e.owner = {table}.owner"
    f" AND e.kind = {int(Kind.ERASE)} AND e.state != 'quarantined'"
    " UNION ALL SELECT 1 FROM intent i WHERE i.record = {table}.record AND i.owner = {table}.owner"
    f" AND i.action = '{ERASE}'"
)
_INTEND: Final = (
    "INSERT OR IGNORE INTO intent (space, owner, record, action, record_kind)"
    " SELECT space, owner, record, ?, ? FROM {table} WHERE owner = (SELECT person FROM identity WHERE id = 1)"
    " AND lineage = x''"
)
# With the place that it had, and the reason of what is tried again at every sync: it is opened here then, and its row
# made from it, as that of anything whose key came late.
_OPEN_AGAIN: Final = (
    "UPDATE revision SET state = 'quarantined', reason = 'no_key' WHERE record = ? AND owner = ?"
    f" AND kind = {int(Kind.DATA)} AND seq IS NOT NULL AND state IN ('acked', 'pulled')"
)
_ROWLESS: Final = (
    "SELECT r.owner, r.record, max(r.seq IS NOT NULL) FROM revision r"
    f" WHERE r.kind = {int(Kind.DATA)} AND r.state IN ('acked', 'pulled', 'attempted')"
    f" AND NOT EXISTS (SELECT 1 FROM revision e WHERE e.record = r.record AND e.owner = r.owner"
    f" AND e.kind = {int(Kind.ERASE)})"
    " AND {nowhere} GROUP BY r.owner, r.record"
)
_PLACELESS: Final = "UPDATE revision SET seq = 0 WHERE seq > 0"
_FROM_THE_START: Final = "UPDATE space SET cursor = 0, chain = ?"
_NO_POINTS: Final = "DELETE FROM space_point"
_ABOUT_THE_LOG: Final = frozenset({"revision", "space", "space_point"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRecord:
    """A record of which it is known that there was one. `comes_back` says that its sealed bytes are still here."""

    record: bytes
    comes_back: bool


@dataclass(slots=True)
class Filling:
    """A new database that is being filled, and the count of what came from where, by table."""

    driver: dbapi2.Connection
    salvaged: dict[str, int] = field(default_factory=dict)
    from_backup: dict[str, int] = field(default_factory=dict)
    missing: list[MissingRecord] = field(default_factory=list)
    asks_the_server: bool = False

    def known(self, tables: Iterable[TableShape]) -> tuple[TableShape, ...]:
        """Return those of the tables that the new database has, with the columns that it has."""
        here = {shape.name: set(shape.columns) for shape in shapes(self.driver)}
        return tuple(
            replace(one, columns=tuple(name for name in one.columns if name in here[one.name]))
            for one in tables
            if one.name in here and one.name not in _MADE_ANEW
        )

    def take(self, table: str, columns: tuple[str, ...], rows: list[Row]) -> None:
        """Take over rows that were salvaged."""
        self.salvaged[table] = self.salvaged.get(table, 0) + self._insert(table, columns, rows)

    def take_from_backup(self, table: str, columns: tuple[str, ...], rows: list[Row]) -> None:
        """Take over rows of a backup, where there is none yet."""
        self.from_backup[table] = self.from_backup.get(table, 0) + self._insert(table, columns, rows)

    def finish(self, lost: Lost | None) -> None:
        """Make what follows from the rows: search, intents, what is opened again. Raises VaultDamagedError."""
        if self.driver.execute("SELECT count(*) FROM identity").fetchone()[0] != 1:
            raise VaultDamagedError("identity")
        for kind in RecordKind:
            table = KINDS[kind].table.name
            erased = self.driver.execute(f"DELETE FROM {table} WHERE EXISTS ({_ERASED.format(table=table)})").rowcount
            if erased:
                # Only a backup still has what was erased: what does not stay was not brought back.
                self.from_backup[table] = max(0, self.from_backup.get(table, 0) - erased)
            if lost is not None and "intent" in lost.parts_of:
                self.driver.execute(_INTEND.format(table=table), (SAVE, kind.value))
        self.driver.execute(_REBUILD)
        self._open_again()
        if lost is not None and (_ABOUT_THE_LOG & lost.rows.keys()):
            self._begin_the_log_anew()

    def _insert(self, table: str, columns: tuple[str, ...], rows: list[Row]) -> int:
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        before = self.driver.total_changes
        self.driver.executemany(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})', rows)
        return int(self.driver.total_changes - before)

    def _open_again(self) -> None:
        # A record that is nowhere although its revisions are here; a space's seed and such lie in tables of their own.
        nowhere = " AND ".join(
            f"NOT EXISTS (SELECT 1 FROM {KINDS[kind].table.name} t WHERE t.record = r.record AND t.owner = r.owner)"
            for kind in RecordKind
        )
        for owner, record, has_place in self.driver.execute(_ROWLESS.format(nowhere=nowhere)).fetchall():
            self.missing.append(MissingRecord(record=record, comes_back=bool(has_place)))
            self.driver.execute(_OPEN_AGAIN, (record, owner))

    def _begin_the_log_anew(self) -> None:
        """Have the server asked for all of it again: what is here is known by its id, and what is not comes in."""
        self.asks_the_server = True
        self.driver.execute(_PLACELESS)
        self.driver.execute(_FROM_THE_START, (CHAIN_START,))
        self.driver.execute(_NO_POINTS)


def fill_from_backup(filled: Filling, source: dbapi2.Connection, lost: Lost | None) -> None:
    """Fill in from a backup: everything where nothing was salvaged, else the rows that could not be read."""
    for shape in filled.known(shapes(source)):
        names = ", ".join(f'"{name}"' for name in shape.columns)
        if lost is None or shape.name in lost.parts_of or (shape.name in lost.rows and not shape.is_numbered):
            rows = source.execute(f'SELECT {names} FROM "{shape.name}"').fetchall()
            filled.take_from_backup(shape.name, shape.columns, rows)
            continue
        for rowid in lost.rows.get(shape.name, ()):
            rows = source.execute(f'SELECT {names} FROM "{shape.name}" WHERE rowid = ?', (rowid,)).fetchall()
            filled.take_from_backup(shape.name, shape.columns, rows)
