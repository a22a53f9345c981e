"""Putting a page on paper: by the printer's own window, or as a PDF where there is none or a file is wanted."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QWidget

Printer = Callable[[str], None]
"""Prints a page of HTML."""

_MARGIN_MM = 18.0
_DOTS_PER_INCH = 300


def pdf_of(page: str) -> bytes:
    """Return a page of HTML as a PDF."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.Letter),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    _document(page).print_(writer)
    buffer.close()
    return bytes(kept.data())


def chosen_printer(window: QWidget) -> Printer | None:
    """Ask where to print; None where somebody thought better of it."""
    # Only whoever prints pays for loading what prints.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    accepted = QPrintDialog(printer, window).exec() == QPrintDialog.DialogCode.Accepted
    return (lambda page: _document(page).print_(printer)) if accepted else None


def _document(page: str) -> QTextDocument:
    document = QTextDocument()
    document.setHtml(page)
    return document
