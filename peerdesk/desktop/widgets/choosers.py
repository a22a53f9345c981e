"""Small choosers: the stepper and the picker. Both native underneath."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QSpinBox,
    QStyledItemDelegate,
    QWidget,
)

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.buttons import IconButton
from peerdesk.desktop.widgets.labels import Label
from peerdesk.desktop.widgets.paint import icon_in, line_of_text, panel, text_width


class Stepper(QWidget):
    """A small number with a minus and a plus: a real spin box, named, between two buttons."""

    changed = Signal(int)

    def __init__(
        self, label: str, *, minimum: int = 0, maximum: int = 99, value: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = Label(label)
        self.spin = QSpinBox()
        self.spin.setRange(minimum, maximum)
        self.spin.setValue(value)
        self.spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.spin.setFrame(False)
        self._less = IconButton("minus", "", size=32, tone="accent")
        self._more = IconButton("plus", "", size=32, tone="accent")
        self._less.clicked.connect(self.spin.stepDown)
        self._more.clicked.connect(self.spin.stepUp)
        self.spin.valueChanged.connect(self.changed)
        # The spin box has the keys already; two more stops of the Tab key would only be in the way.
        for button in (self._less, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.set_words(label)
        self.restyle(theme_of(self))

    def value(self) -> int:
        """Return the number."""
        return self.spin.value()

    def set_words(self, label: str) -> None:
        """Name what is counted; also after a change of language."""
        self._label.setText(label)
        self.spin.setAccessibleName(label)
        # The text inside a spin box is a part of its own to a screen reader, nameless until told.
        self.spin.lineEdit().setAccessibleName(label)
        self._less.set_name(self.tr("One less"))
        self._more.set_name(self.tr("One more"))
        for button in (self._less, self._more):
            button.setAccessibleDescription(label)

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's font and height."""
        self.setFixedHeight(theme.height(36))
        self.spin.setFont(theme.font("strong", tabular=True))
        self.spin.setFixedSize(theme.height(34), theme.height(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        panel(painter, self.rect(), fill=theme.colour("field"), edge=theme.colour("line"))
        at = self._less.x() - theme.space(4)
        painter.fillRect(at, theme.space(8), 1, self.height() - 2 * theme.space(8), theme.colour("line"))

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 2, 2)
        layout.setSpacing(2)
        layout.addWidget(self._label, 1)
        layout.addSpacing(8)
        for part in (self._less, self.spin, self._more):
            layout.addWidget(part)


class Picker(QComboBox):
    """One of a longer list, such as the setting of a visit. Looks like a button with its answer in it.

    On Linux a combo box's accessible name is its current text, so what it asks for is its description as well.
    `picked` carries the code, only when the reader picked.
    """

    picked = Signal(str)

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: dict[str, str] = {}
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        # The style's own delegate for combo boxes does not listen to the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.activated.connect(self._on_activated)
        self.currentIndexChanged.connect(self.updateGeometry)
        self.restyle(theme_of(self))

    def setAccessibleName(self, name: str) -> None:
        """Say what the answer answers; also after a change of language."""
        super().setAccessibleName(name)
        self.setAccessibleDescription(name)

    def set_options(self, options: Sequence[tuple[str, str]], icons: dict[str, str] | None = None) -> None:
        """Offer (code, label) pairs, keeping the present code; `icons` maps codes to icon names."""
        code = self.code()
        self._icons = icons or {}
        was_blocked = self.blockSignals(True)
        self.clear()
        for each, label in options:
            self.addItem(label, each)
        self.blockSignals(was_blocked)
        self.set_code(code)
        self.updateGeometry()

    def code(self) -> str:
        """Return the code of the present answer; empty for none."""
        return str(self.currentData() or "")

    def set_code(self, code: str) -> None:
        """Choose without telling anyone; an unknown code chooses nothing."""
        self.setCurrentIndex(self.findData(code))
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's font."""
        self.setFont(theme.font("medium"))
        self.view().setFont(theme.font("body"))

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        words = text_width(theme.font("medium"), self.currentText())
        icon = theme.height(18) + theme.space(9) if self._icons.get(self.code()) else 0
        return QSize(
            round(theme.space(14) * 2 + icon + words + theme.space(8) + theme.height(16) + 1), theme.height(36)
        )

    def minimumSizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(min(self.sizeHint().width(), theme.height(160)), theme.height(36))

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return 8.0

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel that scrolls the page must not change an answer on its way.
        event.ignore()

    def showPopup(self) -> None:
        theme = theme_of(self)
        widest = max((text_width(theme.font("body"), self.itemText(at)) for at in range(self.count())), default=0)
        self.view().setMinimumWidth(max(self.width(), round(widest) + theme.space(48)))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        fill = theme.colour("well" if not self.isEnabled() else "hover" if self.underMouse() else "field")
        panel(painter, self.rect(), fill=fill, edge=theme.colour("line"))
        middle = self.height() / 2
        left = float(theme.space(14))
        ink = theme.colour("text" if self.isEnabled() else "muted")
        icon = self._icons.get(self.code())
        if icon:
            size = theme.height(18)
            icon_in(painter, icon, ink, QPointF(left + size / 2, middle), size)
            left += size + theme.space(9)
        small = theme.height(16)
        right = self.width() - theme.space(14) - small
        room = QRectF(left, 0, right - left - theme.space(4), self.height())
        line_of_text(painter, room, self.currentText(), theme.font("medium"), ink)
        icon_in(painter, "chevron-down", ink, QPointF(right + small / 2, middle), small)

    def _on_activated(self, _index: int) -> None:
        self.picked.emit(self.code())
