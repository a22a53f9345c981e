"""Messages in the page, near what they are about. Never a box that blocks the way to the fix."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.cards import Icon
from peerdesk.desktop.widgets.labels import Label, WrapLabel
from peerdesk.desktop.widgets.paint import panel

# kind -> (icon, ink token, fill token)
_KINDS = {
    "info": ("info", "accent", "soft"),
    "wait": ("clock", "wait", "wait_soft"),
    "needs": ("warning", "wait", "wait_soft"),
    "flag": ("flag", "wait", "wait_soft"),
    "problem": ("warning", "problem", "problem_soft"),
    "ok": ("check-circle", "ok", "ok_soft"),
    "private": ("lock", "private", "private_soft"),
}


class Message(QFrame):
    """A line of news in the page: kinds info, wait, needs, flag, problem, ok, private. `acted` tells of its button."""

    acted = Signal()

    def __init__(
        self, kind: str = "info", text: str = "", *, title: str = "", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._icon = Icon("info")
        self._title = Label("", role="strong")
        self._text = WrapLabel("")
        self.action = LinkButton("")
        self.action.clicked.connect(self.acted)
        self._lay_out()
        self.show_text(kind, text, title=title, action=action, aloud=False)

    def show_text(self, kind: str, text: str, *, title: str = "", action: str = "", aloud: bool = True) -> None:
        """Show news, and have it read aloud unless it is part of the page from the start."""
        self._kind = kind
        icon, ink, _fill = _KINDS[kind]
        self._icon.show_icon(icon, ink)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self.action.setText(action)
        self.action.set_tone(ink)
        self.action.setVisible(bool(action))
        self.action.updateGeometry()
        self.restyle(theme_of(self))
        self.update()
        if aloud:
            say(self, f"{title}. {text}" if title else text, urgent=kind == "problem")

    def text(self) -> str:
        """Return the words now shown."""
        return self._text.text()

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's padding and least height."""
        side = theme.space(12)
        layout = self.layout()
        if layout is not None:
            # Two lines need more air around them than one, which stands in the middle of the least height.
            above = theme.space(12 if self._title.text() else 6)
            layout.setContentsMargins(side, above, theme.space(18), above)
            layout.setSpacing(theme.space(11))
        self.setMinimumHeight(theme.height(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill = theme_of(self).colour(_KINDS[self._kind][2])
        panel(QPainter(self), self.rect(), fill=fill)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._text)
        layout = QHBoxLayout(self)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(words, 1)
        layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.restyle(theme_of(self))


class ResizeWatch(QObject):
    """Tells when a widget changed its size; for overlays that have to stay in their place."""

    resized = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.resized.emit()
        return False
