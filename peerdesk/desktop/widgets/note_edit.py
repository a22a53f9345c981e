"""The box for a note's own words."""

import sys
from typing import Final

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.domain.text import clean_text

LINE_HEIGHT_PERCENT = 135
LONGEST_PASTE: Final = 20_000
"""Characters. Twenty times the longest text there is; laying out a whole book would hold the window up for seconds."""
_ENDS: Final = str.maketrans(dict.fromkeys("\u2028\u2029\ufdd0\ufdd1", "\n"))
"""How Qt ends lines inside a document."""
_BOX = 94


class NoteEdit(QTextEdit):
    """Plain text with a calm line height. Tab moves on, it never lands in the text.

    `edited` is emitted when the words change, not when only their look does; `cleaned` with how many characters of a
    paste cannot be kept, and `turned_away` when it has more than `longest_paste`. `height` is the box at 100 %.
    """

    edited = Signal()
    cleaned = Signal(int)
    turned_away = Signal()

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        height: int = _BOX,
        longest_paste: int = sys.maxsize,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height = height
        self._longest_paste = longest_paste
        self._words = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_words(name, placeholder=placeholder)
        self.textChanged.connect(self._on_text_changed)
        self.restyle(theme_of(self))

    def set_words(self, name: str, *, placeholder: str = "") -> None:
        """Name the box; also after a change of language."""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        # Of a line Qt tells these words by itself, of a box it does not.
        self.setAccessibleDescription(placeholder)

    def text(self) -> str:
        """Return the words, to the letter: `toPlainText` makes another space of one that does not break."""
        return self.document().toRawText().translate(_ENDS)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in the words of what is pasted or dropped. What is too long stays where it came from, whole."""
        raw = source.text()
        if len(raw) > self._longest_paste:
            self.turned_away.emit()
            return
        clean = clean_text(raw)
        self.textCursor().insertText(clean.text)
        self.ensureCursorVisible()
        if clean.removed:
            self.cleaned.emit(clean.removed)

    def set_text(self, text: str) -> None:
        """Put words into the box; what could be undone before is gone."""
        self.setPlainText(text)
        # setPlainText drops the line height of every block, so it is laid again.
        self._lay_lines()
        self.document().clearUndoRedoStacks()

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's font and measure."""
        self.setFont(theme.font("body"))
        self.document().setDefaultFont(theme.font("body"))
        self.document().setDocumentMargin(theme.space(4))
        self._lay_lines()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(theme.height(240), theme.height(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).height(120), theme_of(self).height(68))

    def _lay_lines(self) -> None:
        was_blocked = self.blockSignals(True)
        layout = QTextBlockFormat()
        layout.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(layout)
        self.blockSignals(was_blocked)
        self._words = self.text()

    def _on_text_changed(self) -> None:
        words = self.text()
        if words != self._words:
            self._words = words
            self.edited.emit()


def width_of(text: str) -> int:
    """Return how many places a text takes in a document, where a rare character takes two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
