"""The parts of a note that are picked from a few answers: follow-up, how long, language, what mattered."""

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.words import Words, qt_day
from peerdesk.desktop.screens.note_part import NotePart, Pills, first_of
from peerdesk.desktop.widgets.chip_grid import ChipGrid, Choice
from peerdesk.desktop.widgets.day_edit import DayEdit
from peerdesk.desktop.widgets.labels import CaptionLabel
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Interpreter, Language, Length, Mattered

_INTERVALS = ("1d", "3d", "7d")
_DATE = "date"


class FollowUpPart(NotePart):
    """When to be in touch again. A follow-up is an intention, never a duty."""

    def __init__(self, words: Words, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._today = qt_day(today)
        options = [
            *((f"{n}d", self.tr("%n days", "", n)) for n in (1, 3, 7)),
            (_DATE, self.tr("Date")),
        ]
        self._pills = Pills(options, self.tr("Follow-up"))
        self._day = DayEdit(self.tr("The day of the follow-up"), words.locale, self._today)
        self._day.setMinimumDate(self._today)
        self._day.hide()
        self.box.addWidget(self._pills)
        self.box.addWidget(self._day)
        self._pills.picked.connect(self._on_picked)
        self._day.dateChanged.connect(lambda _day: self.changed.emit())

    def fields(self) -> dict[str, object]:
        code = self._pills.code()
        return {"follow_up": iso_day(self._day.date()) if code == _DATE else code}

    def show_draft(self, draft: EncounterDraft) -> None:
        day = day_of(draft.follow_up)
        if day:
            self._day.setMinimumDate(min(qt_day(day), self._today))
            self._day.setDate(qt_day(day))
        self._pills.set_code(_DATE if day else draft.follow_up if draft.follow_up in _INTERVALS else "")
        self._day.setVisible(bool(day))

    def summary(self) -> str:
        if self._pills.code() == _DATE:
            return self._words.short_day(_python_day(self._day.date()))
        return self._pills.label()

    def _on_picked(self, code: str) -> None:
        self._day.setVisible(code == _DATE)
        self.changed.emit()


class LengthPart(NotePart):
    """About how long, in coarse steps: nobody is timed."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pills = Pills([(code.value, words.of(code)) for code in Length], self.tr("About how long"))
        self.box.addWidget(self._pills)
        self._pills.picked.connect(lambda _code: self.changed.emit())

    def fields(self) -> dict[str, object]:
        return {"length": self._pills.code()}

    def show_draft(self, draft: EncounterDraft) -> None:
        self._pills.set_code(draft.length)

    def summary(self) -> str:
        return self._pills.label()


class LanguagePart(NotePart):
    """The language of the talk, and who interpreted."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = Pills([(code.value, words.of(code)) for code in Language], self.tr("Language"))
        self._help = Pills([(code.value, words.of(code)) for code in Interpreter], self.tr("Interpreter"))
        self.box.addWidget(self._language)
        self.box.addWidget(CaptionLabel(self.tr("Interpreter")))
        self.box.addWidget(self._help)
        for pills in (self._language, self._help):
            pills.picked.connect(lambda _code: self.changed.emit())

    def fields(self) -> dict[str, object]:
        return {"language": self._language.code(), "interpreter": self._help.code()}

    def show_draft(self, draft: EncounterDraft) -> None:
        self._language.set_code(draft.language)
        self._help.set_code(draft.interpreter)

    def summary(self) -> str:
        return self._language.label()


class MatteredPart(NotePart):
    """What mattered to the individual that day."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = {code.value: words.of(code) for code in Mattered}
        self._words = words
        self._grid = ChipGrid(self._choices(()), exclusive=False, name=self.tr("What mattered to them"))
        self.box.addWidget(self._grid)
        self._grid.changed.connect(self.changed)

    def fields(self) -> dict[str, object]:
        return {"mattered": self._grid.codes()}

    def show_draft(self, draft: EncounterDraft) -> None:
        self._grid.set_choices(self._choices(draft.mattered))
        self._grid.set_codes(draft.mattered)

    def summary(self) -> str:
        return first_of(self._labels[code] for code in self._grid.codes())

    def _choices(self, said: Collection[str]) -> list[Choice]:
        return [Choice(code=one.value, label=self._labels[one.value]) for one in self._words.offered(Mattered, said)]


def day_of(text: str) -> date | None:
    """Return the day that a draft holds; None for none, and for what is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def iso_day(day: QDate) -> str:
    """Return a day as a draft holds it."""
    return _python_day(day).isoformat()


def _python_day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
