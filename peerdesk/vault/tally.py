"""What a database holds, in numbers: how many rows of each kind, and how far its histories had come.

Two databases with the same tally hold the same notes as far as counting can tell. It is compared where bytes cannot be:
between a backup and what it was made from, and between a vault and the seal of the evening before.
"""

import hashlib
from typing import Final

import msgspec
from sqlcipher3 import dbapi2

_TABLES: Final = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND name NOT LIKE 'encounter\\_search%' ESCAPE '\\' ORDER BY name"
)
_COMMITS: Final = "SELECT value FROM setting WHERE name = 'commits'"
_HEADS: Final = "SELECT space, cursor, chain, witness_seq, witness_chain FROM space ORDER BY space"
_LAST: Final = "SELECT coalesce(max(id), 0), (SELECT coalesce(sum(last_n), 0) FROM counter) FROM revision"


class Tally(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """`commits` is counted at each close; `rows` by table; `head` is a digest of every cursor, chain and counter."""

    commits: int
    rows: dict[str, int]
    head: bytes

    def fewer(self, before: "Tally") -> int:
        """Return how many rows there are fewer than before, summed over the tables that lost any."""
        return sum(max(0, count - self.rows.get(name, 0)) for name, count in before.rows.items())


def tally_of(driver: dbapi2.Connection) -> Tally:
    """Count. Some milliseconds for fifty thousand notes. Raises the driver's own errors for a damaged page."""
    names = [name for (name,) in driver.execute(_TABLES)]
    # The names come from the file, which nobody but the owner of the key can write; they are quoted all the same.
    rows = {name: int(driver.execute(f'SELECT count(*) FROM "{_quoted(name)}"').fetchone()[0]) for name in names}
    digest = hashlib.sha256()
    for row in (*driver.execute(_HEADS), *driver.execute(_LAST)):
        digest.update(msgspec.msgpack.encode(row))
    commits = driver.execute(_COMMITS).fetchone()
    return Tally(commits=int(commits[0]) if commits else 0, rows=rows, head=digest.digest())


def _quoted(name: str) -> str:
    return name.replace('"', '""')
