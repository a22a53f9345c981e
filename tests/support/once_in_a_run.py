"""What all processes that share one run of the tests do only once between them."""

from pathlib import Path
from urllib.parse import quote

_done: list[Path] = []


def begin_run(folder: Path) -> None:
    """Note here, in a folder of this run, what was done in it."""
    folder.mkdir(exist_ok=True)
    _done[:] = [folder]


def is_first_in_run(name: str) -> bool:
    """Say whether nobody in this run has asked for this name before."""
    try:
        (_done[0] / quote(name, safe=" ", errors="replace")[:200]).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
