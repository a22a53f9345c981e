"""The directory in words: what a place shows, and why a line of a table cannot be kept."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.place_views import PlaceView
from peerdesk.desktop.models.words import Words, lowered, qt_day
from peerdesk.desktop.rows import Row, RowBadge
from peerdesk.domain import errors as e
from peerdesk.domain.place import Place, place_draft
from peerdesk.domain.place_table_errors import BadLine, TableTrouble, TableTroubleError
from peerdesk.domain.place_vocabulary import Freshness

_SIGNS = {Freshness.FRESH: ("check", "ok"), Freshness.OLD: ("clock", "wait"), Freshness.NEVER: ("info", "muted")}


class PlaceWords(QObject):
    """Says places."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def row(self, one: Place, author: str, today: date) -> Row:
        """Return a place as a row: what it is, how far, its number, and whether it stands in the team's list."""
        kind = self._words.of(one.kind, short=True) if one.kind else ""
        old = one.freshness(today) is Freshness.OLD
        sub = DOT.join(part for part in (kind, one.distance) if part)
        badges = [RowBadge(text=self.tr("Call first"), icon="clock", tone="wait")] if old else []
        badges += [RowBadge(text=self.tr("Team"))] if author and not old else []
        said = (one.name, sub, one.phone, self.checked(one, today), self.of_whom(author))
        spoken = ", ".join(part for part in said if part)
        return Row(
            key=one.id,
            title=one.name,
            sub=sub,
            right=one.phone,
            lead_icon="pin",
            badges=tuple(badges),
            tall=True,
            spoken=spoken,
        )

    def view(self, one: Place, author: str, today: date) -> PlaceView:
        """Return a place whole."""
        icon, tone = _SIGNS[one.freshness(today)]
        return PlaceView(
            key=one.id,
            name=one.name,
            kind=self._words.of(one.kind) if one.kind else "",
            phone=one.phone,
            facts=tuple((caption, text) for caption, text in self._facts(one, author) if text),
            flags=tuple(self._words.of(flag) for flag in one.flags),
            checked=self.checked(one, today),
            icon=icon,
            tone=tone,
            draft=place_draft(one),
            author=author,
        )

    def of_whom(self, author: str) -> str:
        """Return whose list a place stands in, empty for one's own."""
        return self.tr("In the list of %1").replace("%1", author) if author else ""

    def checked(self, one: Place, today: date) -> str:
        """Return when somebody looked last if it holds, and who that was."""
        if one.checked_on is None:
            return self.tr("Nobody has checked this yet")
        if one.freshness(today) is Freshness.OLD:
            form = "MMMM" if one.checked_on.year == today.year else "MMMM yyyy"
            month = self._words.locale.toString(qt_day(one.checked_on), form)
            said = self.tr("Not checked since %1").replace("%1", month)
        else:
            said = self.tr("Checked %1").replace("%1", self._words.short_day(one.checked_on, today=today))
        return self.tr("%1 by %2").replace("%1", said).replace("%2", one.checked_by) if one.checked_by else said

    def bad_line(self, line: BadLine) -> str:
        """Return why a line of a table cannot be kept, with its number."""
        said = self._trouble(line.problem)
        if not line.number:
            return said
        return self.tr("Line %1: %2").replace("%1", str(line.number)).replace("%2", lowered(said))

    def parts(self, one: Place) -> tuple[tuple[str, str], ...]:
        """Return what a place says of itself, the name first, each with what it is called; not who looked and when."""
        kind = self._words.of(one.kind) if one.kind else ""
        good = ", ".join(self._words.of(flag) for flag in one.flags)
        return (("name", one.name), ("kind", kind), ("phone", one.phone), *self._facts(one, ""), ("flags", good))

    def _facts(self, one: Place, author: str) -> Iterator[tuple[str, str]]:
        yield self.tr("Open"), one.hours
        yield self.tr("Languages"), one.languages
        yield self.tr("Cost"), one.cost
        yield self.tr("How far"), one.distance
        yield self.tr("Whose list"), author

    def _trouble(self, problem: e.ExpectedError) -> str:
        if isinstance(problem, TableTroubleError):
            return self._troubles()[problem.trouble].replace("%1", str(problem.other))
        said = {
            e.MissingAnswerError: self.tr("It has no name."),
            e.TextTooLongError: self.tr("A text in it is too long."),
            e.BadDateError: self.tr("A day is written as 2026-11-21."),
            e.BadValueError: self.tr("What is good to know is yes or no."),
        }
        if isinstance(problem, e.UnknownCodeError):
            unknown = self.tr("“%1” is no kind of place here. The form of a new place lists them.")
            return unknown.replace("%1", problem.value)
        return said.get(type(problem), self.tr("It cannot be kept like this."))

    def _troubles(self) -> dict[TableTrouble, str]:
        return {
            TableTrouble.TOO_LARGE: self.tr("The file is larger than a directory needs to be."),
            TableTrouble.TOO_MANY: self.tr("It has more than 2,000 places."),
            TableTrouble.NOT_TEXT: self.tr("This is not a text file. In your spreadsheet, save it as CSV."),
            TableTrouble.EMPTY: self.tr("The file is empty."),
            TableTrouble.NO_NAMES: self.tr("The first line says what each column is. One of them has to be: name."),
            TableTrouble.MORE_CELLS: self.tr("It has more cells than the first line has. Is there a comma too many?"),
            TableTrouble.TWICE: self.tr("It is the same place as line %1."),
            TableTrouble.QUOTES: self.tr("A quotation mark is open, or stands in the middle of a cell."),
        }
