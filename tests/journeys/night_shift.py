"""Devon's night, played in a process of its own: `python -m tests.journeys.night_shift HOME`, passphrase on stdin.

Prints a line of JSON for each thing done, with what it took. The last note is never finished: the process writes on
until somebody cuts the power.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.quick_note import QuickNote
from peerdesk.desktop.theme import apply_theme, make_theme, new_application
from tests.desktop.desks import open_door, peer
from tests.support.fingers import Fingers, Strokes

CANARY = "Zebracanary by the window"


def tell(name: str, hand: Strokes) -> None:
    """Print what was done, and what stands in the titles of the windows meanwhile."""
    titles = sorted({window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible()})
    line = {"did": name, "keys": hand.keys, "clicks": hand.clicks, "seconds": hand.seconds, "titles": titles}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


class Hand:
    """One desk and one hand."""

    def __init__(self, desk: WatchedDesk) -> None:
        self.desk = desk
        self.hand = Fingers(desk)

    def do(self, name: str, act: Callable[[], None]) -> None:
        """Do something, wait until it is kept, and tell what it took."""
        with self.hand.counting() as strokes:
            act()
        self.desk.settle()
        tell(name, strokes)

    @property
    def form(self) -> QuickNote:
        form = peer(self.desk).writing.form
        assert form is not None
        return form

    def open_part(self, part: str) -> None:
        """Open one of the optional parts of a note."""
        row = self.form.parts._rows[part]
        self.form._body.ensureWidgetVisible(row)
        QApplication.processEvents()
        self.hand.click(row.row)
        self.desk.settle()


class Night(Hand):
    """What Devon does."""

    def begin_shift(self) -> None:
        self.hand.click(peer(self.desk).today.shift._first)
        sheet = peer(self.desk).day.shift.sheet
        assert sheet is not None
        self.desk.settle()
        self.hand.click(sheet.where.chip("ed"))
        self.hand.click(sheet.go)

    def meet_somebody(self) -> None:
        """Write that they met J., listened and sat with them, and that one kit was handed over."""
        self.hand.press("Ctrl+N", "1", "A", "B")
        self.open_part("who")
        self.hand.write("J.")
        self.open_part("supplies")
        self.hand.press("Down")
        self.hand.press("Ctrl+Return")

    def shortest(self) -> None:
        self.hand.press("Ctrl+N", "1", "B", "Ctrl+Return")

    def decline_by_mouse(self) -> None:
        self.hand.click(peer(self.desk)._desk.rail._new)
        self.desk.settle()
        self.hand.click(self.form._outcome.chip("declined"))
        self.hand.click(self.form.footer.save)

    def say_hello(self) -> None:
        self.hand.press("Ctrl+N", "2", "Ctrl+Return")

    def write_until_the_power_goes(self) -> None:
        self.hand.press("Ctrl+N", "1")
        self.open_part("memory")
        self.hand.write(CANARY)
        self.desk.wait(lambda: bool(self.form._jot.text()), "what was typed to be kept")


def main(home: Path) -> None:
    passphrase = sys.stdin.readline().strip()
    apply_theme(new_application(), make_theme())
    with open_door(home) as desk:
        desk.unlock(passphrase)
        night = Night(desk)
        night.do("shift", night.begin_shift)
        night.do("met", night.meet_somebody)
        night.do("declined", night.decline_by_mouse)
        night.do("brief", night.say_hello)
        night.do("shortest", night.shortest)
        night.do("typing", night.write_until_the_power_goes)
        while True:
            night.hand.write(" and on")
            desk._app_turns()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
