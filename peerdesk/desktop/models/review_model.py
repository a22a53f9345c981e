"""The supervisor's queue and the item that is read."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from peerdesk.desktop.models.note_rows import DOT, NoteRows
from peerdesk.desktop.models.projection_lines import ProjectionLines
from peerdesk.desktop.models.views import SharedView, WordsView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name, initials
from peerdesk.desktop.rows import Row, RowBadge
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import AckKind
from peerdesk.work.shared_search import SharedSearch
from peerdesk.work.supervision import (
    QUEUE,
    ReviewDetail,
    ReviewItem,
    acknowledge,
    comment,
    how_many_new,
    open_item,
    review_item,
)

_KINDS = (
    RecordKind.SHARED_ENCOUNTER,
    RecordKind.COMMENT,
    RecordKind.ACKNOWLEDGEMENT,
    RecordKind.OPENED,
)

_REST_MS = 400
"""What a supervisor does changes one line, which is known. The whole list is read again once the hand rests."""


class _Read(NamedTuple):
    query: str
    queue: tuple[ReviewItem, ...]
    fresh: int


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
        self._search = SharedSearch(bench.vault)
        self._query = self._answered = ""
        self._queue: tuple[ReviewItem, ...] = ()
        self._stands: dict[RecordId, int] = {}
        self._opened: dict[RecordId, None] = {}
        self._fresh = 0
        self._made: dict[RecordId, tuple[ReviewItem, date, Row]] = {}
        self._own: Changes | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.read)
        bench.announcer.changed.connect(self._on_changed)

    @property
    def is_answered(self) -> bool:
        """Say whether what was listed last is what is searched for."""
        return self._query == self._answered

    def read(self) -> None:
        """Read the queue from the vault."""
        self._rest.stop()
        bench, query, search = self._bench, self._query, self._search
        # What was opened is not new any more: behind hundreds that are, the list would have no room for it. Among what
        # was searched for, only what is open now stays although it is not meant.
        keep = tuple(one for one in self._opened if not query or one == self._item)

        def job() -> _Read:
            words = bench.words
            queue = search.find(query, words.labels, words.language, keep=keep)
            return _Read(query, queue, how_many_new(bench.vault))

        bench.run(self, job, self._on_queue, self.refused.emit)

    def start_over(self) -> None:
        """List everything where it belongs by now: what was read since the last time is among what was seen."""
        self._stands.clear()
        self._opened.clear()
        self.read()

    def search(self, query: str) -> None:
        """Show only what holds words that begin so: of all that was shared, also of what the list has no room for."""
        self._query = query
        self.start_over()

    def show(self, item: RecordId | None) -> None:
        """Open an item. Its peer sees when it was opened first."""
        self._item = item
        bench = self._bench
        if item is None:
            self.shown.emit(None)
            return
        self._opened[item] = None

        def refused(problem: object) -> None:
            # It was taken back meanwhile; by now something else may be open.
            if self._item == item:
                self.show(None)
            self.refused.emit(problem)

        bench.run(
            self,
            lambda: open_item(bench.vault, item, bench.now(), bench.rng),
            self._on_opened,
            refused,
        )

    def comment(self, item: RecordId, text: str) -> None:
        """Say something to the peer."""
        bench = self._bench
        bench.run(
            self,
            lambda: comment(bench.vault, item, text, bench.now(), bench.rng),
            lambda changes: self._on_said(item, "comment", changes),
            self.refused.emit,
        )

    def answer(self, item: RecordId, kind: str) -> None:
        """Answer without words: seen, thank or talk."""
        bench = self._bench
        bench.run(
            self,
            lambda: acknowledge(bench.vault, item, AckKind(kind), bench.now(), bench.rng),
            lambda changes: self._on_said(item, kind, changes),
            self.refused.emit,
        )

    def _on_queue(self, read: _Read) -> None:
        if read.query != self._query:
            return
        self._queue, self._answered, self._fresh = read.queue, read.query, read.fresh
        self._tell()
        keys = {one.received.item.id for one in read.queue}
        # What was taken back does not stay in memory either.
        self._made = {key: made for key, made in self._made.items() if key in keys}
        if self._item is not None and self._item not in keys:
            self._item = None
            self.shown.emit(None)

    def _tell(self) -> None:
        rows: list[Row] = []
        self._stand()
        for place, title in enumerate((self.tr("Asked to talk"), self.tr("New"), self.tr("Seen"))):
            group = [one for one in self._queue if self._stands[one.received.item.id] == place]
            if group:
                rows.append(Row(section=True, title=title, right=str(len(group))))
                rows.extend(map(self._row, group))
        if len(self._queue) >= QUEUE:
            rows.append(Row(section=True, title=self.tr("There are older ones. A search finds them.")))
        self.listed.emit(tuple(rows), self._fresh)

    def _stand(self) -> None:
        """Leave what is listed where it stands, whatever was answered since: the next one has to be the next."""
        order = {item: at for at, item in enumerate(self._stands)}
        came = len(order)
        self._queue = tuple(sorted(self._queue, key=lambda one: order.get(one.received.item.id, came)))
        self._stands = {
            one.received.item.id: self._stands.get(one.received.item.id, self._place(one)) for one in self._queue
        }

    def _place(self, one: ReviewItem) -> int:
        if self._asks(one):
            return 0
        return 1 if one.received.is_new else 2

    def _asks(self, one: ReviewItem) -> bool:
        return one.received.item.projection.bring_to_supervision and one.received.answer is None

    def _row(self, one: ReviewItem) -> Row:
        """Return the row of an item; the one before, where nothing of it has changed."""
        today, before = self._bench.today(), self._made.get(one.received.item.id)
        if before is None or before[:2] != (one, today):
            before = self._made[one.received.item.id] = (one, today, self._new_row(one, today))
        return before[2]

    def _new_row(self, one: ReviewItem, today: date) -> Row:
        words, projection = self._bench.words, one.received.item.projection
        badges = [RowBadge(text=self.tr("Bring up"), icon="flag", tone="wait")] if self._asks(one) else []
        if one.received.answer is not None:
            badges.append(RowBadge(text=words.of(one.received.answer), icon="check", tone="ok"))
        title = self._rows.title(projection.handle)
        sub = DOT.join((words.of(projection.outcome, short=True), words.of(projection.setting)))
        day = words.short_day(projection.happened_on, today=today)
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
        self._on_item(detail)
        if changes:
            self._tell_own(changes)

    def _tell_own(self, changes: Changes) -> None:
        self._own = changes
        self._bench.announcer.tell(changes)

    def _on_item(self, detail: ReviewDetail) -> None:
        """Show an item that was opened or answered here, and its line on the list as it is now."""
        self._show_detail(detail)
        received = detail.received
        before = next((one for one in self._queue if one.received.item.id == received.item.id), None)
        if before is not None and before.received != received:
            self._fresh -= before.received.is_new and not received.is_new
            self._queue = tuple(replace(one, received=received) if one is before else one for one in self._queue)
            self._tell()

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
            has_changed=detail.has_changed_since,
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

    def _on_said(self, item: RecordId, what: str, changes: Changes) -> None:
        names = {one.received.item.id: first_name(one.peer) for one in self._queue}
        self.done.emit(what, names.get(item, ""))
        self._tell_own(changes)
        bench = self._bench
        bench.run(self, lambda: review_item(bench.vault, item), self._on_item, lambda _problem: None)

    def _on_changed(self, changes: Changes) -> None:
        if not any(changes.touches(kind) for kind in _KINDS) and not changes.directory:
            return
        self._search.changed()
        if changes is self._own:
            self._rest.start()
            return
        self.read()
        item, bench = self._item, self._bench
        if item is not None:
            bench.run(self, lambda: review_item(bench.vault, item), self._show_detail, lambda _problem: None)
