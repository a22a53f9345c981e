"""How a new note begins: for its writer alone, or with the question whether to share it.

A level is only where a note begins. Every share goes through a preview, note by note, whatever it is.
"""

from enum import StrEnum


class Level(StrEnum):
    """From the narrowest to the widest."""

    JUST_ME = "just_me"
    """Only its writer reads it."""
    SUPERVISOR = "supervisor"
    """After it is saved, its writer is shown what their supervisor would see, and decides."""


def within(chosen: Level, widest: Level) -> Level:
    """Return a choice as far as it is not wider than allowed. Nothing ever makes it wider than it was chosen."""
    order = tuple(Level)
    return order[min(order.index(chosen), order.index(widest))]
