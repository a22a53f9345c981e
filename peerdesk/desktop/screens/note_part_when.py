"""The part of a note that says when, how and where in the house; for a group, how many people were there."""

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.words import Words, qt_day
from peerdesk.desktop.screens.note_part import NotePart, Pills
from peerdesk.desktop.screens.note_part_choices import day_of, iso_day
from peerdesk.desktop.widgets.choosers import Stepper
from peerdesk.desktop.widgets.day_edit import DayEdit
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.labels import CaptionLabel, WrapLabel
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.note_details import FEWEST_PEOPLE, MOST_PEOPLE
from peerdesk.domain.shift import UNIT_LIMIT
from peerdesk.domain.vocabulary import Mode

_NOBODY_COUNTED: Final = FEWEST_PEOPLE - 1
"""One person is no group, so the lowest step of the number says that nobody counted."""


class WhenPart(NotePart):
    """The day, when it was not today, how they were in touch, the unit, and the head count of a group.

    `met_as` carries the code of how they were in touch whenever it changes.
    """

    met_as = Signal(str)

    def __init__(self, words: Words, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._today = qt_day(today)
        self._day = DayEdit(self.tr("The day"), words.locale, self._today)
        self._day.setMaximumDate(self._today)
        self._mode = Pills([(code.value, words.of(code)) for code in Mode], self.tr("How you were in touch"))
        self._people = Stepper(self.tr("How many people"), minimum=_NOBODY_COUNTED, maximum=MOST_PEOPLE)
        self._people.spin.setSpecialValueText("–")
        self._no_names = WrapLabel(self.tr("A number is enough: no names."), role="meta", tone="muted")
        self._unit = LineEdit(placeholder=self.tr("Such as 4 West"), name=self.tr("Unit"))
        self._unit.setMaxLength(UNIT_LIMIT)
        self._said_day = ""
        unit = CaptionLabel(self.tr("Unit"))
        unit.setBuddy(self._unit)
        for part in (self._day, self._mode, self._people, self._no_names, unit, self._unit):
            self.box.addWidget(part)
        self._day.dateChanged.connect(self._on_day)
        self._mode.picked.connect(self._on_mode)
        self._people.changed.connect(lambda _count: self.changed.emit())
        self._unit.textEdited.connect(lambda _text: self.changed.emit())

    def fields(self) -> dict[str, object]:
        count = self._people.value()
        return {
            "happened_on": self._said_day,
            "mode": self._mode.code(),
            "people": count if self._is_group() and count > _NOBODY_COUNTED else None,
            "unit": self._unit.text(),
        }

    def show_draft(self, draft: EncounterDraft) -> None:
        day = day_of(draft.happened_on)
        self._day.blockSignals(True)
        self._day.setDate(qt_day(day) if day else self._today)
        self._day.blockSignals(False)
        self._said_day = draft.happened_on
        self._mode.set_code(draft.mode or Mode.IN_PERSON.value)
        self._people.blockSignals(True)
        self._people.spin.setValue(draft.people or _NOBODY_COUNTED)
        self._people.blockSignals(False)
        self._unit.setText(draft.unit)
        self._follow_mode()

    def summary(self) -> str:
        day = day_of(self._said_day)
        people = self.fields()["people"]
        mode = f"{self._mode.label()} × {people}" if people else self._mode.label()
        how = f"{self._words.short_day(day)}, {mode}" if day else mode
        return DOT.join(part for part in (how, self._unit.text().strip()) if part)

    def _is_group(self) -> bool:
        return self._mode.code() == Mode.GROUP.value

    def _on_day(self, day: QDate) -> None:
        self._said_day = "" if day == self._today else iso_day(day)
        self.changed.emit()

    def _on_mode(self, _code: str) -> None:
        self._follow_mode()
        self.changed.emit()

    def _follow_mode(self) -> None:
        for part in (self._people, self._no_names):
            part.setVisible(self._is_group())
        self.met_as.emit(self._mode.code())
