"""A seal beside the database: what it held when it was last closed, under a key of its own.

One flipped byte in the write-ahead log makes every later commit vanish, and all integrity checks say that all is well.
So does putting an older page or an older file back. That what it held is not there any more is how that shows.
"""

import contextlib
import hmac
from pathlib import Path
from typing import Final

import msgspec

from peerdesk.vault import files
from peerdesk.vault.tally import Tally

NAME: Final = "seal"
_LABEL: Final = b"PD1 vault seal"
_LABEL_OF_TALLY: Final = b"PD1 vault seal of tally"
_COUNT_BYTES: Final = 8
_TAG_BYTES: Final = 32
_decoder = msgspec.msgpack.Decoder(Tally)


def write(folder: Path, key: bytes, tally: Tally) -> None:
    """Seal what the database holds. A disk that cannot take it is no failure: the notes are safe.

    Then there is no seal, rather than one of an earlier evening that would say that something is missing.
    """
    content = msgspec.msgpack.encode(tally)
    try:
        files.replace(folder / NAME, content + _tag(key, _LABEL_OF_TALLY + content))
    except OSError:
        forget(folder)


def forget(folder: Path) -> None:
    """Take the seal away: what it says is not so any more, and nothing can be said in its place."""
    with contextlib.suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def read(folder: Path, key: bytes) -> Tally | None:
    """Return what was sealed; None without a seal, or with one that is not ours to judge.

    A seal of the first PeerDesk holds the count of commits alone: then `rows` and `head` are empty.
    """
    try:
        sealed = (folder / NAME).read_bytes()
    except OSError:
        return None
    content, tag = sealed[:-_TAG_BYTES], sealed[-_TAG_BYTES:]
    if len(content) == _COUNT_BYTES and hmac.compare_digest(tag, _tag(key, _LABEL + content)):
        return Tally(commits=int.from_bytes(content, "big"), rows={}, head=b"")
    if hmac.compare_digest(tag, _tag(key, _LABEL_OF_TALLY + content)):
        with contextlib.suppress(msgspec.DecodeError):
            return _decoder.decode(content)
    return None


def _tag(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, "sha256")
