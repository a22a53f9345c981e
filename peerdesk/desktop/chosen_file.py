"""A file that a person chose: it may lie on a stick or a share, and such a disk may answer late, or never.

So each of these runs on the thread for files (`Background.run_file`), where neither window nor vault waits for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peerdesk.domain.errors import DiskFailedError


@contextmanager
def chosen_disk() -> Iterator[None]:
    """Tell whatever a chosen disk answers other than yes as DiskFailedError."""
    try:
        yield
    except OSError as problem:
        raise DiskFailedError from problem


def read_chosen(path: Path, most_bytes: int) -> str:
    """Return the text at the beginning of a file; what is no text shows as such. Raises DiskFailedError."""
    with chosen_disk(), path.open("rb") as file:
        return file.read(most_bytes).decode("utf-8", errors="replace")
