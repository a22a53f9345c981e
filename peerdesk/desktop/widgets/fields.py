"""Fields with a label above, help below, and a message in the same place when something is missing."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.fonts import TypeRole
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.buttons import IconButton, LinkButton
from peerdesk.desktop.widgets.cards import Icon
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.paint import icon_in, keycap, keycap_size, text_width, told_key

_HEIGHT = 36
_QUIET: tuple[TypeRole, str] = ("meta", "muted")
_FOR_COPYING: tuple[TypeRole, str] = ("medium", "text")
_PROBLEM: tuple[TypeRole, str] = ("meta_medium", "problem")


def repolish(widget: QWidget) -> None:
    """Make a changed dynamic property show; the style sheet is only matched again after this."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class LineEdit(QLineEdit):
    """One line of input, 36 high at 100 %."""

    def __init__(self, *, placeholder: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        if name:
            self.setAccessibleName(name)
        self.restyle(theme_of(self))

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's font and height."""
        self.setFont(theme.font("body"))
        self.setFixedHeight(theme.height(_HEIGHT))

    def set_problem(self, problem: bool) -> None:
        """Show or take away the edge of a field that needs another look."""
        if bool(self.property("problem")) is problem:
            return
        self.setProperty("problem", problem)
        repolish(self)


class Field(QWidget):
    """A labelled line of input. `edit` is the native field; its label is its buddy, so it has a name.

    `beside` stands at the right of the label, `under` between the line and what is said below it.
    """

    changed = Signal(str)

    def __init__(
        self,
        label: str,
        *,
        placeholder: str = "",
        help_text: str = "",
        edit: LineEdit | None = None,
        beside: QWidget | None = None,
        under: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._help = help_text
        self._help_look = _QUIET
        self._label = StrongLabel(label)
        self.edit = edit or LineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label)
        self._label.setBuddy(self.edit)
        self._sign = Icon("warning", size=14, tone="problem")
        self._below = WrapLabel(help_text, role="meta", tone="muted")
        self._lay_out(beside, under)
        self._show_below("")
        self.edit.textChanged.connect(self.changed)

    def text(self) -> str:
        """Return what stands in the field."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put a text into the field."""
        self.edit.setText(text)
        self.edit.setCursorPosition(0)

    def set_words(self, label: str, *, placeholder: str = "", help_text: str = "") -> None:
        """Say it in other words; also after a change of language."""
        self._help = help_text
        self._label.setText(label)
        self.edit.setAccessibleName(label)
        self.edit.setPlaceholderText(placeholder)
        self._show_below("")

    def show_help(self, help_text: str, *, is_for_copying: bool = False) -> None:
        """Show other words below the line, in the place of a problem as well; larger if they are to be copied."""
        self._help = help_text
        self._help_look = _FOR_COPYING if is_for_copying else _QUIET
        self.say_problem("")

    def say_problem(self, message: str) -> None:
        """Show, and say, what would help here; an empty message takes it away."""
        self.edit.set_problem(bool(message))
        self._show_below(message)
        if message:
            say(self, message)

    def _show_below(self, message: str) -> None:
        self._below.setText(message or self._help)
        role, tone = _PROBLEM if message else self._help_look
        self._below.set_role(role)
        self._below.set_tone(tone)
        self._sign.setVisible(bool(message))
        self._below.setVisible(bool(message or self._help))
        # The words in an empty line are what Qt describes it by, until there is another description.
        told = (message or self._help, self.edit.placeholderText())
        self.edit.setAccessibleDescription(" ".join(part for part in told if part))

    def _lay_out(self, beside: QWidget | None, under: QWidget | None) -> None:
        theme = theme_of(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space(4))
        above = QHBoxLayout()
        above.addWidget(self._label, 1)
        if beside is not None:
            above.addWidget(beside)
        layout.addLayout(above)
        layout.addWidget(self.edit)
        if under is not None:
            layout.addWidget(under)
        below = QHBoxLayout()
        below.setSpacing(theme.space(5))
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self._below, 1)
        layout.addLayout(below)


class _HiddenEdit(LineEdit):
    """A line whose letters are dots, with room at the right for the Show button."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        # The style's own dot is huge. From the application's sheet this comes too late, so it stands here.
        self.setStyleSheet("QLineEdit { lineedit-password-character: 8226; }")
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.toggle = LinkButton("", icon="eye", parent=self)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.setFixedHeight(theme.height(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_toggle()

    def place_toggle(self) -> None:
        theme = theme_of(self)
        hint = self.toggle.sizeHint()
        left = self.width() - hint.width() - theme.space(14)
        self.toggle.setGeometry(left, (self.height() - hint.height()) // 2, hint.width(), hint.height())
        self.setTextMargins(0, 0, hint.width() + theme.space(16), 0)


class PassphraseField(Field):
    """A passphrase: hidden at first, shown on demand, open to paste and to password managers."""

    def __init__(
        self,
        label: str,
        *,
        help_text: str = "",
        beside: QWidget | None = None,
        under: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._hidden = _HiddenEdit()
        super().__init__(label, help_text=help_text, edit=self._hidden, beside=beside, under=under, parent=parent)
        self._hidden.toggle.clicked.connect(self._on_toggle)
        self._retell()

    @property
    def toggle(self) -> QWidget:
        """The button that shows and hides the letters."""
        return self._hidden.toggle

    def hide_again(self) -> None:
        """Hide the letters and forget them."""
        self.edit.clear()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._retell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retell()

    def _on_toggle(self) -> None:
        hidden = self.edit.echoMode() == QLineEdit.EchoMode.Password
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._retell()
        self.edit.setFocus()

    def _retell(self) -> None:
        hidden = self.edit.echoMode() == QLineEdit.EchoMode.Password
        toggle = self._hidden.toggle
        toggle.setText(self.tr("Show") if hidden else self.tr("Hide"))
        toggle.setAccessibleName(self.tr("Show the passphrase") if hidden else self.tr("Hide the passphrase"))
        toggle.setAccessibleDescription(self._label.text())
        toggle.set_icon_name("eye" if hidden else "eye-off")
        self._hidden.place_toggle()


class SearchField(QLineEdit):
    """A search line: a lens at the left, its key at the right while it is empty, and a button to empty it."""

    def __init__(self, placeholder: str, *, keycap: str = "Ctrl+F", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keycap = keycap
        self.setProperty("calm", True)
        self._empty = IconButton("close", "", size=32, parent=self)
        self._empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty.clicked.connect(self.clear)
        self._empty.hide()
        self.textChanged.connect(self._on_text)
        self.set_words(placeholder)
        self.restyle(theme_of(self))

    def set_words(self, placeholder: str) -> None:
        """Say it in other words; also after a change of language."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._empty.set_name(self.tr("Clear search"))
        self._make_room()

    @property
    def shows_keycap(self) -> bool:
        """Say whether the key fits beside the words; where it does not, the words have the room."""
        theme = theme_of(self)
        words = text_width(theme.font("body"), self.placeholderText())
        ends = 2 * theme.space(12) + keycap_size(theme, self._keycap).width() + theme.space(9)
        return bool(self._keycap) and words + ends + theme.height(18) + theme.space(10) <= self.width()

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's font, height and inner margins."""
        self.setFont(theme.font("body"))
        self.setFixedHeight(theme.height(_HEIGHT))
        self.setAccessibleDescription(told_key(theme, self._keycap))
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self._empty.sizeHint().width()
        self._empty.setGeometry(self.width() - side - 2, (self.height() - side) // 2, side, side)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = theme_of(self)
        painter = QPainter(self)
        size = theme.height(18)
        middle = self.height() / 2
        icon_in(painter, "search", theme.colour("muted"), QPointF(theme.space(12) + size / 2, middle), size)
        if not self.text() and self.shows_keycap:
            keycap(painter, theme, self.width() - theme.space(9), middle, self._keycap)

    def _on_text(self, text: str) -> None:
        self._empty.setVisible(bool(text))
        self._make_room()

    def _make_room(self) -> None:
        theme = theme_of(self)
        right = theme.space(44) if self.text() or self.shows_keycap else 0
        self.setTextMargins(theme.height(18) + theme.space(10), 0, right, 0)
