"""The store of somebody who seals each note by itself: AES-GCM records in plain SQLite, and no index.

Nothing can be listed or found before everything is opened, so an unlock opens every record into memory.
"""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.desk_steps import DISK, IMPORT, MEMORY, UNLOCK
from bench.floor_window import bare_table, paint_prompt
from bench.measure import Samples, resident_mib, seconds, set_aside_inputs, stored_bytes
from bench.notes import SyntheticNote, synthetic_notes
from bench.report import child_result

KEY = b"k" * 32
NEWEST = 200
_NONCE_BYTES = 12
_FILE = "records.db"


def connect(folder: Path) -> sqlite3.Connection:
    """Open the file of sealed records, with every commit synced."""
    connection = sqlite3.connect(folder / _FILE, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _sealed(notes: Sequence[SyntheticNote]) -> Iterator[tuple[bytes, bytes]]:
    cipher = AESGCM(KEY)
    for number, note in enumerate(notes):
        name, nonce = number.to_bytes(16, "big"), os.urandom(_NONCE_BYTES)
        yield name, nonce + cipher.encrypt(nonce, json.dumps(asdict(note), separators=(",", ":")).encode(), name)


def opened(connection: sqlite3.Connection) -> list[tuple[str, bytes, str]]:
    """Return day, name and text of every note, the newest first."""
    cipher = AESGCM(KEY)
    every = []
    for name, sealed in connection.execute("SELECT id, sealed FROM records"):
        note = json.loads(cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name))
        every.append((note["happened_on"], name, note["text"]))
    every.sort(reverse=True)
    return every


def fill(folder: Path, count: int) -> Samples:
    """Seal and keep `count` notes in an empty folder, in one transaction."""
    folder.mkdir()
    notes = synthetic_notes(count)
    set_aside_inputs()
    connection = connect(folder)
    connection.execute("CREATE TABLE records(id BLOB PRIMARY KEY, sealed BLOB)")

    def keep() -> None:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO records VALUES(?,?)", _sealed(notes))
        connection.execute("COMMIT")

    samples: Samples = {IMPORT: [seconds(keep)]}
    connection.close()
    samples[DISK] = [stored_bytes(folder) / count]
    return samples


def unlock(folder: Path) -> Samples:
    """Open every record and paint the newest, in the floor's bare table."""
    from PySide6.QtWidgets import QApplication, QLineEdit

    application = QApplication([])
    prompt = QLineEdit()
    paint_prompt(prompt)
    began = time.perf_counter()
    every = opened(connect(folder))
    _, view = bare_table([(name, day, text[:80]) for day, name, text in every[:NEWEST]])
    view.show()
    view.grab()
    unlocked = time.perf_counter() - began
    application.processEvents()
    return {UNLOCK: [unlocked], MEMORY: [resident_mib()]}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill", where, number]:
            child_result(fill(Path(where), int(number)))
        case ["unlock", where]:
            child_result(unlock(Path(where)))
