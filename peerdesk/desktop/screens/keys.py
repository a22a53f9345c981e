"""Every key on one sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.labels import Label, StrongLabel
from peerdesk.desktop.widgets.sheet import Sheet


class KeysSheet(Sheet):
    """Lays out the keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=560)
        self.set_title(self.tr("Keys"))
        theme = theme_of(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(20))
        grid.setVerticalSpacing(theme.space(8))
        grid.setColumnStretch(1, 1)
        for row, (key, text) in enumerate(self._lines()):
            grid.addWidget(StrongLabel(key), row, 0)
            grid.addWidget(Label(text), row, 1)
        self.body.addLayout(grid)
        close = PrimaryButton(self.tr("Close"), keycap=self.tr("Esc"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lines(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Ctrl+N", self.tr("New note")),
            ("1-9 0 - Y Z", self.tr("How it went, in a note")),
            ("A-X", self.tr("Support you gave, in a note")),
            ("Ctrl+Enter", self.tr("Save, share or send")),
            ("Esc", self.tr("Keep as a jot, or go back")),
            ("Ctrl+F", self.tr("Search")),
            ("Ctrl+E", self.tr("Edit this note")),
            ("Ctrl+H", self.tr("Share this note")),
            ("Ctrl+Z", self.tr("Undo the last action")),
            ("Alt+1", self.tr("The first place in the rail")),
            ("F5", self.tr("Sync now")),
            ("F1", self.tr("Crisis numbers")),
            ("F12", self.tr("Blank the screen")),
            ("Ctrl+L", self.tr("Lock")),
            ("Ctrl+Shift+P", self.tr("Someone else's turn")),
        )
