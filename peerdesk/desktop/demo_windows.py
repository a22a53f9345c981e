"""Real windows that somebody else drives and photographs: for the demo and for the pictures of every screen.

They are the product's own windows with a real vault behind them; only the fingers on the keys are ours.
"""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from peerdesk.desktop.compose import Door
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.quick_note import QuickNote
from peerdesk.desktop.widgets.fields import SearchField
from peerdesk.desktop.widgets.sheet import grab_with_sheets
from peerdesk.domain.ids import RecordId
from peerdesk.work.enrolment import Remotes

PATIENCE_SECONDS = 20.0
_PAUSE_SECONDS = 0.002
_QUIET_ROUNDS = 4
_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


class WindowStuckError(Exception):
    """A window did not do in time what it was asked for. The text says what that was."""


class Onlooker:
    """Opens desks and keeps their pictures in a folder. `size` is the windows' size in pixels."""

    def __init__(self, out: Path, *, size: tuple[int, int] = (1280, 800)) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.out = out
        self.size = size
        self.pictures: list[Path] = []
        self._app = _application()
        self._desks: list[WatchedDesk] = []

    def door(
        self, home: Path, name: str | None = None, *, look: str = "light", remotes: Remotes | None = None
    ) -> "WatchedDesk":
        """Open the unlock window of a home."""
        kept = Preferences.read(home).with_look(look)
        (kept if kept.language else kept.with_language("en")).sized(*self.size).write(home)
        door = Door(home=home, name=name, app=self._app, remotes=remotes)
        desk = WatchedDesk(door, self)
        self._desks.append(desk)
        return desk

    def close(self) -> None:
        """Close every window that is still open."""
        for desk in self._desks:
            desk.close()


class WatchedDesk:
    """One window: its pictures, its keys, and waiting until it has done what it was asked."""

    def __init__(self, door: Door, onlooker: Onlooker) -> None:
        self.door = door
        self._onlooker = onlooker
        self._closed = False
        door.frame.show()
        door.frame.activateWindow()
        self.wait(door.frame.isActiveWindow, "the window to come forward")

    @property
    def routes(self) -> PeerRoutes | SupervisorRoutes:
        """The pages, once the vault is open. Raises WindowStuckError before that."""
        session = self.door.session
        if session is None or not session.is_ready:
            raise WindowStuckError("the desk is locked")
        return session.pages.routes

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase and press Enter. Raises WindowStuckError when that does not open the notes."""
        edit = self.door.unlock_page().passphrase_edit
        edit.setFocus()
        edit.setText(passphrase)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        self.wait(lambda: self.door.session is not None and self.door.session.is_ready, "the notes to open")
        self.settle()

    def show(self, place: str, note: RecordId | None = None) -> None:
        """Go to a place of the rail, or open one note."""
        if note is not None:
            self.routes.open_note(place, note)
        else:
            self.routes.go(place)
        self.settle()

    def press(self, *keys: str) -> int:
        """Press keys such as "Ctrl+N" or "1" where the focus is; return how many single keys that were."""
        count = 0
        for words in keys:
            count += len(words.split("+")) if len(words) > 1 else 1
            combination = _combination(words)
            if QApplication.activeWindow() is None:
                # Where there is no window manager, nobody gives the window back its turn once a sheet has closed.
                self.door.frame.activateWindow()
                self._app_turns()
            self._press(*combination)
            self._app_turns()
        return count

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        # Through the window, as a keyboard's keys come: what watches the window for keys hears them, too.
        target = QApplication.focusWidget() or self.door.frame
        QTest.keyClick(target.window().windowHandle(), key, held)

    def write_a_note(self, picture: str) -> int:
        """Write the shortest whole note by keys, photograph it before it is saved, and return the number of keys."""
        count = self.press("Ctrl+N", "1", "B")
        self.settle()
        self.picture(picture)
        count += self.press("Ctrl+Return")
        self.wait(lambda: not isinstance(self._page(), QuickNote), "the note to be kept")
        self.settle()
        return count

    def picture(self, name: str) -> Path:
        """Photograph the window, with any sheet over it, as a person would see it."""
        self._app_turns()
        path = self._onlooker.out / f"{name}.png"
        grab_with_sheets(self.door.frame).save(str(path))
        self._onlooker.pictures.append(path)
        return path

    def close_sheet(self) -> None:
        """Close the sheet that is open over the window, if there is one."""
        sheet = QApplication.activeModalWidget()
        if sheet is not None:
            sheet.close()
        self.settle()

    def search_field(self) -> QLineEdit:
        """Return the search field of the desk. Raises WindowStuckError while it is locked."""
        found = self.door.frame.findChildren(SearchField)
        if not found:
            raise WindowStuckError("the desk is locked")
        return found[0]

    def settle(self) -> None:
        """Wait until nothing is read, written or sent any more; what would wait for a pause is not waited for."""
        quiet = 0
        until = time.monotonic() + PATIENCE_SECONDS
        while quiet < _QUIET_ROUNDS and time.monotonic() < until:
            busy = self.door.background.waiting or self._syncs() or self._opens()
            if busy:
                self._hurry()
            quiet = 0 if busy else quiet + 1
            self._app_turns()

    def wait(self, done: Callable[[], bool], what: str) -> None:
        """Let the window work until `done`. Raises WindowStuckError with `what` was waited for."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not done():
            if time.monotonic() > until:
                raise WindowStuckError(what)
            self._app_turns()

    def close(self) -> None:
        """Close the window and the vault behind it. Twice is once."""
        if self._closed:
            return
        self._closed = True
        self.door.frame.close()
        self.door.background.close()
        self.door.frame.deleteLater()
        self.door.deleteLater()
        self._app_turns()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _page(self) -> QWidget | None:
        session = self.door.session
        return session.pages.shared.desk.pages.currentWidget() if session and session.is_ready else None

    def _syncs(self) -> bool:
        session = self.door.session
        return bool(session and session.is_ready and session.pages.shared.pulse.is_busy)

    def _opens(self) -> bool:
        session = self.door.session
        routes = session.pages.routes if session and session.is_ready else None
        return isinstance(routes, PeerRoutes) and routes.preview_model.is_awaited

    def _hurry(self) -> None:
        session = self.door.session
        if session and session.is_ready:
            session.pages.shared.pulse.hurry()

    def _app_turns(self) -> None:
        QApplication.processEvents()
        time.sleep(_PAUSE_SECONDS)
        QApplication.processEvents()


def _application() -> QApplication:
    known = QApplication.instance()
    return known if isinstance(known, QApplication) else QApplication(["peerdesk"])


def _combination(words: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    *held, name = words.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= _MODIFIERS[modifier]
    return Qt.Key[f"Key_{name}"], modifiers
