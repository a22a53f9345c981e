"""Undoing what was begun when the rest of it fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def undone_on_failure(undo: Callable[[], object], *, unless: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Call `undo` when the block does not come to its end, whatever but `unless` ended it, and let that go on."""
    try:
        yield
    except unless:
        raise
    except BaseException:
        undo()
        raise
