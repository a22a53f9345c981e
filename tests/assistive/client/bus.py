"""The bus of assistive technologies without pyatspi, which asks one thing and waits, thousands of times for a screen.

Many questions are on their way at once here, so a screen is read in a twentieth of a second.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gi.repository import Gio, GLib

ANSWER_MS = 20_000
_NAME = "org.a11y.Bus"
_ON_THE_BUS = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION


@dataclass(frozen=True)
class Question:
    """A method of an object, and its arguments as a variant of GLib, which has no type information."""

    name: str
    path: str
    interface: str
    member: str
    arguments: Any = None


@dataclass
class _Round:
    """Questions that were asked together, and the answers that have come."""

    loop: Any = field(default_factory=GLib.MainLoop)
    answers: dict[int, tuple[Any, ...] | None] = field(default_factory=dict)
    missing: int = 0

    def take(self, line: Any, result: Any, place: int) -> None:
        """Keep one answer, or None where the thing has gone since, or does not know what was asked."""
        try:
            self.answers[place] = line.call_finish(result).unpack()
        except GLib.Error:
            self.answers[place] = None
        self.missing -= 1
        if not self.missing:
            self.loop.quit()


class Bus:
    """A line to the bus that applications tell their screens on."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        found = session.call_sync(_NAME, "/org/a11y/bus", _NAME, "GetAddress", None, None, 0, ANSWER_MS, None)
        self._line = Gio.DBusConnection.new_for_address_sync(found.unpack()[0], _ON_THE_BUS, None, None)

    def ask(self, questions: Iterable[Question]) -> list[tuple[Any, ...] | None]:
        """Ask all at once, and return the answers in the order of the questions once the last has come."""
        asked, together = list(questions), _Round()
        together.missing = len(asked)
        for place, one in enumerate(asked):
            to = (one.name, one.path, one.interface, one.member, one.arguments)
            self._line.call(*to, None, 0, ANSWER_MS, None, together.take, place)
        if asked:
            together.loop.run()
        return [together.answers[place] for place in range(len(asked))]
