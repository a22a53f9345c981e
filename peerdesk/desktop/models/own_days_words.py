"""The words of a peer's own lists: what each line says, what a list adds up to, and what is said after an act."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.own_days_views import OwnDaysView, OwnDayView
from peerdesk.desktop.models.words import Words
from peerdesk.domain.out_of_role import OutOfRole
from peerdesk.domain.training import Training, hours_text


class OutOfRoleWords(QObject):
    """Of what was asked outside a peer's role."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def view(self, found: Sequence[OutOfRole], gone: Sequence[OutOfRole], today: date, most: int) -> OwnDaysView:
        """Return the card: `most` lines, and how often it was this month."""
        month = sum(one.happened_on.isoformat()[:7] == today.isoformat()[:7] for one in found)
        return OwnDaysView(
            title=self.tr("Asked outside my role"),
            add=self.tr("I was asked something"),
            told=self.tr("Were you asked to do something that is not a peer's to do? Two picks keep it."),
            private=self.tr("Only you read it. It has no place for who asked."),
            rows=tuple(self._line(one, today) for one in found[:most]),
            total=self.tr("This month: %n", "", month),
            more=len(found) > most,
            gone=tuple(self._line(one, today) for one in gone),
        )

    def kept(self) -> str:
        """Return what is said once one was kept."""
        return self.tr("Kept, for you alone")

    def deleted(self) -> str:
        """Return what is said once one was deleted."""
        return self.tr("Deleted")

    def _line(self, one: OutOfRole, today: date) -> OwnDayView:
        day = self._words.short_day(one.happened_on, today=today)
        return OwnDayView(key=one.id, title=self._words.of(one.asked), facts=self._words.of(one.answer) + DOT + day)


class TrainingWords(QObject):
    """Of trainings."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def view(self, found: Sequence[Training], gone: Sequence[Training], today: date, most: int) -> OwnDaysView:
        """Return the card: `most` lines, and the hours of this year."""
        quarters = sum(one.quarters for one in found if one.happened_on.year == today.year)
        return OwnDaysView(
            title=self.tr("My training"),
            add=self.tr("Add a training"),
            told=self.tr("Trainings you went to, for you to take along as a table."),
            private=self.tr("Only you read it."),
            rows=tuple(self._line(one, today) for one in found[:most]),
            total=self.tr("Hours this year: %1").replace("%1", self._hours(quarters)),
            more=len(found) > most,
            gone=tuple(self._line(one, today) for one in gone),
            can_save=bool(found),
        )

    def kept(self) -> str:
        """Return what is said once one was kept."""
        return self.tr("Training kept, for you alone")

    def deleted(self) -> str:
        """Return what is said once one was deleted."""
        return self.tr("Training deleted")

    def _line(self, one: Training, today: date) -> OwnDayView:
        hours = self.tr("%1 h").replace("%1", self._hours(one.quarters))
        day = self._words.short_day(one.happened_on, today=today)
        topic = self._words.of(one.topic) if one.topic else ""
        return OwnDayView(
            key=one.id, title=one.title, facts=DOT.join(part for part in (hours, topic, one.given_by, day) if part)
        )

    def _hours(self, quarters: int) -> str:
        return hours_text(quarters).replace(".", self._words.locale.decimalPoint())
