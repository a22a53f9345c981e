"""The list of notes: pages, filters, and search while the person types."""

from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.note_rows import NoteRows
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.vault.shelves.encounter_rows import EncounterRow, Found
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.work.reading import FOUND, PAGE, encounter_page, search

_DAYS_A_WEEK = 7


class NotesList(QObject):
    """`shown` carries rows, a subtitle, and whether a search or a filter is on."""

    shown = Signal(object, str, bool)
    refused = Signal(object)

    def __init__(self, bench: Workbench, rows: NoteRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows = rows
        self._query = ""
        self._filters: frozenset[str] = frozenset()
        self._page: tuple[EncounterRow, ...] = ()
        self._whole = False
        self._asking = False
        self._ask_again = False
        bench.announcer.changed.connect(self._on_changed)

    @property
    def query(self) -> str:
        """What is searched for now."""
        return self._query

    def search(self, query: str) -> None:
        """Search for what stands in the field now. Keys that come faster than answers skip the answers in between."""
        if query != self._query:
            self._query = query
            self.read()

    def filter(self, codes: frozenset[str]) -> None:
        """Show only notes that pass these filters: private, shared, follow_up, week, `setting:...`, `outcome:...`."""
        self._filters = codes
        self.read()

    def more(self) -> None:
        """Read the next page, when the end of the list comes near."""
        if self._asking or self._whole or self._query or not self._page:
            return
        self._ask(self._page[-1].cursor)

    def read(self) -> None:
        """Read the list from the vault."""
        self._ask("")

    def _ask(self, before: str) -> None:
        if self._asking:
            self._ask_again = True
            return
        self._asking = True
        bench, query, wanted = self._bench, self._query.strip(), self._wanted()

        def job() -> tuple[EncounterRow, ...] | tuple[Found, ...]:
            if query:
                return search(bench.vault, query, FOUND, wanted)
            return encounter_page(bench.vault, wanted, limit=PAGE, before=before)

        bench.run(self, job, lambda found: self._on_answer(query, before, found), self._on_refused)

    def _on_answer(self, query: str, before: str, found: tuple[EncounterRow, ...] | tuple[Found, ...]) -> None:
        self._asking = False
        if self._ask_again:
            # What was asked has changed meanwhile; this answer is for nobody any more.
            self._ask_again = False
            self.read()
            return
        if query:
            hits = tuple(one for one in found if isinstance(one, Found))
            self.shown.emit(self._rows.found(hits), self._found_line(len(hits), query), True)
            return
        page = tuple(one for one in found if isinstance(one, EncounterRow))
        self._whole = len(page) < PAGE
        self._page = (*self._page, *page) if before else page
        self.shown.emit(self._rows.listed(self._page), "", bool(self._filters))

    def _found_line(self, count: int, query: str) -> str:
        if count >= FOUND:
            return self.tr("The newest %n for “%1”", "", count).replace("%1", query)
        return self.tr("%n found for “%1”", "", count).replace("%1", query)

    def _on_refused(self, problem: object) -> None:
        self._asking = False
        self._ask_again = False
        self.refused.emit(problem)

    def _wanted(self) -> Wanted:
        week = self._bench.today() - timedelta(days=_DAYS_A_WEEK - 1)
        only = {"shared", "private"} & self._filters
        chosen = {name: code for name, _, code in (one.partition(":") for one in self._filters) if code}
        return Wanted(
            since=week.isoformat() if "week" in self._filters else "",
            shared="shared" in only if len(only) == 1 else None,
            follow_up="follow_up" in self._filters,
            **chosen,
        )

    def _on_changed(self, changes: Changes) -> None:
        kinds = (RecordKind.ENCOUNTER, RecordKind.FOLLOW_UP, RecordKind.INDIVIDUAL, RecordKind.ONE_PERSON)
        if changes.outbox or any(changes.touches(kind) for kind in kinds):
            self.read()
