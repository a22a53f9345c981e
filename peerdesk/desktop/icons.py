"""Draw our own icons, sharp at any size and in any colour, and the brand mark."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from peerdesk.desktop.theme import Theme
from peerdesk.work.resources import resource

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def icon_pixmap(name: str, colour: QColor, size: float, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap of `size` logical pixels for a screen of `ratio` pixels per logical pixel.

    Raises MissingResourceError for a name that has no file.
    """
    key = f"peerdesk/{name}/{colour.name(QColor.NameFormat.HexArgb)}/{size}/{ratio}"
    kept = QPixmap()
    QPixmapCache.find(key, kept)
    if not kept.isNull():
        return kept
    pixels = max(1, round(size * ratio))
    drawn = QPixmap(pixels, pixels)
    drawn.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace("currentColor", colour.name())
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def paint_icon(painter: QPainter, name: str, colour: QColor, left: float, top: float, size: float) -> None:
    """Paint an icon with its upper left corner at (`left`, `top`), in logical pixels."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(left, top), icon_pixmap(name, colour, size, ratio))


def icon(name: str, colour: QColor, size: float) -> "QIcon":
    """Return an icon for Qt's own parts, such as menus."""
    # Only menus want these, and the first window has none.
    from PySide6.QtGui import QIcon

    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(icon_pixmap(name, colour, size, ratio))
    return made


def paint_mark(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Paint the brand mark: two overlapping circles, two people side by side."""
    size = min(rect.height(), rect.width() / 1.6)
    top = rect.center().y() - size / 2
    left = rect.center().x() - size * 0.8
    first, second = QPainterPath(), QPainterPath()
    first.addEllipse(QRectF(left, top, size, size))
    second.addEllipse(QRectF(left + size * 0.6, top, size, size))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(second, theme.colour("brand_warm"))
    painter.fillPath(first, theme.colour("accent"))
    painter.fillPath(first.intersected(second), theme.colour("brand_overlap"))
    painter.restore()
