"""Words of a note for reading: they wrap, can be selected and copied, and show what a search found."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.note_edit import LINE_HEIGHT_PERCENT


class MarkedText(QTextEdit):
    """Plain text without a frame that is as high as its words. `marks` are (start, end) places to colour."""

    def __init__(
        self, text: str, marks: tuple[tuple[int, int], ...], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # Layouts ask for the same two or three widths a dozen times; neither words nor letters change here.
        self._heights: dict[int, int] = {}
        theme = theme_of(self)
        self.setProperty("bare", True)
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.setFont(theme.font("body"))
        self.document().setDefaultFont(theme.font("body"))
        self.document().setDocumentMargin(0)
        self.setPlainText(text)
        self._lay_lines()
        self._mark(marks)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            copy = self.document().clone()
            copy.setTextWidth(max(1, width))
            known = self._heights[width] = round(copy.size().height() + 1)
            copy.deleteLater()
        return known

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme_of(self).height(200))
        return QSize(theme_of(self).height(200), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).height(120), self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _lay_lines(self) -> None:
        lines = QTextBlockFormat()
        lines.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)

    def _mark(self, marks: tuple[tuple[int, int], ...]) -> None:
        found = QTextCharFormat()
        found.setBackground(theme_of(self).colour("mark"))
        end_of_text = len(self.toPlainText())
        for start, end in marks:
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(start, end_of_text))
            cursor.setPosition(min(end, end_of_text), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(found)
