"""Whose turn it is with Python: short turns beside the window, whole ones while Qt's classes come to be in a thread."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

TURN_SECONDS: Final = 0.0005
"""For how long a thread that computes keeps Python to itself while the window wants it, too.

A window that paints asks for Python dozens of times, once for each part, and beside a busy thread it waits for a turn
each time. With the five milliseconds that Python gives a turn, one repaint took up to 220 ms; with these, 25. Two busy
threads lose one part in forty to the change of turns, and a thread that is alone loses nothing.
"""

WHOLE_SECONDS: Final = 5.0
_lock = threading.Lock()
_wholes: set[object] = set()


def short_turns() -> None:
    """Let the window in soon from now on, or as soon as nobody needs whole turns any more."""
    with _lock:
        _set()


@contextmanager
def whole_turns() -> Iterator[None]:
    """Take no turn from anybody until the block ends: whoever waits comes in when the one who has it waits itself.

    A class of Qt comes to be when it is first touched, partly by code in Python, and PySide does not keep two threads
    from touching it at once: a window that painted in the middle of that crashed.
    """
    token = object()
    with _lock:
        _wholes.add(token)
        _set()
    try:
        yield
    finally:
        with _lock:
            _wholes.discard(token)
            _set()


def _set() -> None:
    sys.setswitchinterval(WHOLE_SECONDS if _wholes else TURN_SECONDS)
