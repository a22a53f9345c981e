"""People: initials in a disc, and the tile with which a person says who they are."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from peerdesk.desktop.names import initials
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.paint import check_badge, line_of_text, panel, plain, text_width

AVATAR_TONES = ("accent", "private", "wait", "ok")
_TILE = (116, 112)
_TILE_AVATAR = 48
_LARGEST_LETTERS = 0.46


def tone_of(order: int) -> str:
    """Return the avatar tone of the person at this place in a list."""
    return AVATAR_TONES[order % len(AVATAR_TONES)]


def paint_avatar(
    painter: QPainter, theme: Theme, rect: QRectF, letters: str, tone: str = "accent", fill: QColor | None = None
) -> None:
    """Paint a disc with initials."""
    soft = {"accent": "soft"}.get(tone, f"{tone}_soft")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill or theme.colour(soft))
    painter.drawEllipse(rect)
    font = theme.font("meta_strong")
    part = 0.38 if rect.height() < theme.height(40) else 0.34
    # Letters grow with the text and the disc around them less, so they fill more of it.
    part = min(_LARGEST_LETTERS, part * theme.scale * 100 / theme.height(100))
    font.setPixelSize(max(9, round(rect.height() * part)))
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), letters)


class Avatar(QWidget):
    """A person's initials. Decoration beside a written name, so it has no name of its own."""

    def __init__(self, name: str = "", *, size: int = 34, tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = initials(name)
        self._size = size
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_person(self, name: str, *, tone: str = "accent") -> None:
        """Show another person."""
        self._letters = initials(name)
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        side = theme_of(self).height(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), theme_of(self), self.rect().toRectF(), self._letters, self._tone)


class PersonTile(QRadioButton):
    """A person to choose in the unlock window: arrows move between tiles, as in any radio group."""

    def __init__(self, name: str, *, whole_name: str = "", tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(name.replace("&", "&&"), parent)
        self._letters = initials(whole_name or name)
        self.setAccessibleName(whole_name or name)
        self._tone = tone
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        words = text_width(theme.font("strong"), plain(self.text())) + 2 * theme.space(12)
        return QSize(max(theme.height(_TILE[0]), min(round(words), theme.height(180))), theme.height(_TILE[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return 10.0

    def hitButton(self, where: QPoint) -> bool:
        return self.rect().contains(where)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        on = self.isChecked()
        rest = "hover" if self.underMouse() else "field"
        fill = theme.colour(("soft_hover" if self.underMouse() else "soft") if on else rest)
        edge = theme.colour("accent" if on else "line")
        panel(painter, self.rect(), fill=fill, edge=edge, radius=10, width=1.5 if on else 1)
        size = theme.height(_TILE_AVATAR)
        disc = QRectF((self.width() - size) / 2, theme.height(16), size, size)
        paint_avatar(painter, theme, disc, self._letters, self._tone, theme.colour("surface") if on else None)
        self._paint_name(painter, theme, disc.bottom() + theme.height(8))
        if on:
            badge = theme.height(18)
            centre = QPointF(self.width() - theme.space(7) - badge / 2, theme.space(7) + badge / 2)
            check_badge(painter, theme, centre, badge)

    def _paint_name(self, painter: QPainter, theme: Theme, top: float) -> None:
        name = plain(self.text())
        font = theme.font("strong" if self.isChecked() else "medium")
        room = self.width() - 2.0 * theme.space(8)
        width = min(text_width(font, name), room)
        rect = QRectF((self.width() - width) / 2, top, width + 1, theme.height(22))
        line_of_text(painter, rect, name, font, theme.colour("text"))
