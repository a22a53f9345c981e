"""The words of what came out of the box of the peers: the list of quarters, and the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.own_days_views import OwnDaysView, OwnDayView
from peerdesk.desktop.models.report_views import period_words
from peerdesk.desktop.models.words import Words
from peerdesk.domain.peer_pulse import Pulse, PulseAnswer, Statement
from peerdesk.work.handouts import pulse_answers, pulse_statements
from peerdesk.work.peer_pulse import quarters_to_enter


class PulseListWords(QObject):
    """Of the quarters that were entered."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def view(self, found: Sequence[Pulse], gone: Sequence[Pulse], today: date, most: int) -> OwnDaysView:
        """Return the card: `most` quarters."""
        return OwnDaysView(
            title=self.tr("The box of the peers"),
            add=self.tr("Enter what was in the box"),
            told=self.tr(
                "Print the page “How the program is for us” from Pages to hand out. Once five slips are in the box, "
                "enter its sums here."
            ),
            private=self.tr("It stays among your own computers. The sums stand in the report of the quarter."),
            rows=tuple(map(self._line, found[:most])),
            total=self.tr("One for each quarter. Entered again, it takes the place of the one before."),
            more=len(found) > most,
            gone=tuple(map(self._line, gone)),
        )

    def kept(self) -> str:
        """Return what is said once one was kept."""
        return self.tr("The sums are kept")

    def deleted(self) -> str:
        """Return what is said once one was deleted."""
        return self.tr("The sums are deleted")

    def _line(self, one: Pulse) -> OwnDayView:
        slips = self.tr("%n slips", "", one.slips)
        few = len(Statement) - len(one.ticks)
        without = self.tr("%n statements without numbers", "", few) if few else ""
        facts = DOT.join(part for part in (slips, without) if part)
        return OwnDayView(key=one.id, title=period_words(one.quarter, self._words), facts=facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseForm:
    """What the form asks, in the words of the printed page. `quarters` are codes with their words."""

    statements: Mapping[Statement, str]
    answers: Mapping[PulseAnswer, str]
    quarters: tuple[tuple[str, str], ...]


def pulse_form(words: Words, today: date) -> PulseForm:
    """Return what the form asks."""
    return PulseForm(
        statements=pulse_statements(words.language),
        answers=pulse_answers(words.language),
        quarters=tuple((one, period_words(one, words)) for one in quarters_to_enter(today)),
    )
