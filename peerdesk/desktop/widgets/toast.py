"""The toast: what was done, and the chance to undo it, for twelve seconds."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.labels import Label
from peerdesk.desktop.widgets.messages import ResizeWatch
from peerdesk.desktop.widgets.paint import panel, shadow

SHOWN_MS = 12_000
_MARGIN = 30
_FROM_EDGE = 24
_ABOVE_BUTTONS = 12


def _scrolls(widget: QWidget) -> bool:
    at = widget.parentWidget()
    while at is not None and not isinstance(at, QScrollArea):
        at = at.parentWidget()
    return at is not None


class Toast(QFrame):
    """One line at the bottom of a window, with at most one action. Build one for each window.

    It waits while the pointer or the focus is on it, so nobody has to hurry. It is there at once: nothing on the desk
    moves, since no system tells Qt reliably who asked for less motion. `acted` tells that its action was asked for.
    """

    acted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._behind = window
        self._on_action: Callable[[], None] | None = None
        self._ground: tuple[tuple[int, int, float, bool], QPixmap] | None = None
        self._words = Label("", role="medium", tone="on_toast")
        self.action = LinkButton("", tone="toast_act")
        self.action.clicked.connect(self._act)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._on_time)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._words)
        self._layout.addWidget(self.action)
        ResizeWatch(window).resized.connect(self._place)
        self.hide()

    def show_message(
        self, text: str, *, action: str = "", keycap_text: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Show and say a line; `on_action` is called at most once, when its button or key is pressed."""
        self._on_action = on_action
        self._words.setText(text)
        self._words.set_tone("on_toast")
        self.action.setText(action)
        self.action.set_keycap(keycap_text)
        self.action.setVisible(bool(action))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        say(self, f"{text}. {action}" if action else text)

    def act(self) -> bool:
        """Do the action now, as its key does; False when there is none to do."""
        if not self.isVisible() or self._on_action is None:
            return False
        self._act()
        return True

    def dismiss(self) -> None:
        """Take the toast away; its action is no longer offered."""
        self._timer.stop()
        self._on_action = None
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        key = (self.width(), self.height(), ratio, theme.dark)
        if self._ground is None or self._ground[0] != key:
            self._ground = (key, self._drawn_ground(ratio))
        painter.drawPixmap(0, 0, self._ground[1])

    def _drawn_ground(self, ratio: float) -> QPixmap:
        theme = theme_of(self)
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        rect = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        shadow(painter, theme, rect, radius=8)
        panel(painter, rect, fill=theme.colour("toast"))
        painter.end()
        return pixmap

    def keep_clear(self) -> None:
        """Find a place again after another page came into the window."""
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        theme = theme_of(self)
        side = _MARGIN + theme.space(18)
        self._layout.setContentsMargins(side, _MARGIN, side, _MARGIN)
        self._layout.setSpacing(theme.space(24))
        height = theme.height(40) + 2 * _MARGIN
        window = self._behind
        width = min(self._layout.sizeHint().width(), window.width())
        place = QRect((window.width() - width) // 2, window.height() - height - _FROM_EDGE + _MARGIN, width, height)
        self.setGeometry(place.translated(0, -self._hidden_part(place.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))))

    def _hidden_part(self, line: QRect) -> int:
        """Return by how much the line must rise so that it hides no button; what scrolls can be moved from under it."""
        places = [
            QRect(button.mapTo(self._behind, QPoint(0, 0)), button.size())
            for button in self._behind.findChildren(QAbstractButton)
            if button.isVisible() and not self.isAncestorOf(button) and not _scrolls(button)
        ]
        hidden = [place.top() for place in places if place.intersects(line)]
        return line.bottom() + 1 + _ABOVE_BUTTONS - min(hidden) if hidden else 0

    def _act(self) -> None:
        wanted = self._on_action
        self.dismiss()
        if wanted is not None:
            wanted()
            self.acted.emit()

    def _on_time(self) -> None:
        if self.action.hasFocus():
            self._timer.start()
            return
        self.dismiss()
