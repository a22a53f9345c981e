"""The floor of the store: bare SQLCipher with one table, its full-text index and an outbox, and nothing of PeerDesk."""

import sys
from collections.abc import Callable
from pathlib import Path

import sqlcipher3

from bench.desk_steps import DISK, IMPORT, QUERY, SAVE
from bench.measure import Samples, peak_mib, resident_mib, seconds, set_aside_inputs, stored_bytes
from bench.notes import SAVES, SyntheticNote, letters, synthetic_notes
from bench.report import child_result
from bench.waiting import each

KEY = "x'" + "ab" * 32 + "'"
TABLES = """
CREATE TABLE notes(id BLOB PRIMARY KEY, happened_on TEXT, setting TEXT, support TEXT, body TEXT);
CREATE INDEX notes_day ON notes(happened_on);
CREATE TABLE outbox(seq INTEGER PRIMARY KEY, id BLOB);
"""
INDEX = {
    "default": "CREATE VIRTUAL TABLE fts USING fts5(body, content='notes', content_rowid='rowid', prefix='2 3')",
    "slim": (
        "CREATE VIRTUAL TABLE fts USING fts5(body, content='notes', content_rowid='rowid', prefix='1 2 3', detail=none)"
    ),
}
SEARCH = (
    "SELECT n.id, n.happened_on, substr(n.body, 1, 80) FROM fts JOIN notes n ON n.rowid = fts.rowid "
    "WHERE fts MATCH ? ORDER BY fts.rowid DESC LIMIT 50"
)
NEWEST = "SELECT id, happened_on, substr(body, 1, 80) FROM notes ORDER BY happened_on DESC LIMIT 200"


def connect(path: Path) -> sqlcipher3.Connection:
    """Open the bare store, with a raw key and every commit synced."""
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    connection.execute(f'PRAGMA key="{KEY}"')
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def row(number: int, note: SyntheticNote) -> tuple[bytes, str, str, str, str]:
    """Return one row; the ids rise, as PeerDesk's do."""
    return number.to_bytes(16, "big"), note.happened_on, note.setting, " ".join(note.support), note.text


def fill(connection: sqlcipher3.Connection, notes: list[SyntheticNote]) -> None:
    """Import all notes, index them and put each in the outbox, in one transaction."""
    rows = [row(i, note) for i, note in enumerate(notes)]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO notes VALUES(?,?,?,?,?)", rows)
    connection.execute("INSERT INTO fts(rowid, body) SELECT rowid, body FROM notes")
    connection.execute("INSERT INTO outbox(id) SELECT id FROM notes")
    connection.execute("COMMIT")


def save(connection: sqlcipher3.Connection, number: int, note: SyntheticNote) -> None:
    """Keep one note durably: row, index and outbox in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    cursor = connection.execute("INSERT INTO notes VALUES(?,?,?,?,?)", row(number, note))
    connection.execute("INSERT INTO fts(rowid, body) VALUES(?,?)", (cursor.lastrowid, note.text))
    connection.execute("INSERT INTO outbox(id) VALUES(?)", (row(number, note)[0],))
    connection.execute("COMMIT")


def measure(folder: Path, count: int, index: str) -> Samples:
    """Run the store's operations on `count` notes with one kind of index."""
    notes = synthetic_notes(count + SAVES)
    set_aside_inputs()
    samples: Samples = {"memory before": [resident_mib()]}
    path = folder / "floor.db"
    connection = connect(path)
    connection.executescript(TABLES + INDEX[index])
    samples[IMPORT] = [seconds(lambda: fill(connection, notes[:count]))]
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()

    def reopen() -> None:
        connect(path).execute(NEWEST).fetchall()

    samples["open (raw key) + newest 200"] = [seconds(reopen)]
    connection = connect(path)
    samples |= each(SAVE, (_saving(connection, count + i, note) for i, note in enumerate(notes[count:])))
    samples |= each(QUERY, (_searching(connection, text) for text in letters()))
    samples["peak memory"] = [peak_mib()]
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    samples[DISK] = [stored_bytes(folder) / (count + SAVES)]
    return samples


def _searching(connection: sqlcipher3.Connection, text: str) -> Callable[[], object]:
    return lambda: connection.execute(SEARCH, (text + "*",)).fetchall()


def _saving(connection: sqlcipher3.Connection, number: int, note: SyntheticNote) -> Callable[[], None]:
    return lambda: save(connection, number, note)


if __name__ == "__main__":
    child_result(measure(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
