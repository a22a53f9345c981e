"""The sheet: a decision in front of the page. A native dialog, so it holds the focus and answers to Esc."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.focus_ring import FocusRing
from peerdesk.desktop.widgets.labels import Label
from peerdesk.desktop.widgets.messages import ResizeWatch
from peerdesk.desktop.widgets.paint import panel, shadow
from peerdesk.desktop.widgets.scroll import ScrollBody

SHEET_WIDTH = 600
_PADDING = 28
_RADIUS = 14


def _inside(rect: QRect) -> QPainterPath:
    """Return the rounded shape one pixel inside `rect`: the smooth outermost pixel is left to the scrim behind."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
    return path


class Scrim(QWidget):
    """The veil over the window behind a sheet. It also paints the sheet's shadow and rounded corners.

    The dialog itself is a plain opaque window cut to a rounded shape: no see-through window is needed, and the
    smooth edge of the corners comes from here.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._behind = window
        self._hole = QRect()
        self._kept: QPixmap | None = None
        self.setGeometry(window.rect())

    def show_behind(self, sheet: QRect) -> None:
        """Cover the window, with the shadow of a sheet at this place in the window."""
        self._hole = sheet
        self._kept = None
        self.setGeometry(self._behind.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        ratio = self.devicePixelRatioF()
        if self._kept is None or self._kept.devicePixelRatio() != ratio:
            self._kept = self._drawn(theme, ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._kept)

    def _drawn(self, theme: Theme, ratio: float) -> QPixmap:
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(theme.colour("scrim"))
        painter = QPainter(pixmap)
        rect = QRectF(self._hole)
        shadow(painter, theme, rect, radius=_RADIUS, depth=26, drop=8)
        panel(painter, rect, fill=theme.colour("surface"), edge=theme.colour("hairline"), radius=_RADIUS)
        painter.end()
        return pixmap


class Sheet(QDialog):
    """A sheet over `window`. `body` takes the content, `buttons` the buttons (primary last, at the right).

    Use `open()`; `accepted` and `rejected` tell the outcome, and behind `finished` it is gone for good. Long content
    scrolls, the buttons stay.
    """

    def __init__(self, window: QWidget, title: str, *, width: int = SHEET_WIDTH) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._behind = window
        self._width = width
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.title = Label(title, role="title")
        self._scroll = ScrollBody(margins=(_PADDING, 0, _PADDING, 4), gap=10)
        self.body = self._scroll.body
        self.buttons = QHBoxLayout()
        self._scrim = Scrim(window)
        self._scrim.hide()
        self._ring = FocusRing(self)
        self._lay_out()
        self.set_title(title)
        watch = ResizeWatch(window)
        watch.resized.connect(self._place)
        # The window stays for hours: nothing of a sheet that was open once stays in it.
        for part in (self, self._scrim, watch):
            self.finished.connect(part.deleteLater)

    def set_title(self, title: str) -> None:
        """Name the sheet."""
        self.title.setText(title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_room()
        self.body.activate()
        self._place()
        # Only now does the dialog give its first focus. Who came with the pointer needs no ring.
        QTimer.singleShot(0, self, self._show_where_the_focus_is)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._scrim.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMask(QRegion(_inside(self.rect()).toFillPolygon().toPolygon()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What is only read has no stop for Tab: without these keys its end was for pointers.
        if not self._scroll.turn(event.key()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt names it so
        moved = self._ring.step(forward=next)
        return super().focusNextPrevChild(next) if moved is None else moved

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))

    def _show_where_the_focus_is(self) -> None:
        behind, first = self._behind.findChild(FocusRing), self.focusWidget()
        if isinstance(behind, FocusRing) and not behind.by_key:
            self._ring.take_off()
        elif first is not None:
            self._ring.put_on(first)

    def _lay_out(self) -> None:
        theme = theme_of(self)
        side = theme.space(_PADDING)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, side, 0, theme.space(22))
        layout.setSpacing(theme.space(12))
        head = QHBoxLayout()
        head.setContentsMargins(side, 0, side, 0)
        head.addWidget(self.title)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        self.buttons.setContentsMargins(side, theme.space(4), side, 4)
        self.buttons.setSpacing(theme.space(16))
        self.buttons.addStretch(1)
        layout.addLayout(self.buttons)

    def _place(self) -> None:
        self._take_room()
        # Answers in two columns and words that wrap know only in their place how tall they are.
        QTimer.singleShot(0, self, self._take_room)

    def _take_room(self) -> None:
        if not self.isVisible():
            return
        theme = theme_of(self)
        room = self._behind.size()
        # Large text may need more than the sheet's own width; the veil must know, for it paints the shadow.
        width = min(max(theme.height(self._width), self.minimumSizeHint().width()), room.width() - 32)
        content = self.body.heightForWidth(width) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        frame = self.title.sizeHint().height() + self.buttons.sizeHint().height() + theme.space(_PADDING + 22 + 24)
        height = min(content + frame, room.height() - 32)
        place = QRect((room.width() - width) // 2, (room.height() - height) // 2, width, height)
        self._scrim.show_behind(place)
        self.setGeometry(QRect(self._behind.mapToGlobal(QPoint(0, 0)) + place.topLeft(), place.size()))


def grab_with_sheets(window: QWidget) -> QImage:
    """Return a picture of a window with the sheets that are open over it, as a person would see it."""
    image = window.grab().toImage()
    ratio = image.devicePixelRatio()
    painter = QPainter(image)
    for sheet in window.findChildren(Sheet):
        if sheet.isVisible():
            place = window.mapFromGlobal(sheet.mapToGlobal(QPoint(0, 0)))
            painter.setClipPath(_inside(QRect(place, sheet.size())))
            grabbed = sheet.grab()
            grabbed.setDevicePixelRatio(ratio)
            painter.drawPixmap(place, grabbed)
    painter.end()
    return image
