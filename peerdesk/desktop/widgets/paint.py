"""The few strokes that all painted parts share."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from peerdesk.desktop.icons import paint_icon
from peerdesk.desktop.theme import Theme

KEYCAP_HEIGHT = 18
RADIUS = 8
_ON_ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def plain(text: str) -> str:
    """Return a label without its mnemonic mark: `&Save` reads `Save`."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def text_width(font: QFont, text: str) -> float:
    """Return the width of one line of text in logical pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


def panel(
    painter: QPainter,
    rect: QRectF | QRect,
    *,
    fill: QColor | None,
    edge: QColor | None = None,
    radius: float = RADIUS,
    width: float = 1.0,
) -> None:
    """Paint a rounded rectangle whose edge lies wholly inside `rect`."""
    inside = QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2) if edge else QRectF(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inside, radius, radius)


def line_of_text(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor) -> None:
    """Paint one line of text, elided at the right when it does not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = text
    if text_width(font, text) > rect.width() + 0.5:
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(_ON_ONE_LINE), shown)


def told_key(theme: Theme, key: str) -> str:
    """Return the key that is painted, to be told to a screen reader; none where keys of one letter are off."""
    return "" if len(key) == 1 and not theme.single_keys else key


def keycap_size(theme: Theme, key: str) -> QSize:
    """Return the size of a keycap; nothing for no key, or for one of a letter where such keys are off."""
    if not told_key(theme, key):
        return QSize(0, 0)
    height = theme.height(KEYCAP_HEIGHT)
    width = round(text_width(theme.font("key"), key)) + theme.space(10)
    return QSize(max(width, theme.height(20)), height)


def keycap(painter: QPainter, theme: Theme, right: float, middle: float, key: str, *, tone: str = "") -> float:
    """Paint a keycap that ends at `right`; return the x where it begins.

    `tone` is "" on plain ground, "soft" on a selected part, "accent" on the filled button, "rail" on
    the rail, "toast" on a toast.
    """
    size = keycap_size(theme, key)
    if size.isEmpty():
        return right
    rect = QRectF(right - size.width(), middle - size.height() / 2, size.width(), size.height())
    fill, edge, ink = _keycap_colours(theme, tone)
    panel(painter, rect, fill=fill, edge=edge, radius=4)
    painter.setFont(theme.font("key"))
    painter.setPen(ink)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), key)
    return rect.left()


def _keycap_colours(theme: Theme, tone: str) -> tuple[QColor | None, QColor, QColor]:
    if tone in {"accent", "toast"}:
        ink = theme.colour("on_accent" if tone == "accent" else "on_toast")
        edge = QColor(ink)
        edge.setAlphaF(0.5)
        return None, edge, ink
    if tone == "rail":
        return None, theme.colour("line"), theme.colour("muted")
    if tone == "soft":
        return None, theme.colour("soft_line"), theme.colour("accent")
    return theme.colour("surface"), theme.colour("line"), theme.colour("muted")


def tick(painter: QPainter, colour: QColor, rect: QRectF, width: float = 1.8) -> None:
    """Paint a small tick inside a check mark."""
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left, top, size = rect.left(), rect.top(), rect.width()
    painter.drawPolyline(
        [
            QPointF(left + size * 0.25, top + size * 0.52),
            QPointF(left + size * 0.43, top + size * 0.69),
            QPointF(left + size * 0.75, top + size * 0.33),
        ]
    )


def icon_in(painter: QPainter, name: str, colour: QColor, centre: QPointF, size: float) -> None:
    """Paint an icon around a centre, on whole pixels so that its strokes stay sharp."""
    paint_icon(painter, name, colour, round(centre.x() - size / 2), round(centre.y() - size / 2), size)


def check_badge(painter: QPainter, theme: Theme, centre: QPointF, size: float) -> None:
    """Paint a filled disc with a tick: done, or chosen."""
    rect = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawEllipse(rect)
    tick(painter, theme.colour("surface" if not theme.dark else "on_accent"), rect, theme.height(18) / 10)


def shadow(painter: QPainter, theme: Theme, rect: QRectF, *, radius: float, depth: int = 22, drop: float = 6) -> None:
    """Paint a soft shadow under `rect` from stacked rounded rectangles of pure black.

    Pure black, because a tinted shadow at so low an alpha rounds to pink. Slow (several milliseconds): paint it
    once to a pixmap and keep that.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ink = QColor(0, 0, 0)
    ink.setAlphaF(0.008 * (2.4 if theme.dark else 1))
    painter.setBrush(ink)
    for step in range(depth, 0, -1):
        grown = rect.adjusted(-step, -step, step, step).translated(0, drop)
        painter.drawRoundedRect(grown, radius + step, radius + step)
