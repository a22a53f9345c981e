"""A desk that is used by keys alone: each step begins where the focus is and says where it came to."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from tests.support.fingers import Fingers

MOST_STOPS = 90


class Keys:
    """Keys for one desk. The focus is known by what a screen reader calls it."""

    def __init__(self, desk: WatchedDesk) -> None:
        self.desk = desk
        self.hand = Fingers(desk)

    def press(self, *keys: str) -> None:
        self.hand.press(*keys)
        self.desk.settle()

    def write(self, text: str) -> None:
        self.hand.write(text)
        self.desk.settle()

    @property
    def at(self) -> str:
        """What the focus is on; empty where it is nowhere."""
        if QApplication.activeWindow() is None:
            # Where there is no window manager, nobody gives the window back its turn once a sheet has closed.
            self.desk.door.frame.activateWindow()
            QApplication.processEvents()
        part = QApplication.focusWidget()
        return called(part) if part is not None else ""

    @property
    def sheet(self) -> str:
        """The name of the sheet that is open, empty for none."""
        found = QApplication.activeModalWidget()
        return found.windowTitle() if found is not None else ""

    def tab_to(self, name: str) -> None:
        """Press Tab until the focus is on what has this name. Fails with the way it went."""
        way = []
        for _ in range(MOST_STOPS):
            if self.at == name:
                return
            self.hand.press("Tab")
            way.append(self.at)
        raise AssertionError(f"Tab never came to {name!r}: {way}")

    def command(self, letters: str) -> None:
        """Do what the palette finds first for some letters."""
        self.press("Ctrl+K")
        self.write(letters)
        self.press("Return")

    def go(self, place: str) -> None:
        """Go to a place of the rail by its key, whichever that is by now."""
        actions = self.desk.door.frame.actions()
        self.press(next(one.shortcut().toString() for one in actions if one.text() == place))

    def shown(self) -> str:
        """Return every word that stands on the screen, or on the sheet over it."""
        root = QApplication.activeModalWidget() or self.desk.door.frame
        return "\n".join(one.text() for one in root.findChildren(QLabel) if one.isVisible())


def called(part: QWidget) -> str:
    """Return what a screen reader calls a part, or the label that it belongs to."""
    name = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
    labels = (label.text() for label in part.window().findChildren(QLabel) if label.buddy() is part)
    return next(labels, "") or name
