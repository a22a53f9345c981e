"""The last day, ready to paint."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDayLine:
    """One thing and what becomes of it. `wants` says that it is better done before."""

    icon: str
    title: str
    text: str
    wants: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDayView:
    """Each thing in its order. `file_name` is what the table of numbers is called at first."""

    lines: tuple[LastDayLine, ...]
    file_name: str
