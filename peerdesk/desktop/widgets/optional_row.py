"""An optional part of a note: a quiet row that opens into its field when someone wants it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.labels import CaptionLabel
from peerdesk.desktop.widgets.paint import icon_in, line_of_text, plain, text_width


class _RowButton(QPushButton):
    """The closed row: icon, words, value at the right, and a plus or a chevron."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__(text)
        self._icon_name = icon
        self.value = ""
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        words = text_width(theme.font("medium"), plain(self.text())) + theme.height(32) + theme.space(40)
        return QSize(round(words), theme.height(44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        touched = self.underMouse() or self.isDown()
        ink = theme.colour("accent" if touched else "text")
        middle = self.height() / 2
        size = theme.height(18)
        icon_in(
            painter, self._icon_name, theme.colour("accent" if touched else "muted"), QPointF(size / 2, middle), size
        )
        small = theme.height(14)
        sign = "chevron-down" if self.value else "plus"
        icon_in(painter, sign, theme.colour("muted"), QPointF(self.width() - small / 2, middle), small)
        left = size + theme.space(11)
        right = float(self.width() - small - theme.space(10))
        words = text_width(theme.font("medium"), plain(self.text()))
        if self.value:
            font = theme.font("meta")
            width = min(text_width(font, self.value) + 1, max(right - left - words - theme.space(12), 24))
            line_of_text(
                painter, QRectF(right - width, 0, width, self.height()), self.value, font, theme.colour("muted")
            )
            right -= width + theme.space(8)
        room = QRectF(left, 0, right - left, self.height())
        line_of_text(painter, room, plain(self.text()), theme.font("medium"), ink)


class OptionalRow(QWidget):
    """A row that opens into `editor`. It stays open once opened; `close_row` closes it when it was left empty.

    `opened` is emitted when the reader opens it; focus then goes to the editor's first field.
    """

    opened = Signal()

    def __init__(
        self, text: str, icon: str, editor: QWidget, *, private: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.row = _RowButton(text, icon)
        self._caption = CaptionLabel(plain(text))
        self._badge = Badge("", icon="lock", tone="private") if private else None
        self._head = QWidget()
        self._lay_out()
        self.row.clicked.connect(self.open_row)
        self._show_open(open_=False)

    def set_words(self, text: str, *, badge: str = "") -> None:
        """Name the part; also after a change of language. `badge` is the word for who can read it."""
        self.row.setText(text)
        self._caption.setText(plain(text))
        if self._badge is not None:
            self._badge.show_state(badge, icon="lock", tone="private")
            self._badge.setVisible(bool(badge))

    def set_value(self, value: str) -> None:
        """Show in the closed row what stands in it now. It is told after each letter, mostly the same as before."""
        if value == self.row.value:
            return
        self.row.value = value
        self.row.setAccessibleDescription(value)
        self.row.update()

    def is_open(self) -> bool:
        """Whether the editor shows."""
        return not self.row.isVisibleTo(self)

    def open_row(self) -> None:
        """Open, and go to the first field."""
        self._show_open(open_=True)
        self.opened.emit()
        target = self._first_field()
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_editor(self) -> None:
        """Open and leave the focus where it is."""
        self._show_open(open_=True)

    def close_row(self) -> None:
        """Close again."""
        self._show_open(open_=False)

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's gaps."""
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(theme.space(4))

    def _show_open(self, *, open_: bool) -> None:
        self.row.setVisible(not open_)
        self._head.setVisible(open_)
        self.editor.setVisible(open_)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, theme_of(self).space(10) if open_ else 0)

    def _first_field(self) -> QWidget | None:
        wanted = (self.editor, *self.editor.findChildren(QWidget))
        tab = Qt.FocusPolicy.TabFocus.value
        return next((part for part in wanted if part.focusPolicy().value & tab and part.isEnabled()), None)

    def _lay_out(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 6, 0, 0)
        head.addWidget(self._caption)
        head.addStretch(1)
        if self._badge is not None:
            head.addWidget(self._badge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.row)
        layout.addWidget(self._head)
        layout.addWidget(self.editor)
        self.restyle(theme_of(self))
