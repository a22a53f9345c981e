"""The first page of what is printed, as a picture: paper has no window that could be photographed."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from peerdesk.desktop.paper import document_of

_WIDTH, _HEIGHT = 816, 1056
"""A letter page, in pixels at 96 for an inch."""
_MARGIN = 76
"""Two centimetres, as printing leaves free."""


def put_on_paper(page: str, path: Path) -> None:
    """Draw the first page of HTML as it is printed, and keep it as a picture."""
    image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    document = document_of(page)
    document.setDocumentMargin(0)
    room = QSizeF(_WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN)
    document.setPageSize(room)
    painter = QPainter(image)
    painter.translate(_MARGIN, _MARGIN)
    document.drawContents(painter, QRectF(0, 0, room.width(), room.height()))
    painter.end()
    image.save(str(path))
