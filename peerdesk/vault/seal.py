"""A seal beside the database: how many transactions it held when it was closed, under a key of its own.

One flipped byte in the write-ahead log makes every later commit vanish, and all integrity checks say that all is well.
So does putting an older file back. A count that has gone down is how that shows.
"""

import contextlib
import hmac
from pathlib import Path
from typing import Final

from peerdesk.vault import files

NAME: Final = "seal"
_LABEL: Final = b"PD1 vault seal"
_COUNT_BYTES: Final = 8


def write(folder: Path, key: bytes, commits: int) -> None:
    """Note the count. A disk that cannot take it is no failure: the notes are safe, only the seal is older."""
    count = commits.to_bytes(_COUNT_BYTES, "big")
    with contextlib.suppress(OSError):
        files.replace(folder / NAME, count + _tag(key, count))


def missing_commits(folder: Path, key: bytes, commits: int) -> int:
    """Return by how much the database is behind its seal; 0 when it is not, or the seal is not ours to judge."""
    path = folder / NAME
    try:
        sealed = path.read_bytes()
    except OSError:
        return 0
    count, tag = sealed[:_COUNT_BYTES], sealed[_COUNT_BYTES:]
    if not hmac.compare_digest(tag, _tag(key, count)):
        return 0
    return max(0, int.from_bytes(count, "big") - commits)


def _tag(key: bytes, count: bytes) -> bytes:
    return hmac.digest(key, _LABEL + count, "sha256")
