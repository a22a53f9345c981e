"""The card of the settings about the spelling check."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.spelling_settings import SpellingView
from peerdesk.desktop.screens.word_rows import WordRows
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel


class SpellingCard(Card):
    """Off unless somebody wants it. `turned` carries a bool, `forget_asked` a word."""

    turned = Signal(bool)
    forget_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self.switch = CheckChip(self.tr("Underline words that the dictionary does not know"))
        self.switch.setObjectName("settings-spelling")
        self._missing = WrapLabel(role="meta", tone="wait")
        self._missing.hide()
        self._words = WordRows(self.tr("Take off"))
        told = self.tr("Words are looked up on this computer, one by one. The words you keep are only yours.")
        for part in (SectionTitle(self.tr("Spelling")), self.switch, self._missing):
            self.body.addWidget(part)
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.body.addWidget(self._words)
        self.switch.toggled.connect(self.turned)
        self._words.asked.connect(self.forget_asked)

    def show_view(self, view: SpellingView) -> None:
        """Show whether words are underlined, what is missing for it, and the words that were kept."""
        with QSignalBlocker(self.switch):
            self.switch.setChecked(view.is_on)
        self.switch.setEnabled(not view.package)
        missing = self.tr("This computer has no dictionary for English. Your IT can install it: %1")
        self._missing.setText(missing.replace("%1", view.package))
        self._missing.setVisible(bool(view.package))
        self._words.show_words(view.words, self.switch)
