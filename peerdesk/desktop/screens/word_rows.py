"""A list of words, each with the one thing that can be done about it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.screens.lines import stacked
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.labels import WrapLabel


class WordRows(Slot):
    """`act` is what the button beside each word says; `asked` carries the word."""

    asked = Signal(str)

    def __init__(self, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act = act

    def show_words(self, words: Sequence[str], instead: QWidget) -> None:
        """Show these. The focus goes to `instead` when the button that had it goes."""
        had_focus = self.isAncestorOf(self.focusWidget())
        self.put(stacked(map(self._row, words), gap=4) if words else None)
        if had_focus:
            instead.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, word: str) -> QHBoxLayout:
        row = QHBoxLayout()
        act = LinkButton(self._act, tone="muted")
        act.setAccessibleDescription(word)
        act.clicked.connect(partial(self.asked.emit, word))
        row.addWidget(WrapLabel(word), 1)
        row.addWidget(act)
        return row
