"""A growing pause after wrong passphrases, kept beside the vault: another window, or a restart, does not shorten it.

It slows down hands at a keyboard. Who can take the file away can also take the vault along, and then the key derivation
and the passphrase itself stand in the way. No number of tries locks anybody out: the pause ends at half a minute.

The clock is the one that runs since the computer was started, which nobody can set. After a restart it begins again,
and so does the pause. The file holds a count and a moment of that clock, and nothing of what was typed.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

from peerdesk.domain.errors import WrongPassphraseError
from peerdesk.domain.passphrase_errors import TooSoonError, WrongAgainError
from peerdesk.vault import files

NAME: Final = "tries"
FREE_TRIES: Final = 3
LONGEST_PAUSE_SECONDS: Final = 30
_LARGEST_BYTES: Final = 1024
_MOST: Final = 1000
"""More are counted as so many: the pause is the longest long before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """How many were wrong in a row, and when the last one was, in seconds of the clock since the start."""

    wrong: int = 0
    at: float = 0.0


def pause_after(wrong: int) -> int:
    """Return how many seconds to wait after so many wrong tries in a row."""
    extra = wrong - FREE_TRIES
    return 0 if extra < 0 else LONGEST_PAUSE_SECONDS if extra >= LONGEST_PAUSE_SECONDS.bit_length() else 2**extra


@contextmanager
def paced(folder: Path, now: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Let one passphrase be tried, once the pause is over. Hold the vault's lock, so that tries come one by one.

    Raises TooSoonError before that; a WrongPassphraseError of the block is counted and becomes a WrongAgainError.
    """
    known = _read(folder)
    _demand_pause_over(folder, known, now())
    try:
        yield
    except WrongPassphraseError:
        wrong = min(known.wrong + 1, _MOST)
        _write(folder, Tries(wrong=wrong, at=now()))
        raise WrongAgainError(pause_after(wrong)) from None
    forget(folder)


def forget(folder: Path) -> None:
    """Begin to count anew: whoever is here knows the passphrase, or has set another one."""
    with suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def _demand_pause_over(folder: Path, known: Tries, now: float) -> None:
    pause = pause_after(known.wrong)
    if now < known.at:
        # The computer was started anew since, and nothing says how long ago: the pause begins now.
        known = Tries(wrong=known.wrong, at=now)
        _write(folder, known)
    left = known.at + pause - now
    if left > 0:
        raise TooSoonError(ceil(left))


def _read(folder: Path) -> Tries:
    try:
        with (folder / NAME).open("rb") as file:
            said = json.loads(file.read(_LARGEST_BYTES))
        return Tries(wrong=max(0, min(int(said["wrong"]), _MOST)), at=float(said["at"]))
    except (OSError, ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return Tries()


def _write(folder: Path, tries: Tries) -> None:
    # A disk that takes nothing costs the count, and never the notes.
    with suppress(OSError):
        files.replace(folder / NAME, json.dumps({"wrong": tries.wrong, "at": tries.at}).encode())
