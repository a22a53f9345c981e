"""Choosing a new passphrase: typed twice, with what helps said quietly below while it grows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.fields import PassphraseField
from peerdesk.desktop.widgets.reading_order import HELP
from peerdesk.desktop.widgets.strength_bar import StrengthBar


class NewPassphrase(QWidget):
    """Two fields that have to agree. `typed` carries the first one while it grows, `entered` is Return in the second.

    Whoever hears `typed` answers with `show_reading` when there is one, and `words_asked` with `show_words`. Every
    sentence of a reading fits on the line that stood there before, so nothing moves while somebody types.
    """

    typed = Signal(str)
    words_asked = Signal()
    entered = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._idle = self.tr("Six words that do not belong together work well.")
        self._said = ""
        self._words = ""
        self._bar = StrengthBar()
        self._suggest = LinkButton(self.tr("Suggest six words"), size="line")
        # Who knows their words types them; the Tab key comes to this one behind the field that it stands above.
        self._suggest.setProperty(HELP, True)
        self.first = PassphraseField(label, help_text=self._idle, beside=self._suggest, under=self._bar)
        self.second = PassphraseField(self.tr("The same once more"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme_of(self).space(12))
        layout.addWidget(self.first)
        layout.addWidget(self.second)
        self.first.changed.connect(self._on_typed)
        self.second.changed.connect(lambda _text: self.second.say_problem(""))
        self.second.edit.returnPressed.connect(self.entered)
        self._suggest.clicked.connect(self.words_asked)

    @property
    def is_read(self) -> bool:
        """Say whether a reading is shown."""
        return bool(self._said)

    def text(self) -> str:
        """Return the passphrase."""
        return self.first.text()

    def agrees(self) -> bool:
        """Tell whether the same stands in both fields; where it does not, say so and go there."""
        self.second.say_problem("")
        if self.first.text() == self.second.text():
            return True
        self.second.say_problem(self.tr("The two passphrases differ. Type it once more."))
        self.second.edit.setFocus()
        return False

    def say_problem(self, sentence: str) -> None:
        """Say why this passphrase was not taken, and go there."""
        self.first.say_problem(sentence)
        self.first.edit.setFocus()

    def show_reading(self, parts: int, sentence: str) -> None:
        """Fill as many parts of the bar and say what would help. It is read aloud once, and not letter by letter."""
        self._bar.show_parts(parts)
        self.first.show_help(sentence)
        if sentence != self._said:
            say(self, sentence)
        self._said = sentence

    def show_words(self, words: str) -> None:
        """Take words that were drawn for somebody. They stand below the second field, to be kept and typed once."""
        self.first.set_text(words)
        self._words = words
        self.second.edit.clear()
        self.second.show_help(words, is_for_copying=True)
        self.second.edit.setFocus()

    def _on_typed(self, text: str) -> None:
        if self._words:
            self._words = ""
            self.second.show_help("")
        if not text:
            self._bar.show_parts(0)
            self._said = ""
            self.first.show_help(self._idle)
        self.typed.emit(text)
