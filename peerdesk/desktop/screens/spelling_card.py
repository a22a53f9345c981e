"""The card of the settings about the spelling check."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.spelling_settings import SpellingView
from peerdesk.desktop.screens.lines import stacked
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.widgets.buttons import LinkButton
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
        self._words = Slot()
        told = self.tr("Words are looked up on this computer, one by one. The words you keep are only yours.")
        for part in (SectionTitle(self.tr("Spelling")), self.switch, self._missing):
            self.body.addWidget(part)
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.body.addWidget(self._words)
        self.switch.toggled.connect(self.turned)

    def show_view(self, view: SpellingView) -> None:
        """Show whether words are underlined, what is missing for it, and the words that were kept."""
        with QSignalBlocker(self.switch):
            self.switch.setChecked(view.is_on)
        self.switch.setEnabled(not view.package)
        missing = self.tr("This computer has no dictionary for English. Your IT can install it: %1")
        self._missing.setText(missing.replace("%1", view.package))
        self._missing.setVisible(bool(view.package))
        had_focus = self._words.isAncestorOf(self.focusWidget())
        self._words.put(stacked(map(self._row, view.words), gap=4) if view.words else None)
        if had_focus:
            self.switch.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, word: str) -> QHBoxLayout:
        row = QHBoxLayout()
        forget = LinkButton(self.tr("Take off"), tone="muted")
        forget.setAccessibleDescription(word)
        forget.clicked.connect(partial(self.forget_asked.emit, word))
        row.addWidget(WrapLabel(word), 1)
        row.addWidget(forget)
        return row
