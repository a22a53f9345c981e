"""How new notes begin: for the peer alone, or with the question whether to share them."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from peerdesk.desktop.models.level_model import LevelView
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.chips import RadioChip
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel


class LevelCard(Card):
    """Lays it out. `chosen` carries the code of a level."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self.body.addWidget(SectionTitle(self.tr("New notes begin")))
        self._group = QButtonGroup(self)
        self._chips = {
            "just_me": RadioChip(self.tr("Private")),
            "supervisor": RadioChip(self.tr("With the question whether to share")),
        }
        for code, chip in self._chips.items():
            self._group.addButton(chip)
            self.body.addWidget(chip)
            chip.clicked.connect(lambda _on=False, code=code: self.chosen.emit(code))
        self._line = WrapLabel(role="meta", tone="muted")
        self.body.addWidget(self._line)
        self.hide()

    def show_view(self, view: LevelView) -> None:
        """Show what holds. The card is away where there is nobody to share with."""
        for code, chip in self._chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(code == view.level)
                chip.setEnabled(code in view.offered)
        self._line.setText(
            self.tr("You see exactly what would leave, and decide each time. Notes you have stay as they are.")
            if len(view.offered) > 1
            else self.tr("Your hospital has every new note begin private. You can still share a note you have saved.")
        )
        self.setVisible(view.enrolled)
