"""Pages that say on each of them what they hold: a note that is torn off a staple still says whose it is."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPdfWriter

from peerdesk.desktop.paper import MARGIN_MM, document_of, written_pdf

_POINTS = 9
_LINES = 4
"""Room for the notice at the head of each page, in lines of its own size."""


def noticed_pdf(page: str, notice: str) -> bytes:
    """Return HTML as a PDF with a notice at the head of each page. It may be called on any thread."""
    return written_pdf(MARGIN_MM, "", lambda writer: _draw(page, notice, writer))


def _draw(page: str, notice: str, writer: QPdfWriter) -> None:
    painter = QPainter(writer)
    try:
        font = QFont(painter.font())
        font.setPointSize(_POINTS)
        painter.setFont(font)
        room = QRectF(painter.viewport())
        head = float(painter.fontMetrics().height() * _LINES)
        document = document_of(page)
        document.documentLayout().setPaintDevice(writer)
        document.setDocumentMargin(0)
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
