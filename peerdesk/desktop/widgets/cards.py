"""Grounds to put things on: the card, the hairline, the icon disc, the mark and the empty state."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from peerdesk.desktop.icons import paint_mark
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.buttons import Button
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel
from peerdesk.desktop.widgets.paint import icon_in, panel


class Card(QFrame):
    """A surface with a hairline edge and round corners. `body` is its layout; give it children.

    `above` and `below` are how much air the first and the last of these have by themselves, in pixels at 100 %.
    """

    def __init__(
        self,
        *,
        padding: int = 16,
        gap: int = 8,
        above: int = 0,
        below: int = 0,
        radius: int = 10,
        edge: str = "hairline",
        fill: str = "surface",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._padding = padding
        self._gap = gap
        self._above, self._below = above, below
        self._radius = radius
        self._edge = edge
        self._fill = fill
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.body = QVBoxLayout(self)
        self.restyle(theme_of(self))

    def set_ground(self, fill: str, edge: str) -> None:
        """Change the colours, by token."""
        self._fill, self._edge = fill, edge
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's padding."""
        side = theme.space(self._padding)
        top, foot = (theme.space(self._padding - air) for air in (self._above, self._below))
        self.body.setContentsMargins(side, top, side, foot)
        self.body.setSpacing(theme.space(self._gap))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        edge = theme.colour(self._edge) if self._edge else None
        panel(QPainter(self), self.rect(), fill=theme.colour(self._fill), edge=edge, radius=self._radius)


class Hairline(QWidget):
    """A line of one pixel between parts. Decoration only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme_of(self).colour("hairline"))


class IconDisc(QWidget):
    """An icon in a round ground. `tone` is plain, accent, wait, ok or private."""

    def __init__(
        self, icon: str, *, size: int = 32, icon_size: int = 18, tone: str = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._size = size
        self._icon_size = icon_size
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str, tone: str = "plain") -> None:
        """Show another icon."""
        self._icon_name, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        side = theme_of(self).height(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        soft = {"plain": "disc", "accent": "soft"}.get(self._tone, f"{self._tone}_soft")
        ink = theme.colour("muted" if self._tone == "plain" else self._tone)
        painter = QPainter(self)
        panel(painter, self.rect(), fill=theme.colour(soft), radius=self.height() / 2)
        centre = QPointF(self.width() / 2, self.height() / 2)
        icon_in(painter, self._icon_name, ink, centre, theme.height(self._icon_size))


class Icon(QWidget):
    """An icon beside words that say the same. Decoration only."""

    def __init__(self, icon: str, *, size: int = 18, tone: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._size = size
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str, tone: str = "muted") -> None:
        """Show another icon."""
        self._icon_name, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        side = theme_of(self).height(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        centre = QPointF(self.width() / 2, self.height() / 2)
        icon_in(QPainter(self), self._icon_name, theme.colour(self._tone), centre, theme.height(self._size))


class BrandMark(QWidget):
    """The mark of PeerDesk."""

    def __init__(self, *, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        height = theme_of(self).height(self._size)
        return QSize(round(height * 1.6), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_mark(QPainter(self), theme_of(self), QRectF(self.rect()))


class EmptyState(QWidget):
    """What a place says while nothing is in it: an icon, a line, a sentence, and the next step."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        *,
        buttons: tuple[Button, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = SectionTitle(title)
        self._text = WrapLabel(text, tone="muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(0)
        layout.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(IconDisc(icon, size=64, icon_size=28, tone="accent"), 0, centre)
        layout.addSpacing(14)
        layout.addWidget(self._title, 0, centre)
        layout.addSpacing(6)
        self._text.setAlignment(centre)
        layout.addWidget(self._text)
        for button in buttons:
            layout.addSpacing(18)
            layout.addWidget(button, 0, centre)
        layout.addStretch(1)

    def set_words(self, title: str, text: str) -> None:
        """Say it in other words; also after a change of language."""
        self._title.setText(title)
        self._text.setText(text)
