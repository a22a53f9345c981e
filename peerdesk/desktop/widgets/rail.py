"""Parts of the frame around every screen: rail items, the sync pill and the person button."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from peerdesk.desktop.names import initials
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.paint import icon_in, keycap, line_of_text, panel, plain, text_width, told_key
from peerdesk.desktop.widgets.people import paint_avatar

_ITEM = 36
_ITEM_IN_A_LOW_WINDOW = 28
_ICON = 19
_ICON_LEFT = 12
_TEXT_LEFT = 42

# state -> (icon, icon tone, ink tone, fill token, edge token)
_PILL = {
    "saved": ("saved", "text", "text", "window", "line"),
    "sending": ("sync", "accent", "text", "window", "line"),
    "done": ("cloud-check", "ok", "text", "window", "line"),
    "offline": ("cloud-off", "muted", "text", "window", "line"),
    "needs": ("warning", "wait", "wait", "wait_soft", ""),
}


class NavItem(QPushButton):
    """One place in the rail. Compact, it shows only its icon and keeps its name for the screen reader.

    What is painted beside the name is told as its description: that one is here, what the count means, the key.
    """

    def __init__(self, text: str, icon: str, *, keycap: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._keycap = keycap
        self._current = False
        self._compact = False
        self._count = 0
        self._meaning = ""
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # In a low window with large text the places draw closer together, and all of them stay.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Name the place; also after a change of language."""
        self.setText(text)
        self.setAccessibleName(plain(text))
        self.setToolTip(plain(text) if self._compact else "")
        self._tell()

    def set_current(self, current: bool) -> None:
        """Mark this as the place the reader is in."""
        self._current = current
        self._tell()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Show the icon only, where the window is narrow or the text large."""
        self._compact = compact
        self.setToolTip(plain(self.text()) if compact else "")
        self.updateGeometry()
        self.update()

    def set_count(self, count: int, meaning: str) -> None:
        """Show how many things wait there, with words for what the number means; nothing for none."""
        self._count, self._meaning = count, meaning if count else ""
        self._tell()
        self.update()

    def restyle(self, _theme: Theme) -> None:
        """Tell the key as it is painted now."""
        self._tell()

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(theme.height(46 if self._compact else 188), theme.height(_ITEM))

    def minimumSizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(theme.height(46), theme.height(_ITEM_IN_A_LOW_WINDOW))

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return 8.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        if self._current:
            panel(painter, self.rect(), fill=theme.colour("surface"), edge=theme.colour("hairline"))
            if not self._compact:
                bar = QRectF(0, self.height() / 2 - theme.height(8), 3, theme.height(16))
                panel(painter, bar, fill=theme.colour("accent"), radius=1.5)
        elif self.underMouse() or self.isDown():
            panel(painter, self.rect(), fill=theme.colour("hairline" if self.isDown() else "hover"))
        ink = theme.colour("accent" if self._current else "muted")
        size = theme.height(_ICON)
        left = (self.width() - size) / 2 if self._compact else theme.space(_ICON_LEFT)
        icon_in(painter, self._icon_name, ink, QPointF(left + size / 2, self.height() / 2), size)
        if not self._compact:
            self._paint_words(painter, theme)

    def _tell(self) -> None:
        here = self.tr("You are here") if self._current else ""
        told = (here, self._meaning, told_key(theme_of(self), self._keycap))
        self.setAccessibleDescription(", ".join(part for part in told if part))

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        right = float(self.width() - theme.space(10))
        if self._keycap:
            right = keycap(painter, theme, right, self.height() / 2, self._keycap, tone="rail") - theme.space(6)
        if self._count:
            count = str(self._count)
            font = theme.font("meta_medium", tabular=True)
            width = text_width(font, count)
            place = QRectF(right - width - theme.space(2), 0, width + 2, self.height())
            line_of_text(painter, place, count, font, theme.colour("muted"))
            right = place.left() - theme.space(6)
        left = theme.space(_ICON_LEFT) + theme.height(_ICON) + theme.space(11)
        room = QRectF(left, 0, right - left, self.height())
        line_of_text(painter, room, plain(self.text()), theme.font("medium"), theme.colour("text"))


class SyncPill(QPushButton):
    """The state of saving and sending, always in view; pressing it opens Sync and trust.

    States: saved, sending, done, offline, needs. Offline is calm, never red.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "saved"
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str, text: str) -> None:
        """Show a state in words."""
        self._state = state
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        width = text_width(theme.font("meta_medium", tabular=True), plain(self.text()))
        return QSize(round(width + theme.height(16) + theme.space(8 + 26) + 1), theme.height(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return self.height() / 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        icon, icon_tone, ink, fill, edge = _PILL[self._state]
        ground = "hover" if self.underMouse() and fill == "window" else fill
        line = theme.colour(edge) if edge else None
        panel(painter, self.rect(), fill=theme.colour(ground), edge=line, radius=self.height() / 2 - 0.5)
        size = theme.height(16)
        left = theme.space(13)
        icon_in(painter, icon, theme.colour(icon_tone), QPointF(left + size / 2, self.height() / 2), size)
        words = QRectF(left + size + theme.space(8), 0, self.width(), self.height())
        font = theme.font("meta_medium", tabular=True)
        line_of_text(painter, words, plain(self.text()), font, theme.colour(ink))


class PersonButton(QPushButton):
    """The person at work, at the upper right; pressing it opens the menu of that person."""

    def __init__(self, name: str, *, tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._letters = ""
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_person(name)

    def set_person(self, name: str) -> None:
        """Show another person: initials of the whole name, and the first name in words."""
        self._letters = initials(name)
        self.setText((name.split() or [""])[0].replace("&", "&&"))
        self.setAccessibleName(name)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        words = text_width(theme.font("medium"), plain(self.text()))
        parts = theme.height(28) + theme.space(8) + words + theme.space(11) + theme.height(14) + theme.space(12)
        return QSize(round(parts + 1), theme.height(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return 8.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            panel(painter, self.rect(), fill=theme.colour("hover"))
        size = theme.height(28)
        disc = QRectF(theme.space(4), (self.height() - size) / 2, size, size)
        paint_avatar(painter, theme, disc, self._letters, self._tone)
        left = disc.right() + theme.space(8)
        room = QRectF(left, 0, self.width() - left, self.height())
        line_of_text(painter, room, plain(self.text()), theme.font("medium"), theme.colour("text"))
        small = theme.height(14)
        centre = QPointF(self.width() - theme.space(6) - small / 2, self.height() / 2)
        icon_in(painter, "chevron-down", theme.colour("muted"), centre, small)
