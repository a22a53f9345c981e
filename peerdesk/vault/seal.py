"""A seal beside the database: what it held when it was last closed, closed to others under a key of its own.

One flipped byte in the write-ahead log makes every later commit vanish, and all integrity checks say that all is well.
So does putting an older page or an older file back. That what it held is not there any more is how that shows.
"""

import contextlib
import hmac
from pathlib import Path
from typing import Final

import msgspec

from peerdesk.crypto.errors import CannotOpenError
from peerdesk.crypto.sealed import open_sealed
from peerdesk.crypto.sealed import seal as sealed_box
from peerdesk.vault import files
from peerdesk.vault.places import SEAL
from peerdesk.vault.tally import Tally

NAME: Final = SEAL
_LABEL: Final = b"PD1 vault seal"
_LABEL_OF_TALLY: Final = b"PD1 vault seal of tally"
_COUNT_BYTES: Final = 8
_decoder = msgspec.msgpack.Decoder(Tally)


def write(folder: Path, key: bytes, tally: Tally) -> None:
    """Seal what the database holds. A disk that cannot take it is no failure: the notes are safe.

    Then there is no seal, rather than one of an earlier evening that would say that something is missing.
    """
    try:
        put(folder, key, tally)
    except OSError:
        forget(folder)


def put(folder: Path, key: bytes, tally: Tally) -> None:
    """Seal what a database holds where nothing counts without its seal. Raises OSError."""
    # How many notes somebody has, and of what kinds, is nobody else's business either.
    files.replace(folder / NAME, sealed_box(msgspec.msgpack.encode(tally), key, _LABEL_OF_TALLY))


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
    count, tag = sealed[:_COUNT_BYTES], sealed[_COUNT_BYTES:]
    if hmac.compare_digest(tag, hmac.digest(key, _LABEL + count, "sha256")):
        return Tally(commits=int.from_bytes(count, "big"), rows={}, head=b"")
    with contextlib.suppress(CannotOpenError, msgspec.DecodeError):
        return _decoder.decode(open_sealed(sealed, key, _LABEL_OF_TALLY))
    return None
