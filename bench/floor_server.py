"""The floor of the server: uvicorn and Starlette with one table of SQLite, every batch synced, and no login.

`python -m bench.floor_server FILE PORT [KEY]`: with a key, in hexadecimal, every record is signed by it, and checked.
"""

import sqlite3
import sys

import msgspec
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PAGE = 500
_INSERT = "INSERT OR REPLACE INTO record(id, blob) VALUES(?,?)"
_PAGE = "SELECT seq, id, blob FROM record WHERE seq > ? ORDER BY seq LIMIT ?"


SIGNATURE_BYTES = 64


class Sealed(msgspec.Struct, array_like=True, frozen=True):
    """One sealed record as it travels. Where records are signed, `blob` begins with the signature over the rest."""

    id: bytes
    blob: bytes


def check(by: Ed25519PublicKey, blob: bytes) -> bytes:
    """Return what was signed. Raises InvalidSignature."""
    signed = blob[SIGNATURE_BYTES:]
    by.verify(blob[:SIGNATURE_BYTES], signed)
    return signed


def floor_app(path: str, by: Ed25519PublicKey | None = None) -> Starlette:
    """Return the bare server over a file: take a batch, hand out a page, answer that nothing is new.

    With a key it checks the signature of each record before it takes any.
    """
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=FULL")
    store.execute("CREATE TABLE IF NOT EXISTS record(seq INTEGER PRIMARY KEY, id BLOB UNIQUE, blob BLOB)")
    batch, page = msgspec.msgpack.Decoder(list[Sealed]), msgspec.msgpack.Encoder()

    async def push(request: Request) -> Response:
        records = batch.decode(await request.body())
        if by is not None:
            for one in records:
                check(by, one.blob)
        store.execute("BEGIN IMMEDIATE")
        store.executemany(_INSERT, [(one.id, one.blob) for one in records])
        store.execute("COMMIT")
        return Response(status_code=204)

    async def pull(request: Request) -> Response:
        return Response(page.encode(store.execute(_PAGE, (int(request.query_params["after"]), PAGE)).fetchall()))

    async def poll(_request: Request) -> Response:
        return Response(status_code=204)

    return Starlette(routes=[Route("/push", push, methods=["POST"]), Route("/pull", pull), Route("/poll", poll)])


if __name__ == "__main__":
    signed_by = [Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)) for key in sys.argv[3:]]
    bare = floor_app(sys.argv[1], *signed_by)
    uvicorn.run(bare, host="127.0.0.1", port=int(sys.argv[2]), log_level="critical", access_log=False)
