"""Starting one session's process: Qt first and alone, then the session."""

import builtins
import gc
import sys
from collections.abc import Sequence


def run_session(words: Sequence[str]) -> int:
    """Run one session and return its exit status. Only for a process that is nothing else."""
    # Importing makes nothing but things that stay: looking through them for garbage took a tenth of the start.
    # The session looks again as soon as its window is painted.
    gc.disable()
    bring_in_qt()
    from peerdesk.desktop.session import main

    return main(words)


def bring_in_qt() -> None:
    """Import Qt, and leave Python's import as it was.

    PySide puts a function of its own in its place, which reads the source of every module that is imported from then on
    to see whether it asks for names_like_these, and Python keeps each source it has read: 19 MiB once a vault is open,
    and some ten milliseconds before the first paint. PeerDesk asks for no such names.
    """
    imports = builtins.__import__
    try:
        import PySide6.QtCore  # noqa: F401 - brought in for those who come after
    finally:
        builtins.__import__ = imports


if __name__ == "__main__":
    sys.exit(run_session(sys.argv[1:]))
