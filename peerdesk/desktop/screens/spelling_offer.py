"""What a menu offers for a word that the dictionary does not know: other spellings, or to keep it as it is."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from peerdesk.desktop.models.spelling import Spelling


class SpellingOffer(QObject):
    """Stands first in a menu and goes with it. `picked` carries another spelling, which may come while it is open."""

    picked = Signal(str)

    def __init__(self, menu: QMenu, word: str, spelling: Spelling) -> None:
        super().__init__(menu)
        self._menu = menu
        self._word = word
        first = menu.actions()[0]
        self._looking = menu.addAction(self.tr("Looking for other spellings"))
        self._looking.setEnabled(False)
        self.keep = menu.addAction(self.tr("Keep this word"), partial(spelling.keep, word))
        for action in (self._looking, self.keep, menu.addSeparator()):
            menu.insertAction(first, action)
        spelling.suggested.connect(self._on_suggested)
        spelling.suggest(word)

    def _on_suggested(self, word: str, others: tuple[str, ...]) -> None:
        if word != self._word:
            return
        self._looking.setText(self.tr("No other spelling found"))
        self._looking.setVisible(not others)
        for other in others:
            action = self._menu.addAction(other, partial(self.picked.emit, other))
            self._menu.insertAction(self.keep, action)
