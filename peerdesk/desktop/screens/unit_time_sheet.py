"""The form for from when to when an encounter was: two times, and what is set aside. No clock fills it in."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.units_views import UnitLine
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.domain.note_time import TimeDraft


class UnitTimeSheet(FormSheet):
    """Stays open until what stands in it was kept. `keep_asked` carries the draft, `out_asked` nothing.

    `says` returns what some times come to.
    """

    keep_asked = Signal(object)
    out_asked = Signal()

    def __init__(self, window: QWidget, line: UnitLine, says: Callable[[TimeDraft], str], *, is_new: bool) -> None:
        super().__init__(window, "", width=520)
        self.set_title(self.tr("From when to when"))
        self._says = says
        self.begins = Field(self.tr("Began at"), help_text=self.tr("Such as 9:10, 21:40 or 9:40 pm."))
        self.ends = Field(self.tr("Ended at"))
        self.aside = Field(
            self.tr("Minutes to set aside, if any"),
            help_text=self.tr("Writing notes, the way there, transport, outreach."),
        )
        self.comes_to = StrongLabel("")
        fields = {self.begins: line.draft.begins, self.ends: line.draft.ends, self.aside: line.draft.aside}
        for field, text in fields.items():
            field.set_text(text)
            field.changed.connect(self._tell)
        self.body.addWidget(WrapLabel(f"{line.title}. {line.facts}", tone="muted"))
        if line.competing:
            told = self.tr("Two of your computers have different times: %1. Say it once more.")
            self.body.addWidget(Message("needs", told.replace("%1", line.competing)))
        for part in (*fields, self.comes_to, self.problem):
            self.body.addWidget(part)
        told = self.tr("Only you see it, among your own computers. It is not in the note, and no clock measures it.")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self._end(is_new=is_new)
        self._tell()
        self.begins.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def draft(self) -> TimeDraft:
        """What stands in the form."""
        return TimeDraft(begins=self.begins.text(), ends=self.ends.text(), aside=self.aside.text())

    def _end(self, *, is_new: bool) -> None:
        if not is_new:
            out = LinkButton(self.tr("Take out"), tone="muted")
            out.clicked.connect(self.out_asked)
            self.buttons.insertWidget(0, out)
        save = PrimaryButton(self.tr("Save"), keycap="Ctrl+Enter")
        save.clicked.connect(self._keep)
        self.end_with(save)
        self.keep_by_keys(self._keep)

    def _tell(self) -> None:
        said = self._says(self.draft)
        self.comes_to.setText(said)
        self.comes_to.setVisible(bool(said))
        self._place()

    def _keep(self) -> None:
        self.keep_asked.emit(self.draft)
