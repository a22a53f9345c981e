"""What is copied here: cleared after a moment and at the lock, and marked as nothing to keep a history of.

Each system has a mark of its own for passwords, which the programs that collect copies heed. They are set together: a
mark of another system means nothing.
"""

from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEEP_SECONDS: Final = 30
_WINDOWS: Final = 'application/x-qt-windows-mime;value="%s"'
_NO: Final = b"\0\0\0\0"
"""A number of 32 bits, as Windows wants it."""

MARKS: Final = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"1",
    _WINDOWS % "ExcludeClipboardContentFromMonitorProcessing": b"1",
    _WINDOWS % "CanIncludeInClipboardHistory": _NO,
    _WINDOWS % "CanUploadToCloudClipboard": _NO,
}


class Clearing(QTimer):
    """Clears when its time is over. A child of the clipboard: pages come and go before that."""

    def __init__(self, board: QClipboard) -> None:
        super().__init__(board, singleShot=True)
        self.text = ""
        self.timeout.connect(clear)


def take_care() -> None:
    """From now on, mark and clear what is copied in any field of this process."""
    QGuiApplication.clipboard().dataChanged.connect(_mark)


def copy(text: str, *, seconds: float = KEEP_SECONDS) -> None:
    """Copy a text, for so long."""
    board = QGuiApplication.clipboard()
    mime = QMimeData()
    mime.setText(text)
    for kind, mark in MARKS.items():
        mime.setData(kind, QByteArray(mark))
    clearing = _clearing(board)
    clearing.text = text
    clearing.start(round(seconds * 1000))
    board.setMimeData(mime)


def clear() -> None:
    """Clear what was copied or selected here, unless something of another program took its place."""
    board = QGuiApplication.clipboard()
    clearing = _clearing(board)
    # Not every platform says who owns the clipboard; then what is in it decides.
    if board.ownsClipboard() or (clearing.text and board.text() == clearing.text):
        board.clear()
    if board.ownsSelection():
        board.clear(QClipboard.Mode.Selection)
    clearing.text = ""


def _mark() -> None:
    board = QGuiApplication.clipboard()
    mime = board.mimeData()
    if board.ownsClipboard() and mime.hasText() and not mime.hasFormat(next(iter(MARKS))):
        copy(mime.text())


def _clearing(board: QClipboard) -> Clearing:
    known = [child for child in board.children() if isinstance(child, Clearing)]
    return known[0] if known else Clearing(board)
