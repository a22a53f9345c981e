"""The form of a place, and what a table that was not taken in says."""

from dataclasses import fields
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.place_views import TableNotTaken
from peerdesk.desktop.models.words import Words
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet
from peerdesk.domain.place import NAME_LIMIT, TEXT_LIMIT, PlaceDraft
from peerdesk.domain.place_vocabulary import PLACE_KINDS, PlaceFlag

_KEPT: Final = {"checked_on", "checked_by"}


class PlaceSheet(FormSheet):
    """Stays open until what stands in it was kept. `keep_asked` carries the draft, `delete_asked` nothing."""

    keep_asked = Signal(object)
    delete_asked = Signal()

    def __init__(self, window: QWidget, words: Words, draft: PlaceDraft | None = None) -> None:
        super().__init__(window, "", width=560)
        self._before = draft or PlaceDraft()
        self.set_title(self.tr("A new place") if draft is None else self.tr("A place"))
        self.fields = {
            "name": Field(self.tr("What it is called")),
            "phone": Field(self.tr("Number")),
            "hours": Field(self.tr("When it is open")),
            "languages": Field(self.tr("Languages")),
            "cost": Field(self.tr("Cost"), placeholder=self.tr("Free, sliding scale, which plans")),
            "distance": Field(self.tr("How far"), placeholder=self.tr("Bus 4: ten minutes")),
        }
        self.kind = Picker(self.tr("Kind of place"))
        self.kind.set_options([("", self.tr("Not said")), *((one.value, words.of(one)) for one in PLACE_KINDS)])
        self.flags = {one.value: CheckChip(words.of(one)) for one in PlaceFlag}
        self._keep = PrimaryButton(self.tr("Save"), keycap="Ctrl+Enter")
        self._fill()
        self._lay_out_form(is_new=draft is None)
        self._keep.clicked.connect(lambda: self.keep_asked.emit(self.draft))
        self.keep_by_keys(lambda: self.keep_asked.emit(self.draft))

    @property
    def draft(self) -> PlaceDraft:
        """What stands in the form. When somebody looked is said by a press on the page."""
        said = {name: field.text() for name, field in self.fields.items()}
        kept = {part.name: getattr(self._before, part.name) for part in fields(PlaceDraft) if part.name in _KEPT}
        flags = tuple(code for code, chip in self.flags.items() if chip.isChecked())
        return PlaceDraft(**said, **kept, kind=self.kind.code(), flags=flags)

    def say_problem(self, text: str) -> None:
        super().say_problem(text)
        self.fields["name"].edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill(self) -> None:
        for name, field in self.fields.items():
            field.edit.setMaxLength(NAME_LIMIT if name == "name" else TEXT_LIMIT)
            field.set_text(getattr(self._before, name))
        self.kind.set_code(self._before.kind)
        for code, chip in self.flags.items():
            chip.setChecked(code in self._before.flags)

    def _lay_out_form(self, *, is_new: bool) -> None:
        name, *rest = self.fields.values()
        self.body.addWidget(name)
        label = StrongLabel(self.tr("Kind of place"))
        label.setBuddy(self.kind)
        for part in (label, self.kind, *rest, StrongLabel(self.tr("Good to know"))):
            self.body.addWidget(part)
        chips = Flow(theme_of(self).space(8))
        chips.put(*self.flags.values())
        self.body.addWidget(chips)
        self.body.addWidget(self.problem)
        told = self.tr("Only about the place. Never write here who goes there.")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.end_with(self._keep, delete=None if is_new else self.delete_asked.emit)


class TableSheet(Sheet):
    """Says which lines of a table cannot be kept, and that nothing of it was."""

    def __init__(self, window: QWidget, told: TableNotTaken) -> None:
        super().__init__(window, "", width=560)
        self.set_title(self.tr("Nothing was imported"))
        first = self.tr("%1 was left as it is, and so was your directory. Change this, then import it again:")
        self.body.addWidget(WrapLabel(first.replace("%1", told.file)))
        for line in told.lines:
            self.body.addWidget(WrapLabel(line))
        if told.more:
            self.body.addWidget(WrapLabel(self.tr("%n more lines", "", told.more), tone="muted"))
        close = PrimaryButton(self.tr("Close"), keycap=self.tr("Esc"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
