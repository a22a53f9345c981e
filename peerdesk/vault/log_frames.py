"""Looking through the write-ahead log that a killed PeerDesk left, for commits that SQLite will not take from it.

SQLite reads the log from the front and stops at the first frame that does not check, without a word. One flipped byte
there takes every commit behind it. The frames behind still say that they belong to this log, and which of them ended a
commit; their headers are not encrypted. A power cut can leave one such commit, which nobody was told of: a save is
acknowledged once all of it is on the disk. A second one behind the break was acknowledged, and is missing.
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

_HEADER_BYTES: Final = 32
_FRAME_HEADER_BYTES: Final = 24
_PAGE_SIZE: Final = slice(8, 12)
_SALTS: Final = slice(16, 24)
_FRAME_SALTS: Final = slice(8, 16)
_LAST_OF_MAGIC: Final = 3
_SUMS: Final = slice(24, 32)
_WORD: Final = 0xFFFFFFFF
_SIZE_AFTER_COMMIT: Final = slice(4, 8)
_SMALLEST_PAGE, _LARGEST_PAGE = 512, 65536
_COMMITS_OF_A_POWER_CUT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFrames:
    """What stands in the log beside a database. `commits` has the number of each frame that ended a commit, from 1."""

    is_there: bool = False
    commits: tuple[int, ...] = ()

    def missing(self, read: int) -> int:
        """Return how many acknowledged commits are behind the frame at which SQLite stopped, at least."""
        behind = sum(frame > read for frame in self.commits)
        return max(0, behind - _COMMITS_OF_A_POWER_CUT)


def look_through(database: Path) -> LogFrames:
    """Look at the log beside a database that nobody has open. Reads some bytes of each page that was written."""
    log = database.with_name(database.name + "-wal")
    if not log.exists():
        return LogFrames()
    commits: list[int] = []
    with contextlib.suppress(OSError), log.open("rb") as file:
        header = file.read(_HEADER_BYTES)
        page = int.from_bytes(header[_PAGE_SIZE], "big")
        if not _SMALLEST_PAGE <= page <= _LARGEST_PAGE:
            return LogFrames(is_there=True)
        is_whole = _checks(header)
        ours: set[bytes] = {header[_SALTS]}
        number = 0
        while len(frame := file.read(_FRAME_HEADER_BYTES)) == _FRAME_HEADER_BYTES:
            number += 1
            if number == 1 and not is_whole and any(frame):
                # The header's own salts may be what was damaged; the first frame repeats them. Behind a header that
                # checks they are those of an older log, where the power went before the first save of this one.
                ours.add(frame[_FRAME_SALTS])
            if frame[_FRAME_SALTS] in ours and any(frame[_SIZE_AFTER_COMMIT]):
                commits.append(number)
            file.seek(page, 1)
    return LogFrames(is_there=True, commits=tuple(commits))


def _checks(header: bytes) -> bool:
    """Say whether a log's header is as it was written, by the sums at its end."""
    order: Literal["big", "little"] = "big" if header[_LAST_OF_MAGIC] & 1 else "little"
    first = second = 0
    for at in range(0, _SUMS.start, 8):
        first = (first + int.from_bytes(header[at : at + 4], order) + second) & _WORD
        second = (second + int.from_bytes(header[at + 4 : at + 8], order) + first) & _WORD
    return header[_SUMS] == first.to_bytes(4, "big") + second.to_bytes(4, "big")
