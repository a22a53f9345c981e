"""Putting a page on paper: by the printer's own window, or as a PDF where there is none or a file is wanted."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QWidget

Printer = Callable[[str], None]
"""Prints a page of HTML."""

MARGIN_MM = 18.0
_NARROW_MARGIN_MM = 14.0
_DOTS_PER_INCH = 300
_DESCRIPTION = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
    '<rdf:li xml:lang="x-default">\n{}\n</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>\n'
    '<?xpacket end="r"?>'
)


def pdf_of(page: str) -> bytes:
    """Return a page of HTML as a PDF."""
    # Printing a document leaves two centimetres free by itself, and numbers the pages.
    return written_pdf(0.0, "", lambda writer: document_of(page).print_(writer))


def one_page_pdf(page: str, read_back: str) -> bytes:
    """Return HTML as a PDF of one page, made smaller where it is too long for one.

    `read_back` is for a program that opens the file, and stands in it in clear.
    """
    return written_pdf(_NARROW_MARGIN_MM, read_back, lambda writer: draw_on_one_page(page, writer))


def draw_on_one_page(page: str, device: QPagedPaintDevice) -> None:
    """Draw HTML on one page of a printer or of a file, made smaller where it is too long for one."""
    document = document_of(page)
    document.setDocumentMargin(0)
    painter = QPainter(device)
    try:
        document.documentLayout().setPaintDevice(device)
        room = QRectF(painter.viewport())
        document.setTextWidth(room.width())
        shrunk = min(1.0, room.height() / document.size().height())
        painter.scale(shrunk, shrunk)
        document.drawContents(painter)
    finally:
        painter.end()


def written_pdf(margin: float, read_back: str, draw: Callable[[QPdfWriter], None]) -> bytes:
    """Return what is drawn as a PDF. `margin` is in millimetres; `read_back` stands in it in clear, for a program."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    if read_back:
        # What describes the document is the one part of a PDF that is never compressed.
        writer.setDocumentXmpMetadata(QByteArray(_DESCRIPTION.format(escape(read_back)).encode()))
    margins = QMarginsF(margin, margin, margin, margin)
    size, upright = QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, upright, margins, QPageLayout.Unit.Millimeter))
    draw(writer)
    buffer.close()
    return bytes(kept.data())


def chosen_printer(window: QWidget, *, on_one_page: bool = False) -> Printer | None:
    """Ask where to print; None where somebody thought better of it. `on_one_page` makes a longer page smaller."""
    # Only whoever prints pays for loading what prints.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    accepted = QPrintDialog(printer, window).exec() == QPrintDialog.DialogCode.Accepted
    if not accepted:
        return None
    return lambda page: draw_on_one_page(page, printer) if on_one_page else document_of(page).print_(printer)


def document_of(page: str) -> QTextDocument:
    """Return a page of HTML to be laid out. Only here does the desk read HTML; what stands in notes is escaped."""
    document = QTextDocument()
    document.setHtml(page)
    return document
