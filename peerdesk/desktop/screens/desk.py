"""The desk: rail, top bar, pages, and the line that says what was just done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from peerdesk.desktop.screens.rail import Place, Rail
from peerdesk.desktop.screens.top_bar import TopBar
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.toast import Toast

_NARROW = 1112
_LARGE_TEXT = 1.4


class Desk(QWidget):
    """Lays out the frame around the pages and shows one of them at a time."""

    def __init__(
        self, name: str, places: Sequence[Place], *, writes_notes: bool, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rail = Rail(places, writes_notes=writes_notes)
        self.bar = TopBar(name, hint=hint)
        self.pages = QStackedWidget()
        self.toast = Toast(self)
        self._banner = Message("wait", "")
        self._banner.hide()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        self._around = QHBoxLayout()
        self._around.setContentsMargins(theme_of(self).space(32), 0, theme_of(self).space(32), 0)
        self._around.addWidget(self._banner)
        right.addLayout(self._around)
        self._above = QVBoxLayout()
        self._above.setContentsMargins(theme_of(self).space(32), 0, theme_of(self).space(32), 0)
        right.addLayout(self._above)
        right.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def show_page(self, page: QWidget, place: str) -> None:
        """Show a page and mark its place in the rail."""
        self.take_in(page)
        self.pages.setCurrentWidget(page)
        self.rail.show_place(place)
        self.window().setWindowTitle(page.windowTitle())
        # The page's buttons have their places only after its layout has had its turn.
        QTimer.singleShot(0, self.toast, self.toast.keep_clear)

    def take_in(self, *pages: QWidget) -> None:
        """Own pages that are shown later, so that they go when the desk goes."""
        for page in pages:
            if self.pages.indexOf(page) < 0:
                self.pages.addWidget(page)
                if not theme_of(self).single_keys:
                    _obey_no_single_key(page)

    def drop_page(self, page: QWidget) -> None:
        """Let go of a page that is not wanted any more."""
        self.pages.removeWidget(page)
        page.deleteLater()

    def say(self, text: str, *, action: str = "", keycap: str = "", do: Callable[[], None] | None = None) -> None:
        """Say what was done, with one way back."""
        self.toast.show_message(text, action=action, keycap_text=keycap, on_action=do)

    def show_banner(self, text: str, *, kind: str = "wait", action: str = "") -> Message:
        """Show above every page what holds for all of them. Returns it, for what its button does."""
        self._banner.show_text(kind, text, action=action)
        self._banner.show()
        self._around.setContentsMargins(theme_of(self).space(32), 0, theme_of(self).space(32), theme_of(self).space(8))
        return self._banner

    def put_above(self, part: QWidget) -> None:
        """Put something above every page, below what holds for all of them."""
        self._above.addWidget(part)
        side = theme_of(self).space(32)
        self._above.setContentsMargins(side, 0, side, theme_of(self).space(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = theme_of(self)
        compact = self.width() < _NARROW or theme.scale > _LARGE_TEXT
        if compact != self.rail.is_compact:
            self.rail.set_compact(compact=compact)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme_of(self).colour("window"))


def _obey_no_single_key(page: QWidget) -> None:
    """Switch off the keys of one letter that a page has for its lists and buttons."""
    for shortcut in page.findChildren(QShortcut):
        if len(shortcut.key().toString()) == 1:
            shortcut.setEnabled(False)
