"""What came out of the box of the peers, on a supervisor's desk: its form, its card, and the way back."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from peerdesk.desktop.models.pulse_words import PulseListWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_own_days import Book, OwnDaysRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.pulse_sheet import PulseSheet
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.peer_pulse import Pulse, PulseDraft, pulse_draft
from peerdesk.work.own_days import PULSES
from peerdesk.work.peer_pulse import change_pulse, keep_pulse


class PulseRoutes(OwnDaysRoutes[Pulse, PulseDraft]):
    """Connects the list of quarters. `acts` are what the commands of the desk do here."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        book: Book[Pulse, PulseDraft] = Book(
            own=PULSES,
            words=PulseListWords(bench.words, parent),
            sheet=PulseSheet,
            draft=pulse_draft,
            keep=keep_pulse,
            change=change_pulse,
        )
        super().__init__(shared, bench, book, parent=parent)

    @property
    def acts(self) -> dict[str, Callable[[], None]]:
        """What the commands of the desk do here."""
        return {"pulse": self.add}

    def add(self) -> None:
        """Ask what was in the box of a quarter."""
        sheet = PulseSheet(self._shared.window, self._bench.words, self._bench.today())
        sheet.keep_asked.connect(self._keep)
        self._open(sheet)
        self.model.read()

    def _keep(self, draft: PulseDraft) -> None:
        bench = self._bench
        if draft.quarter in {one.quarter for one in (*self.found, *self._gone)}:
            # What stood there before is kept as an earlier version: to take this one away would not bring it back,
            # and after one that was deleted it would hide those sums behind these.
            self.model.change(lambda: keep_pulse(bench.vault, draft, bench.now(), bench.rng)[1])
        else:
            self.model.add(lambda: keep_pulse(bench.vault, draft, bench.now(), bench.rng))

    def _on_shown(self, found: tuple[Pulse, ...], gone: tuple[Pulse, ...]) -> None:
        super()._on_shown(found, gone)
        if isinstance(self.sheet, PulseSheet):
            self.sheet.know_entered({one.quarter for one in found}, {one.quarter for one in gone})

    def _on_refused(self, problem: ExpectedError) -> None:
        if isinstance(self.sheet, PulseSheet):
            self.sheet.show_refused(problem, self._shared.sentences.of(problem))
        else:
            super()._on_refused(problem)
