"""The box for a note's own words."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from peerdesk.desktop.theme import Theme, theme_of

LINE_HEIGHT_PERCENT = 135
_BOX = 94


class NoteEdit(QTextEdit):
    """Plain text with a calm line height. Tab moves on, it never lands in the text.

    `edited` is emitted when the words change, not when only their look does. `height` is the box at 100 %.
    """

    edited = Signal()

    def __init__(self, name: str, *, placeholder: str = "", height: int = _BOX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
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

    def text(self) -> str:
        """Return the words."""
        return self.toPlainText()

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
        self._words = self.toPlainText()

    def _on_text_changed(self) -> None:
        words = self.toPlainText()
        if words != self._words:
            self._words = words
            self.edited.emit()
