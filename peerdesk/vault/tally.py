"""What a database holds, in numbers: how many rows of each kind, and how far its histories had come.

Two databases with the same tally hold the same notes as far as counting can tell. It is compared where bytes cannot be:
between a backup and what it was made from, and between a vault and the seal of the evening before.
"""

import hashlib
from typing import Final

import msgspec
from sqlcipher3 import dbapi2

_COMMITS: Final = "SELECT value FROM setting WHERE name = 'commits'"
_HEADS: Final = "SELECT space, cursor, chain, witness_seq, witness_chain FROM space ORDER BY space"
_LAST: Final = "SELECT coalesce(max(id), 0), (SELECT coalesce(sum(last_n), 0) FROM counter) FROM revision"


class Tally(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """`commits` is counted at each close; `rows` by table; `head` is a digest of every cursor, chain and counter.

    `last` has the last rowid by table, for those that have one: found without reading what lies before it.
    """

    commits: int
    rows: dict[str, int]
    head: bytes
    last: dict[str, int] = {}

    def fewer(self, before: "Tally") -> int:
        """Return how many rows there are fewer than before, summed over the tables that lost any."""
        return _fewer(self.rows, before.rows) if self.rows else _fewer(self.last, before.last)

    def is_as(self, before: "Tally") -> bool:
        """Say whether all that was counted in both is the same. Tables that came since say nothing."""
        same = all(self.rows.get(name, 0) == count for name, count in before.rows.items()) or not self.rows
        return same and self.head == before.head and all(self.last.get(n) == at for n, at in before.last.items())


def tally_of(driver: dbapi2.Connection) -> Tally:
    """Count. A fiftieth of a second for fifty thousand notes. Raises the driver's own errors for a damaged page."""
    # The names come from the file, which nobody but the owner of the key can write; they are quoted all the same.
    rows = _numbers(driver, "count(*)", [name for name, _ in _tables(driver)])
    return msgspec.structs.replace(glance_at(driver), rows=rows)


def glance_at(driver: dbapi2.Connection) -> Tally:
    """Return the same without `rows`: a fraction of a millisecond, however many notes there are."""
    last = _numbers(driver, "coalesce(max(rowid), 0)", [name for name, has_rowid in _tables(driver) if has_rowid])
    digest = hashlib.sha256()
    for row in (*driver.execute(_HEADS), *driver.execute(_LAST)):
        digest.update(msgspec.msgpack.encode(row))
    commits = driver.execute(_COMMITS).fetchone()
    return Tally(commits=int(commits[0]) if commits else 0, rows={}, head=digest.digest(), last=last)


def _tables(driver: dbapi2.Connection) -> list[tuple[str, bool]]:
    """Return the tables that hold rows of their own, and whether these have rowids."""
    return [
        (name, not without_rowid)
        for _, name, kind, _, without_rowid, _ in sorted(driver.execute("PRAGMA main.table_list"))
        if kind == "table" and not name.startswith("sqlite_")
    ]


def _numbers(driver: dbapi2.Connection, what: str, tables: list[str]) -> dict[str, int]:
    # One question for all of them: a hundred small ones take most of their time to begin and to end.
    asked = ", ".join(f'(SELECT {what} FROM "{_quoted(name)}")' for name in tables)
    return dict(zip(tables, map(int, driver.execute(f"SELECT {asked}").fetchone()), strict=True)) if tables else {}


def _fewer(found: dict[str, int], before: dict[str, int]) -> int:
    return sum(max(0, count - found.get(name, 0)) for name, count in before.items())


def _quoted(name: str) -> str:
    return name.replace('"', '""')
