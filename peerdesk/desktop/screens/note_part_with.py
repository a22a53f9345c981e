"""The part of a note that says whether the individual saw the words, and the way to show them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.words import Words
from peerdesk.desktop.screens.note_part import NotePart, Pills
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import WrittenWith


class WithPart(NotePart):
    """Written together, shown, or not; nobody is reminded of it. `show_asked` wants the large view of this note."""

    show_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [(code.value, words.of(code)) for code in WrittenWith]
        self._pills = Pills(options, self.tr("Together with them"))
        self.show_them = LinkButton(self.tr("Show them this note"), icon="eye")
        self.box.addWidget(self._pills)
        self.box.addWidget(self.show_them, 0, Qt.AlignmentFlag.AlignLeft)
        self._pills.picked.connect(lambda _code: self.changed.emit())
        self.show_them.clicked.connect(self.show_asked)

    def fields(self) -> dict[str, object]:
        return {"written_with": self._pills.code()}

    def show_draft(self, draft: EncounterDraft) -> None:
        self._pills.set_code(draft.written_with)

    def summary(self) -> str:
        return self._pills.label()

    def mark_shown(self) -> None:
        """Note that they saw it. What they wrote together they have seen as well, so that stays."""
        if self._pills.code() != WrittenWith.TOGETHER.value:
            self._pills.set_code(WrittenWith.SHOWN.value)
            self.changed.emit()
