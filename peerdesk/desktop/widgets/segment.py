"""The segment switch: a few views or languages side by side, radio buttons underneath."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.paint import line_of_text, panel, plain, text_width


class SegmentOption(QRadioButton):
    """One side of a segment switch."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        width = text_width(theme.font("strong"), plain(self.text())) + 2 * theme.space(12)
        return QSize(max(round(width + 1), theme.height(32)), theme.height(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, where: QPoint) -> bool:
        return self.rect().contains(where)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        on = self.isChecked()
        if on:
            panel(painter, self.rect().adjusted(2, 2, -2, -2), fill=theme.colour("field"), edge=theme.colour("border"))
        font = theme.font("strong" if on else "body")
        ink = theme.colour("text" if on or self.underMouse() else "muted")
        width = text_width(font, plain(self.text()))
        room = QRectF((self.width() - width) / 2, 0, width + 1, self.height())
        line_of_text(painter, room, plain(self.text()), font, ink)


class Segment(QFrame):
    """A switch between a few views or languages: radio buttons in one frame. `chosen` carries the code."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._options: dict[str, SegmentOption] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for code, label in options:
            option = SegmentOption(label, self)
            self._options[code] = option
            self._group.addButton(option)
            layout.addWidget(option)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.buttonClicked.connect(self._on_clicked)
        self._group.buttonToggled.connect(self.update)

    def code(self) -> str:
        """Return the code that is chosen; empty before any was."""
        return next((code for code, option in self._options.items() if option.isChecked()), "")

    def set_code(self, code: str) -> None:
        """Choose without telling anyone."""
        self._options[code].setChecked(True)

    def name_options(self, prefix: str) -> None:
        """Give the options names by which the focus finds them again on a page that was built anew."""
        for code, option in self._options.items():
            option.setObjectName(f"{prefix}-{code}")

    def enter(self) -> None:
        """Put the focus on the option that is chosen, else on the first."""
        option = self._options.get(self.code()) or next(iter(self._options.values()))
        option.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_words(self, options: Sequence[tuple[str, str]], *, name: str) -> None:
        """Say it in other words; also after a change of language."""
        self.setAccessibleName(name)
        for code, label in options:
            self._options[code].setText(label)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        panel(QPainter(self), self.rect(), fill=theme.colour("well"), edge=theme.colour("line"))

    def _on_clicked(self) -> None:
        self.chosen.emit(self.code())
