"""The floor of syncing: bare SQLCipher, msgpack, AES-GCM under one key, and one request for five hundred records.

It signs nothing, asks nobody who they are, keeps no versions and chains nothing. The content key lasts for an epoch.
With `signs` as its last word it is the same but for one thing: each record is signed, and checked by the server and by
whoever pulls it.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx2
import msgspec
import sqlcipher3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.floor_server import PAGE, check
from bench.floor_store import INDEX, TABLES, connect, fill, row, save
from bench.measure import Samples
from bench.notes import IN_EVERY_NOTE, SyntheticNote, synthetic_notes
from bench.report import child_result
from bench.server_process import Start, StartAt, serving
from bench.sync_steps import EXTRA, PLAIN_JSON, Traffic, measure, measure_connections

SIGNS = "signs"
_NONCE_BYTES = 12
_WAITING = "SELECT o.seq, n.* FROM outbox o JOIN notes n ON n.id = o.id ORDER BY o.seq LIMIT ?"
_NEWEST = "SELECT coalesce(max(rowid), 0) FROM notes"
_FOUND = "SELECT count(*) FROM fts WHERE fts MATCH ?"
_INDEX_NEW = "INSERT INTO fts(rowid, body) SELECT rowid, body FROM notes WHERE rowid > ?"


class FloorSide:
    """Two bare stores that exchange sealed rows through a bare server. With `key` each row is signed, and checked."""

    def __init__(self, folder: Path, client: httpx2.Client, key: Ed25519PrivateKey | None = None) -> None:
        self._first = _store(folder / "first.db")
        self._second = _store(folder / "second.db")
        self._client = client
        self._key = AESGCM(os.urandom(32))
        self._signs = key
        self._by = key.public_key() if key is not None else None
        self._pack, self._unpack = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder()
        self._kept = 0
        self._cursor = 0

    def fill(self, notes: Sequence[SyntheticNote]) -> None:
        fill(self._first, list(notes))
        self._kept = len(notes)

    def keep(self, notes: Sequence[SyntheticNote]) -> None:
        for note in notes:
            save(self._first, self._kept, note)
            self._kept += 1

    def push(self) -> Traffic:
        requests = up = 0
        while rows := self._first.execute(_WAITING, (PAGE,)).fetchall():
            body = self._pack.encode([(kept[0], self._sealed(kept)) for _, *kept in rows])
            self._client.post("/push", content=body).raise_for_status()
            self._first.execute("DELETE FROM outbox WHERE seq <= ?", (rows[-1][0],))
            requests, up = requests + 1, up + len(body)
        return Traffic(requests=requests, up=up)

    def pull(self) -> Traffic:
        requests = down = 0
        while True:
            body = self._client.get("/pull", params={"after": self._cursor}).raise_for_status().content
            page = self._unpack.decode(body)
            if page:
                self._store([self._opened(name, blob) for _, name, blob in page])
                self._cursor = page[-1][0]
            requests, down = requests + 1, down + len(body)
            if len(page) < PAGE:
                return Traffic(requests=requests, down=down)

    def idle(self) -> Traffic:
        self._first.execute("SELECT 1 FROM outbox LIMIT 1").fetchone()
        self._client.get("/poll").raise_for_status()
        return Traffic(requests=1)

    def arrived(self) -> int:
        held: int = self._second.execute(_FOUND, (IN_EVERY_NOTE,)).fetchone()[0]
        return held

    def _sealed(self, kept: list[object]) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        name = kept[0]
        assert isinstance(name, bytes)
        sealed = nonce + self._key.encrypt(nonce, self._pack.encode(kept), name)
        return sealed if self._signs is None else self._signs.sign(sealed) + sealed

    def _opened(self, name: bytes, blob: bytes) -> list[object]:
        if self._by is not None:
            blob = check(self._by, blob)
        opened: list[object] = self._unpack.decode(self._key.decrypt(blob[:_NONCE_BYTES], blob[_NONCE_BYTES:], name))
        return opened

    def _store(self, rows: list[list[object]]) -> None:
        store = self._second
        store.execute("BEGIN IMMEDIATE")
        before = store.execute(_NEWEST).fetchone()[0]
        store.executemany("INSERT INTO notes VALUES(?,?,?,?,?)", rows)
        store.execute(_INDEX_NEW, (before,))
        store.execute("COMMIT")


def _store(path: Path) -> sqlcipher3.Connection:
    store = connect(path)
    store.executescript(TABLES + INDEX["default"])
    return store


def plain_json_bytes(notes: Sequence[SyntheticNote]) -> float:
    """Return the size of a note as plain JSON: what it would be if nobody sealed anything."""
    packed = [msgspec.json.encode(dict(zip(_NAMES, row(n, note)[1:], strict=True))) for n, note in enumerate(notes)]
    return sum(map(len, packed)) / len(packed)


_NAMES = ("happened_on", "setting", "support", "body")


def floor_server(file: Path, key: Ed25519PrivateKey | None = None) -> StartAt:
    """Return what starts the bare server; with `key` it checks what that key has signed."""
    words = [sys.executable, "-m", "bench.floor_server", str(file)]
    by = [] if key is None else [key.public_key().public_bytes_raw().hex()]
    return lambda port: Start(words=[*words, str(port), *by])


def measured(folder: Path, count: int, key: Ed25519PrivateKey | None = None) -> Samples:
    """Measure the floor with `count` notes in an empty folder."""
    folder.mkdir(parents=True)
    notes = synthetic_notes(count + EXTRA)
    with (
        serving(floor_server(folder / "server.db", key)) as server,
        httpx2.Client(base_url=server.url) as client,
    ):
        samples = measure_connections(server, "/poll")
        client.get("/poll").raise_for_status()
        samples |= measure(FloorSide(folder, client, key), server, notes, count)
    samples[PLAIN_JSON] = [plain_json_bytes(notes)]
    return samples


if __name__ == "__main__":
    own_key = Ed25519PrivateKey.generate() if SIGNS in sys.argv[3:] else None
    child_result(measured(Path(sys.argv[1]), int(sys.argv[2]), own_key))
