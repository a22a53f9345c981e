"""Buttons: filled, outlined, tonal, quiet, link and icon. Native push buttons; only the paint is ours."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.paint import (
    icon_in,
    keycap,
    keycap_size,
    line_of_text,
    panel,
    plain,
    text_width,
    told_key,
)


class Look(Enum):
    """How much a button asks for attention."""

    PRIMARY = "primary"
    OUTLINED = "outlined"
    TONAL = "tonal"
    QUIET = "quiet"
    LINK = "link"


QUIET_PADDING = 12
_HEIGHTS = {"normal": 36, "small": 32, "unlock": 40, "line": 24}
_KEYCAP_GAP = 10
_ICON = 18
_ICON_GAP = 8


class Button(QPushButton):
    """A push button in one of the looks, with an optional icon before and a keycap after its words.

    `keycap` is what is painted, and told behind the description; the key itself is bound by whoever owns the action.
    `tone` colours quiet and link buttons: "accent", "muted", "wait", "problem" or another token.
    """

    def __init__(
        self,
        text: str,
        *,
        look: Look = Look.OUTLINED,
        icon: str = "",
        keycap: str = "",
        size: str = "normal",
        tone: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        # Not in the constructor: to choose among its forms Python would bring in all about icons.
        self.setText(text)
        self._look = look
        self._icon_name = icon
        self._keycap = keycap
        self._height = _HEIGHTS[size]
        self._tone = tone
        self._about = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if keycap:
            self.restyle(theme_of(self))

    def setAccessibleDescription(self, description: str) -> None:
        """Say more than the words of the button do; its key is told behind that."""
        self._about = description
        self.restyle(theme_of(self))

    def restyle(self, theme: Theme) -> None:
        """Tell the key as it is painted now."""
        told = (self._about, told_key(theme, self._keycap))
        super().setAccessibleDescription(", ".join(part for part in told if part))

    def set_look(self, look: Look) -> None:
        """Change how much the button asks for attention; only one filled button stands on a screen."""
        self._look = look
        self.updateGeometry()
        self.update()

    def set_icon_name(self, name: str) -> None:
        """Change the icon, or take it away with an empty name."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_keycap(self, key: str) -> None:
        """Change the key that is painted at the right end."""
        self._keycap = key
        self.restyle(theme_of(self))
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Change the colour of a quiet or link button."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        width = self._content_width(theme) + 2 * self._padding(theme)
        return QSize(max(width, theme.height(32)), theme.height(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return 8.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        fill, edge = self._ground(theme)
        if fill or edge:
            panel(painter, self.rect(), fill=fill, edge=edge)
        ink = self._ink(theme)
        left = self._left(theme)
        middle = self.height() / 2
        if self._icon_name:
            size = theme.height(_ICON)
            icon_in(painter, self._icon_name, ink, QPointF(left + size / 2, middle), size)
            left += size + theme.space(_ICON_GAP)
        self._paint_words(painter, theme, left, ink)

    def _paint_words(self, painter: QPainter, theme: Theme, left: float, ink: QColor) -> None:
        font = self._font(theme)
        words = plain(self.text())
        width = text_width(font, words)
        cap = keycap_size(theme, self._keycap).width()
        room = self.width() - left - self._padding(theme) - (cap + theme.space(_KEYCAP_GAP) if cap else 0)
        line_of_text(painter, QRectF(left, 0, max(room, 0) + 1, self.height()), words, font, ink)
        if self._look is Look.LINK and self.isEnabled() and self.underMouse():
            below = self.height() / 2 + QFontMetricsF(font).ascent() / 2 + 1
            painter.drawLine(QPointF(left, below), QPointF(left + min(width, room), below))
        if cap:
            right = left + min(width, room) + theme.space(_KEYCAP_GAP) + cap
            keycap(painter, theme, right, self.height() / 2, self._keycap, tone=self._cap_tone())

    def _cap_tone(self) -> str:
        if not self.isEnabled():
            return ""
        if self._tone == "toast_act":
            return "toast"
        return {Look.PRIMARY: "accent", Look.TONAL: "soft"}.get(self._look, "")

    def _font(self, theme: Theme) -> QFont:
        strong = self._look in {Look.PRIMARY, Look.TONAL}
        return theme.font("strong" if strong else "medium")

    def _padding(self, theme: Theme) -> int:
        return theme.space({Look.LINK: 0, Look.QUIET: QUIET_PADDING}.get(self._look, 14))

    def _content_width(self, theme: Theme) -> int:
        width = text_width(self._font(theme), plain(self.text()))
        if self._icon_name:
            width += theme.height(_ICON) + (theme.space(_ICON_GAP) if self.text() else 0)
        if self._keycap:
            width += theme.space(_KEYCAP_GAP) + keycap_size(theme, self._keycap).width()
        return round(width + 0.5)

    def _left(self, theme: Theme) -> float:
        if self._look is Look.LINK:
            return 0.0
        return max(self._padding(theme), (self.width() - self._content_width(theme)) / 2)

    def _ground(self, theme: Theme) -> tuple[QColor | None, QColor | None]:
        """Return fill and edge for the present state."""
        if self._look is Look.LINK:
            return None, None
        if not self.isEnabled():
            quiet = self._look is Look.QUIET
            return (None, None) if quiet else (theme.colour("well"), theme.colour("hairline"))
        state = 2 if self.isDown() else 1 if self.underMouse() else 0
        if self._look is Look.PRIMARY:
            return theme.colour(("fill", "fill_hover", "fill_pressed")[state]), None
        if self._look is Look.TONAL:
            return theme.colour(("soft", "soft_hover", "soft_line")[state]), None
        if self._look is Look.QUIET:
            return (None, theme.colour("hover"), theme.colour("hairline"))[state], None
        return theme.colour(("field", "hover", "hairline")[state]), theme.colour("line")

    def _ink(self, theme: Theme) -> QColor:
        if not self.isEnabled():
            return theme.colour("muted")
        if self._look is Look.PRIMARY:
            return theme.colour("on_accent")
        if self._look is Look.TONAL:
            return theme.colour("accent")
        return theme.colour("text" if self._look is Look.OUTLINED else self._tone)


class PrimaryButton(Button):
    """The one filled button of a screen."""

    def __init__(
        self, text: str, *, icon: str = "", keycap: str = "", size: str = "normal", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, look=Look.PRIMARY, icon=icon, keycap=keycap, size=size, parent=parent)


class OutlinedButton(Button):
    """An ordinary button."""

    def __init__(
        self, text: str, *, icon: str = "", keycap: str = "", size: str = "normal", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, look=Look.OUTLINED, icon=icon, keycap=keycap, size=size, parent=parent)


class TonalButton(Button):
    """A button that matters, on a screen whose filled button is another one."""

    def __init__(
        self, text: str, *, icon: str = "", keycap: str = "", size: str = "normal", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, look=Look.TONAL, icon=icon, keycap=keycap, size=size, parent=parent)


class QuietButton(Button):
    """A button without ground, for what can wait."""

    def __init__(
        self, text: str, *, icon: str = "", keycap: str = "", tone: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, look=Look.QUIET, icon=icon, keycap=keycap, tone=tone, parent=parent)


class LinkButton(Button):
    """A button that lines up with text: no side padding, underlined under the pointer. Size "line" is a line high."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        keycap: str = "",
        size: str = "small",
        tone: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, look=Look.LINK, icon=icon, keycap=keycap, size=size, tone=tone, parent=parent)


class IconButton(QPushButton):
    """A square button with an icon only. `name` is what it does, for the screen reader and the tool tip."""

    def __init__(
        self, icon: str, name: str, *, size: int = 36, tone: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._size = max(size, 32)
        self._tone = tone
        self.set_name(name)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Say what the button does; also after a change of language."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon_name(self, name: str) -> None:
        """Change the icon."""
        self._icon_name = name
        self.update()

    def sizeHint(self) -> QSize:
        side = theme_of(self).height(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return 8.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        if self.isEnabled() and (self.isDown() or self.underMouse()):
            panel(painter, self.rect(), fill=theme.colour("hairline" if self.isDown() else "hover"))
        ink = theme.colour(self._tone if self.isEnabled() else "muted")
        icon_in(painter, self._icon_name, ink, QPointF(self.width() / 2, self.height() / 2), theme.height(_ICON))
