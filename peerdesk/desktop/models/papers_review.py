"""Permission papers on a supervisor's page: only those that were shared, and opening one is told to its peer."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.papers_views import ReceivedPapersView
from peerdesk.desktop.models.papers_words import PapersWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name, initials
from peerdesk.desktop.rows import Row, RowBadge
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.work.papers_received import PapersItem, open_papers, papers_item, received_papers

_KINDS = (RecordKind.SHARED_PAPERS, RecordKind.OPENED)


class PapersReviewModel(QObject):
    """`listed` carries rows and how many are new; `shown` a ReceivedPapersView or None."""

    listed = Signal(object, int)
    shown = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._words = PapersWords(bench, self)
        self._items: tuple[PapersItem, ...] = ()
        self._query = ""
        self._open: RecordId | None = None
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read what was shared."""
        bench = self._bench
        bench.run(self, lambda: received_papers(bench.vault), self._on_read, self.refused.emit)

    def search(self, query: str) -> None:
        """Show only what holds these letters."""
        self._query = query
        self._tell()

    def has(self, key: object) -> bool:
        """Say whether something in the list is one of these."""
        return any(one.received.item.id == key for one in self._items)

    def show(self, papers: RecordId | None) -> None:
        """Open papers. Their peer sees on which days."""
        bench, self._open = self._bench, papers
        if papers is None:
            self.shown.emit(None)
            return

        def gone(_problem: object) -> None:
            # They were taken back meanwhile; by now something else may be chosen.
            if self._open == papers:
                self.show(None)

        bench.run(self, lambda: open_papers(bench.vault, papers, bench.now(), bench.rng), self._on_opened, gone)

    def _on_read(self, items: tuple[PapersItem, ...]) -> None:
        self._items = items
        self._tell()
        if self._open is not None and not self.has(self._open):
            self.show(None)

    def _tell(self) -> None:
        wanted = self._query.strip().casefold()
        rows = [row for row in map(self._row, self._items) if wanted in row.read_aloud().casefold()]
        if rows:
            title = self.tr("Permissions and what was given out")
            rows.insert(0, Row(section=True, title=title, right=str(len(rows))))
        self.listed.emit(tuple(rows), sum(one.received.is_new for one in self._items))

    def _row(self, one: PapersItem) -> Row:
        papers = one.received.item.papers
        sub, new = self._words.counted(papers), self.tr("New") if one.received.is_new else ""
        badges = (RowBadge(text=self.tr("Ended"), icon="hand", tone="wait"),) if papers.has_ended else ()
        spoken = ", ".join(part for part in (new, papers.handle, one.peer, sub, *(b.text for b in badges)) if part)
        return Row(
            key=one.received.item.id,
            title=papers.handle,
            sub=sub,
            badges=badges,
            lead_initials=initials(one.peer) if one.peer else "?",
            fresh=one.received.is_new,
            tall=True,
            spoken=spoken,
        )

    def _on_opened(self, answer: tuple[PapersItem, Changes]) -> None:
        item, changes = answer
        self._show(item)
        if changes:
            self._bench.announcer.tell(changes)

    def _show(self, item: PapersItem) -> None:
        if item.received.item.id != self._open:
            return
        words, today = self._bench.words, self._bench.today()
        days = ", ".join(words.short_day(at.astimezone().date(), today=today) for at in item.openings)
        name = first_name(item.peer) or self.tr("A peer")
        opened = self.tr("You opened this on %1. %2 sees that.").replace("%1", days).replace("%2", name)
        self.shown.emit(
            ReceivedPapersView(
                key=item.received.item.id,
                shared=self.tr("Shared by %1").replace("%1", name),
                first_name=name,
                papers=self._words.of(item.received.item.papers),
                opened=opened if days else "",
            )
        )

    def _on_changed(self, changes: Changes) -> None:
        if not any(changes.touches(kind) for kind in _KINDS) and not changes.directory:
            return
        self.read()
        papers, bench = self._open, self._bench
        if papers is not None:
            bench.run(self, lambda: papers_item(bench.vault, papers), self._show, lambda _problem: None)
