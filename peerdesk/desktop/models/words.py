"""Codes, days and times as words in the language of this desk."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from PySide6.QtCore import QDate, QObject, QTime

from peerdesk.desktop.language import locale_of
from peerdesk.domain.offered import VOCABULARIES
from peerdesk.domain.own_chips import OwnChips
from peerdesk.domain.vocabulary import Setting
from peerdesk.work.labels import Labels

# Room in a list row is short: the picture says "ED" where the form says "Emergency department".
SETTING_ICONS = {
    Setting.ED: "building",
    Setting.INPATIENT: "bed",
    Setting.OBS: "building",
    Setting.PSYCH: "building",
    Setting.PERINATAL: "building",
    Setting.CLINIC: "building",
    Setting.VIRTUAL: "phone",
    Setting.HOME: "home",
    Setting.STREET: "street",
    Setting.SSP: "box",
    Setting.EMS: "car",
    Setting.RCC: "users",
    Setting.HOUSE: "home",
    Setting.TREATMENT: "building",
    Setting.SHELTER: "tent",
    Setting.JAIL: "door",
    Setting.RELEASE: "door",
    Setting.COURT: "building",
    Setting.CAMPUS: "book",
    Setting.OTHER: "pin",
}


Code = TypeVar("Code", bound=StrEnum)
_NAMES: dict[type[StrEnum], str] = {vocabulary: name for name, vocabulary in VOCABULARIES.items()}


class Words(QObject):
    """Labels of the vocabularies and the writing of days and times. Times come in as aware UTC and go out local."""

    def __init__(self, labels: Labels, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self.language = language
        self.locale = locale_of(language)
        self.hidden = frozenset[str]()
        self.own = OwnChips()

    def hide(self, codes: Iterable[str]) -> None:
        """Offer these codes no more: the hospital has decided so. What was written with one can still be read."""
        self.hidden = frozenset(codes)

    def arrange(self, own: OwnChips) -> None:
        """Offer the answers in the peer's own order, without those that they hide."""
        self.own = own

    def allowed(self, vocabulary: type[Code], also: Collection[str] = ()) -> tuple[Code, ...]:
        """Return the codes that the hospital offers, with those that are answered already."""
        return tuple(code for code in vocabulary if code.value not in self.hidden or code.value in also)

    def offered(self, vocabulary: type[Code], also: Collection[str] = ()) -> tuple[Code, ...]:
        """Return the codes to pick from, in the peer's order, with those that are answered already."""
        name = _NAMES.get(vocabulary)
        allowed = {code.value: code for code in self.allowed(vocabulary, also)}
        return tuple(allowed[code] for code in self.own.offered(name, allowed, also)) if name else (*allowed.values(),)

    def of(self, code: StrEnum, *, short: bool = False) -> str:
        """Return the label of a code; `short` for chips and lists."""
        return self._labels.of(code, self.language, short=short)

    def all_of(self, codes: Iterable[StrEnum]) -> str:
        """Return the labels as one line: the first with a capital letter, the rest without."""
        labels = [self.of(code) for code in codes]
        return ", ".join([*labels[:1], *(lowered(label) for label in labels[1:])])

    @property
    def labels(self) -> Labels:
        """The labels themselves, for pages that are made elsewhere."""
        return self._labels

    def day(self, day: date, *, today: date | None = None, on_paper: bool = False) -> str:
        """Return the day in words, for example "Saturday 21 November"; with the year when it is another one.

        `on_paper` is for inside a sentence on paper, which is read in other years: always with the year, and with a
        capital letter only where the language has one.
        """
        form = "dddd d 'de' MMMM" if self.language == "es" else "dddd d MMMM"
        if on_paper or (today is not None and day.year != today.year):
            form += " 'de' yyyy" if self.language == "es" else " yyyy"
        said = self.locale.toString(qt_day(day), form)
        return said if on_paper else capital(said)

    def short_day(self, day: date, *, today: date | None = None) -> str:
        """Return the day for a list, for example "21 Nov"; with the year when it is another one."""
        form = "d MMM" if today is None or day.year == today.year else "d MMM yyyy"
        return _short_day(self.language, day, form)

    def clock(self, moment: datetime) -> str:
        """Return the local time of day, for example "14:02"."""
        local = moment.astimezone()
        return self.locale.toString(QTime(local.hour, local.minute), "HH:mm")

    def moment(self, moment: datetime, *, now: datetime) -> str:
        """Return day and time for the middle of a sentence, for example "today 14:02"."""
        at, day, today = self.clock(moment), moment.astimezone().date(), now.astimezone().date()
        if day == today:
            return self.tr("today %1").replace("%1", at)
        if day == today - timedelta(days=1):
            return self.tr("yesterday %1").replace("%1", at)
        return self.tr("%1 at %2").replace("%1", self.short_day(day, today=today)).replace("%2", at)

    def due(self, day: date, *, today: date) -> str:
        """Return when a follow-up is meant for, without reproach when that day has gone by."""
        if day == today:
            return self.tr("today")
        if day == today + timedelta(days=1):
            return self.tr("tomorrow")
        if day < today:
            return self.tr("when you can, was for %1").replace("%1", self.short_day(day, today=today))
        return self.short_day(day, today=today)


@lru_cache(maxsize=1024)
def _short_day(language: str, day: date, form: str) -> str:
    # A list says the same few days over and over, and Qt takes its time to say one.
    return locale_of(language).toString(qt_day(day), form).replace(".", "")


def qt_day(day: date) -> QDate:
    """Return the same day for Qt."""
    return QDate(day.year, day.month, day.day)


def capital(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return the text for the middle of a line: the first letter small, unless the first word is an acronym."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
