"""The supervisor's queue and the item that is read."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.note_rows import DOT, NoteRows
from peerdesk.desktop.models.projection_lines import ProjectionLines
from peerdesk.desktop.models.views import SharedView, WordsView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name, initials
from peerdesk.desktop.rows import Row, RowBadge
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import AckKind
from peerdesk.work.supervision import (
    ReviewDetail,
    ReviewItem,
    acknowledge,
    comment,
    open_item,
    review_item,
    review_queue,
)

_KINDS = (
    RecordKind.SHARED_ENCOUNTER,
    RecordKind.COMMENT,
    RecordKind.ACKNOWLEDGEMENT,
    RecordKind.OPENED,
)


class ReviewModel(QObject):
    """`listed` carries rows and how many are new; `shown` a SharedView or None; `done` follows an answer."""

    listed = Signal(object, int)
    shown = Signal(object)
    done = Signal(str, str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, rows: NoteRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows = rows
        self._lines = ProjectionLines(bench, self)
        self._item: RecordId | None = None
        self._query = ""
        self._queue: tuple[ReviewItem, ...] = ()
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the queue from the vault."""
        bench = self._bench
        bench.run(self, lambda: review_queue(bench.vault), self._on_queue, self.refused.emit)

    def search(self, query: str) -> None:
        """Show only what holds these letters: a handle, a peer, a word of the row."""
        self._query = query
        self._tell()

    def show(self, item: RecordId | None) -> None:
        """Open an item. Its peer sees when it was opened first."""
        self._item = item
        bench = self._bench
        if item is None:
            self.shown.emit(None)
            return
        bench.run(
            self,
            lambda: open_item(bench.vault, item, bench.now(), bench.rng),
            self._on_opened,
            self.refused.emit,
        )

    def comment(self, item: RecordId, text: str) -> None:
        """Say something to the peer."""
        bench = self._bench
        bench.run(
            self,
            lambda: comment(bench.vault, item, text, bench.now(), bench.rng),
            lambda changes: self._on_said("comment", changes),
            self.refused.emit,
        )

    def answer(self, item: RecordId, kind: str) -> None:
        """Answer without words: seen, thank or talk."""
        bench = self._bench
        bench.run(
            self,
            lambda: acknowledge(bench.vault, item, AckKind(kind), bench.now(), bench.rng),
            lambda changes: self._on_said(kind, changes),
            self.refused.emit,
        )

    def _on_queue(self, queue: tuple[ReviewItem, ...]) -> None:
        self._queue = queue
        self._tell()
        keys = {one.received.item.id for one in queue}
        if self._item is not None and self._item not in keys:
            self._item = None
            self.shown.emit(None)

    def _tell(self) -> None:
        wanted = self._query.strip().casefold()
        rows: list[Row] = []
        groups = (
            (self.tr("Asked to talk"), [one for one in self._queue if self._asks(one)]),
            (self.tr("New"), [one for one in self._queue if not self._asks(one) and one.received.is_new]),
            (self.tr("Seen"), [one for one in self._queue if not self._asks(one) and not one.received.is_new]),
        )
        for title, group in groups:
            made = [self._row(one) for one in group]
            kept = [row for row in made if wanted in row.read_aloud().casefold()]
            if kept:
                rows.append(Row(section=True, title=title, right=str(len(kept))))
                rows.extend(kept)
        self.listed.emit(tuple(rows), sum(one.received.is_new for one in self._queue))

    def _asks(self, one: ReviewItem) -> bool:
        return one.received.item.projection.bring_to_supervision and one.received.answer is None

    def _row(self, one: ReviewItem) -> Row:
        words, projection = self._bench.words, one.received.item.projection
        badges = [RowBadge(text=self.tr("Bring up"), icon="flag", tone="wait")] if self._asks(one) else []
        if one.received.answer is not None:
            badges.append(RowBadge(text=words.of(one.received.answer), icon="check", tone="ok"))
        title = self._rows.title(projection.handle)
        sub = DOT.join((words.of(projection.outcome, short=True), words.of(projection.setting)))
        day = words.short_day(projection.happened_on, today=self._bench.today())
        new = self.tr("New") if one.received.is_new else ""
        spoken = ", ".join(part for part in (new, title, one.peer, sub, day, *(b.text for b in badges)) if part)
        return Row(
            key=one.received.item.id,
            title=title,
            sub=sub,
            right=day,
            badges=tuple(badges),
            lead_initials=initials(one.peer) if one.peer else "?",
            fresh=one.received.is_new,
            tall=True,
            spoken=spoken,
        )

    def _on_opened(self, answer: tuple[ReviewDetail, Changes]) -> None:
        detail, changes = answer
        self._show_detail(detail)
        if changes:
            self._bench.announcer.tell(changes)

    def _show_detail(self, detail: ReviewDetail) -> None:
        if detail.received.item.id == self._item:
            self.shown.emit(self._view(detail))

    def _view(self, detail: ReviewDetail) -> SharedView:
        words, now = self._bench.words, self._bench.now()
        item = detail.received.item
        name = first_name(detail.peer)
        mine = [said for said in detail.acknowledgements if said.author != item.owner]
        lines = self._lines.of(item.projection)
        told = {item.projection.prompt, item.projection.memory, self.tr("Yes")}
        return SharedView(
            key=item.id,
            title=self._rows.title(item.projection.handle),
            subtitle=self._lines.where(item.projection),
            shared=self.tr("Shared by %1").replace("%1", name),
            first_name=name,
            prompt=item.projection.prompt,
            brings_up=item.projection.bring_to_supervision,
            lines=tuple(line for line in lines if line[1] not in told),
            memory=item.projection.memory,
            comments=tuple(
                WordsView(
                    name=first_name(detail.names.get(said.author, "")) or self.tr("You"),
                    whole_name=detail.names.get(said.author, "") or self.tr("You"),
                    when=words.moment(said.written_at, now=now),
                    text=said.text,
                    mine=said.author != item.owner,
                )
                for said in sorted(detail.comments, key=lambda said: said.written_at)
            ),
            answered=frozenset(said.kind.value for said in mine),
        )

    def _on_said(self, what: str, changes: Changes) -> None:
        names = {one.received.item.id: first_name(one.peer) for one in self._queue}
        self.done.emit(what, names.get(self._item, "") if self._item else "")
        self._bench.announcer.tell(changes)

    def _on_changed(self, changes: Changes) -> None:
        if not any(changes.touches(kind) for kind in _KINDS) and not changes.directory:
            return
        self.read()
        item, bench = self._item, self._bench
        if item is not None:
            bench.run(self, lambda: review_item(bench.vault, item), self._show_detail, lambda _problem: None)
