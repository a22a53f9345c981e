"""Reading what can be read of a damaged database, row by row.

One page that does not check spoils the connection that met it, so every probe that fails is followed by a fresh one. A
stretch of rows that cannot be read is halved until only the rows that lie on damaged pages are left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from peerdesk.vault.engine import finished_copy

Row = tuple[Any, ...]
Take = Callable[[str, tuple[str, ...], list[Row]], None]
"""Is handed the rows of a table, with the names of their columns."""

AT_ONCE: Final = 1024
BEYOND: Final = 256
"""So far past the last row that could be read it is looked, where the end of a table cannot be."""

_HIGHEST: Final = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """A table, its columns, and what orders its rows: the rowid, or the primary key where it has none.

    In one that `is_numbered` the rowid is a column, so a row has the same one in every copy.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    has_rowid: bool
    is_numbered: bool


@dataclass(slots=True)
class Lost:
    """What could not be read: rowids by table, some of which may never have been used; and tables without rowids."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    parts_of: set[str] = field(default_factory=set)

    @property
    def nothing(self) -> bool:
        """Say whether all was read."""
        return not self.rows and not self.parts_of


def shapes(driver: dbapi2.Connection) -> tuple[TableShape, ...]:
    """Return the tables of a database that hold rows of their own; what serves the search is made anew from them."""
    found = []
    for _, name, kind, _, without_rowid, _ in driver.execute("PRAGMA main.table_list").fetchall():
        if kind == "table" and not name.startswith("sqlite_"):
            columns = driver.execute(f'PRAGMA table_info("{name}")').fetchall()
            key = tuple(c[1] for c in sorted(columns, key=lambda c: c[5]) if c[5])
            names = tuple(c[1] for c in columns)
            is_numbered = len(key) == 1 and any(c[5] and c[2] == "INTEGER" for c in columns)
            found.append(
                TableShape(name=name, columns=names, key=key, has_rowid=not without_rowid, is_numbered=is_numbered)
            )
    return tuple(sorted(found, key=lambda shape: shape.name))


class Salvage:
    """Reads one damaged file that nobody writes. `close` it."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._driver = finished_copy(path, key)

    def close(self) -> None:
        """Let go of the file."""
        self._driver.close()

    def shapes(self) -> tuple[TableShape, ...]:
        """Return its tables. Raises the driver's error where the first page, which tells, cannot be read."""
        return shapes(self._driver)

    def pour(self, tables: tuple[TableShape, ...], take: Take) -> Lost:
        """Hand over every row that can be read, and return what cannot."""
        lost = Lost()
        for shape in tables:
            if shape.has_rowid:
                left_out = list(self._rows(shape, take))
                if left_out:
                    lost.rows[shape.name] = left_out
            elif not self._from_both_ends(shape, take):
                lost.parts_of.add(shape.name)
        return lost

    def _rows(self, shape: TableShape, take: Take) -> Iterator[int]:
        end = self._end(shape)
        for start in range(0, end + 1, AT_ONCE):
            yield from self._stretch(shape, start, min(start + AT_ONCE - 1, end), take)

    def _stretch(self, shape: TableShape, first: int, last: int, take: Take) -> Iterator[int]:
        names = ", ".join(f'"{name}"' for name in shape.columns)
        rows = self._probe(f'SELECT {names} FROM "{shape.name}" WHERE rowid BETWEEN ? AND ?', (first, last))
        if rows is not None:
            take(shape.name, shape.columns, rows)
        elif first == last:
            yield first
        else:
            middle = (first + last) // 2
            yield from self._stretch(shape, first, middle, take)
            yield from self._stretch(shape, middle + 1, last, take)

    def _end(self, shape: TableShape) -> int:
        """Return the last rowid, or one that is behind it where the last page cannot be read."""
        found = self._probe(f'SELECT coalesce(max(rowid), 0) FROM "{shape.name}"', ())
        if found is not None:
            return int(found[0][0])
        return max(self._last_readable(shape), BEYOND)

    def _last_readable(self, shape: TableShape) -> int:
        # Each question looks at one path through the tree, so a damaged page is passed over by asking further along.
        last, step = 0, BEYOND
        while step < _HIGHEST:
            rows = self._probe(
                f'SELECT rowid FROM "{shape.name}" WHERE rowid BETWEEN ? AND ? LIMIT 1', (last + 1, last + step)
            )
            if rows:
                last, step = rows[0][0] + BEYOND, BEYOND
            else:
                step *= 8
        return last

    def _from_both_ends(self, shape: TableShape, take: Take) -> bool:
        names = ", ".join(f'"{name}"' for name in shape.columns)
        whole = self._probe(f'SELECT {names} FROM "{shape.name}"', ())
        if whole is not None:
            take(shape.name, shape.columns, whole)
            return True
        for direction in ("ASC", "DESC"):
            order = ", ".join(f'"{name}" {direction}' for name in shape.key)
            take(shape.name, shape.columns, self._as_far_as(f'SELECT {names} FROM "{shape.name}" ORDER BY {order}'))
        return False

    def _as_far_as(self, sql: str) -> list[Row]:
        rows: list[Row] = []
        try:
            rows.extend(iter(self._driver.execute(sql)))
        except dbapi2.Error:
            self._begin_anew()
        return rows

    def _probe(self, sql: str, given: tuple[int, ...]) -> list[Row] | None:
        try:
            return list(self._driver.execute(sql, given).fetchall())
        except dbapi2.Error:
            self._begin_anew()
            return None

    def _begin_anew(self) -> None:
        self._driver.close()
        self._driver = finished_copy(self._path, self._key)
