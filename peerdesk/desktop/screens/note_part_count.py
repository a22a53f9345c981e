"""The part of a note that says whether it is added up in the weekly sums."""

from PySide6.QtWidgets import QWidget

from peerdesk.desktop.screens.note_part import NotePart
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.domain.encounter import EncounterDraft


class CountPart(NotePart):
    """On unless the peer leaves this note out. Whether sums leave at all is decided elsewhere, once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = CheckChip(self.tr("Add this note to my weekly sums"))
        self.box.addWidget(self.check)
        told = self.tr("Sums leave only after your yes. They have no name, no day and no words.")
        self.box.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.check.toggled.connect(lambda _on: self.changed.emit())

    def fields(self) -> dict[str, object]:
        return {"count": self.check.isChecked()}

    def show_draft(self, draft: EncounterDraft) -> None:
        self.check.setChecked(draft.count)

    def summary(self) -> str:
        return self.tr("Counted") if self.check.isChecked() else self.tr("Left out")
