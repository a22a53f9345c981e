"""Pages that say on each of them what they hold: a note that is torn off a staple still says whose it is."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

_DOTS_PER_INCH = 300
_MARGIN_MM = 18.0
_POINTS = 9
_LINES = 4
"""Room for the notice at the head of each page, in lines of its own size."""


def noticed_pdf(page: str, notice: str) -> bytes:
    """Return HTML as a PDF with a notice at the head of each page. It may be called on any thread."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    size, upright = QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, upright, margins, QPageLayout.Unit.Millimeter))
    _draw(page, notice, writer)
    buffer.close()
    return bytes(kept.data())


def _draw(page: str, notice: str, writer: QPdfWriter) -> None:
    painter = QPainter(writer)
    try:
        font = QFont(painter.font())
        font.setPointSize(_POINTS)
        painter.setFont(font)
        room = QRectF(painter.viewport())
        head = float(painter.fontMetrics().height() * _LINES)
        document = QTextDocument()
        document.documentLayout().setPaintDevice(writer)
        document.setDocumentMargin(0)
        document.setHtml(page)
        document.setPageSize(QSizeF(room.width(), room.height() - head))
        for at in range(document.pageCount()):
            if at:
                writer.newPage()
            painter.drawText(QRectF(0, 0, room.width(), head), Qt.TextFlag.TextWordWrap, notice)
            part = QRectF(0, at * (room.height() - head), room.width(), room.height() - head)
            painter.save()
            painter.translate(0, head - part.top())
            document.drawContents(painter, part)
            painter.restore()
    finally:
        painter.end()
