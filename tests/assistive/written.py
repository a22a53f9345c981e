"""What somebody who sees the screen finds on it, and where: asked inside the desk, to be looked for from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from peerdesk.desktop.rows import ROW_ROLE, Row
from peerdesk.desktop.widgets.row_delegate import RowDelegate

CHECKED, DISABLED, SELECTED, PROBLEM, FOCUSED = "checked", "disabled", "selected", "problem", "focused"
_USED = (QAbstractButton, QComboBox, QLineEdit, QTextEdit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Words on the screen, or a state that shows, and the middle of where that is, in pixels of the screen."""

    words: str
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the desk says of a window: its words, what was typed in secret, and the states that show."""

    written: tuple[Written, ...]
    secrets: tuple[str, ...]
    states: tuple[Written, ...]


def told_by(window: QWidget) -> Told:
    """Return what is to be seen in a window, painted by the desk or by Qt."""
    parts = [part for part in window.findChildren(QWidget) if part.isVisible()]
    with _painted() as painted:
        window.grab()
    secrets = [part.text() for part in parts if isinstance(part, QLineEdit) and _is_secret(part)]
    return Told(
        written=tuple(dict.fromkeys([*_written_on(parts), *painted])),
        secrets=tuple(secret for secret in secrets if secret),
        states=tuple(state for part in parts for state in _states_of(part)),
    )


def _states_of(part: QWidget) -> Iterator[Written]:
    if isinstance(part, QAbstractButton) and part.isChecked():
        yield _at(part, CHECKED, part.rect())
    if isinstance(part, _USED) and not part.isEnabled():
        yield _at(part, DISABLED, part.rect())
    if part.property("problem"):
        yield _at(part, PROBLEM, part.rect())
    if part is QApplication.focusWidget():
        yield _at(part, FOCUSED, part.rect())
    if isinstance(part, QListView):
        shown = part.viewport().rect()
        for index in part.selectedIndexes():
            # The middle of a row may be scrolled away.
            if shown.contains(part.visualRect(index).center()):
                yield _at(part.viewport(), SELECTED, part.visualRect(index))


def _is_secret(part: QLineEdit) -> bool:
    return part.echoMode() != QLineEdit.EchoMode.Normal


def _written_on(parts: list[QWidget]) -> Iterator[Written]:
    """Yield what Qt paints: labels and fields, each where it is to be seen. What is scrolled away nobody reads now."""
    for part in parts:
        words = "" if part.visibleRegion().isEmpty() else _words_of(part)
        if words.strip():
            yield _at(part, words, part.visibleRegion().boundingRect())


def _words_of(part: QWidget) -> str:
    if isinstance(part, QLabel):
        return part.text()
    if isinstance(part, QLineEdit):
        return "" if _is_secret(part) and part.text() else part.text() or part.placeholderText()
    return part.toPlainText() or part.placeholderText() if isinstance(part, QTextEdit) else ""


_MAY_BREAK = "\u200b"


@contextmanager
def _painted() -> Iterator[list[Written]]:
    """Take down every text that the desk paints itself. A row of a list is taken as it is, since it keeps its paint."""
    found: list[Written] = []
    draw, paint = QPainter.drawText, RowDelegate.paint

    def drawn(painter: QPainter, *how: Any) -> Any:
        on = painter.device()
        if isinstance(on, QWidget):
            room, flags, words = how
            found.append(_at(on, words, painter.boundingRect(QRectF(room), int(flags), words).toRect()))
        return draw(painter, *how)

    def row_painted(delegate: RowDelegate, painter: QPainter, option: Any, index: Any) -> None:
        row, on = index.data(ROW_ROLE), painter.device()
        if isinstance(row, Row) and isinstance(on, QWidget):
            words = (row.title, row.sub, row.right, *(badge.text for badge in row.badges))
            found.extend(_at(on, each, option.rect) for each in words if each)
        paint(delegate, painter, option, index)

    with mock.patch.object(QPainter, "drawText", drawn), mock.patch.object(RowDelegate, "paint", row_painted):
        yield found


def _at(part: QWidget, words: str, room: QRect) -> Written:
    middle = part.mapToGlobal(room.intersected(part.rect()).center())
    if isinstance(part, QCheckBox | QRadioButton):
        # Qt tells the place of its own mark and words for these, however large they are painted.
        middle = QAccessible.queryAccessibleInterface(part).rect().center()
    # Where a long word may be broken, nothing stands.
    return Written(words=words.replace(_MAY_BREAK, ""), x=middle.x(), y=middle.y())
