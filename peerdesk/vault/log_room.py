"""Room for the write-ahead log, set by in an idle moment.

A file that grows makes each synced write wait for the file system's own books as well: saving into room that is there
already is a fifth quicker, and goes on for a while when the disk is full. The log's format allows it: SQLite looks for
frames from the front and stops at the first that does not check, and zeros never do.
"""

import contextlib
import os
from pathlib import Path
from typing import Final

LOG_ROOM_BYTES: Final = 8 * 1024 * 1024
"""About 160 notes between two idle moments."""


def lay_out(database: Path) -> None:
    """Fill the log beside an open database up to its room. Where the disk has none left, it stays as it was.

    Nobody may write to the database meanwhile. Once the database is closed the log is gone, and the room with it.
    """
    with contextlib.suppress(OSError), database.with_name(database.name + "-wal").open("r+b") as log:
        size = log.seek(0, os.SEEK_END)
        if size >= LOG_ROOM_BYTES:
            return
        try:
            log.write(bytes(LOG_ROOM_BYTES - size))
            log.flush()
            os.fsync(log.fileno())
        except OSError:
            log.truncate(size)
            raise
