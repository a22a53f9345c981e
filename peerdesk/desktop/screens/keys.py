"""Every key on one sheet: those of a form, and that of each command in a menu."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from peerdesk.desktop.screens.palette_sheet import Entry
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.labels import Label, StrongLabel
from peerdesk.desktop.widgets.sheet import Sheet


class KeysSheet(Sheet):
    """Lays out the keys."""

    def __init__(self, window: QWidget, commands: Sequence[Entry], *, single_keys: bool = True) -> None:
        super().__init__(window, "", width=560)
        self.set_title(self.tr("Keys"))
        theme = theme_of(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(20))
        grid.setVerticalSpacing(theme.space(8))
        grid.setColumnStretch(1, 1)
        of_notes = self._in_a_note()[0 if single_keys else 2 :]
        for row, (key, text) in enumerate((*of_notes, *((one.key, one.text) for one in commands if one.key))):
            grid.addWidget(StrongLabel(key), row, 0)
            grid.addWidget(Label(text), row, 1)
        self.body.addLayout(grid)
        close = PrimaryButton(self.tr("Close"), keycap=self.tr("Esc"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _in_a_note(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of a form, which are no commands of a menu. Those of a single letter come first."""
        return (
            ("1-9 0 - Y Z", self.tr("How it went, in a note")),
            ("A-X", self.tr("Support you gave, in a note")),
            ("Ctrl+Enter", self.tr("Save, share or send")),
            ("F7", self.tr("Next word the dictionary does not know")),
            ("Esc", self.tr("Keep as a jot, or go back")),
        )
