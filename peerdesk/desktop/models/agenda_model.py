"""The agenda on the desk: reading it, the peer's own list and its order, and the tick of either."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.agenda_views import AgendaItemView, AgendaView
from peerdesk.desktop.models.agenda_words import AgendaWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.domain.agenda import AgendaDraft, NextMeeting, moved
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.guide_use import GuideUse
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.work import agenda as acts
from peerdesk.work.agenda_list import ListedItem, agenda
from peerdesk.work.agenda_received import ReceivedItem, received_agenda, tick_talked
from peerdesk.work.guide_log import guide_log
from peerdesk.work.supervision_overview import Overview, overview

_KINDS: Final = (
    *(RecordKind.AGENDA_ITEM, RecordKind.AGENDA_ENTRY, RecordKind.TALKED_ABOUT, RecordKind.GUIDE_USE),
    *(RecordKind.NEXT_MEETING, RecordKind.SUPERVISION, RecordKind.SUPERVISION_SIGNED),
    *(RecordKind.REMOVED, RecordKind.COMMENT),
    *(RecordKind.ENCOUNTER, RecordKind.SHARED_ENCOUNTER),
)


class _Read(NamedTuple):
    items: tuple[ListedItem, ...] = ()
    received: tuple[ReceivedItem, ...] = ()
    guides: tuple[GuideUse, ...] = ()
    meeting: NextMeeting = NextMeeting()
    overview: Overview = Overview()


class AgendaModel(ActingModel):
    """Reads again after each change, once a page has said with whom. `shown` carries an AgendaView.

    `kept` says that a form was taken, `removed` carries how to undo that something was taken off the list.
    """

    shown = Signal(object)
    kept = Signal()
    removed = Signal(object)

    def __init__(self, bench: Workbench, role: Role | None, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self._is_supervisor = role is Role.SUPERVISOR
        self._words = AgendaWords(bench, self)
        self._person: PersonId | None = None
        self._name, self._can_add, self._is_asked = "", False, False
        self._order: tuple[RecordId, ...] = ()
        bench.announcer.changed.connect(self._on_changed)

    def show_with(self, person: str, name: str, *, can_add: bool) -> None:
        """Show the agenda with somebody, named by their id in hex; with nobody it is the peer's own list."""
        self._person = PersonId(bytes.fromhex(person)) if person else None
        self._name, self._can_add, self._is_asked = name, can_add and bool(person), True
        self.read()

    def read(self) -> None:
        """Read the list."""
        vault, person, is_supervisor = self._bench.vault, self._person, self._is_supervisor

        def job() -> _Read:
            if is_supervisor:
                return _Read(received=received_agenda(vault, person) if person else ())
            found = overview(vault, person) if person else Overview()
            return _Read(agenda(vault), (), guide_log(vault), acts.next_meeting(vault), found)

        self._bench.run(self, job, self._on_read, self.refused.emit)

    def add(self, draft: AgendaDraft) -> None:
        """Put something on the list."""
        bench = self._bench
        self._do(lambda: acts.add_item(bench.vault, draft, bench.now(), bench.rng)[1], self.kept.emit)

    def change(self, key: RecordId, draft: AgendaDraft) -> None:
        """Say anew what an item is about."""
        bench = self._bench
        self._do(lambda: acts.change_item(bench.vault, key, draft, bench.now(), bench.rng), self.kept.emit)

    def remove(self, key: RecordId) -> None:
        """Take an item off the list, and back from whoever reads it."""
        bench = self._bench

        def done(gone: tuple[RecordId, Changes]) -> None:
            item, changes = gone
            self.kept.emit()
            self.removed.emit(lambda: self._do(lambda: acts.put_back(bench.vault, item)))
            bench.announcer.tell(changes)

        bench.run(self, lambda: acts.remove_item(bench.vault, key, bench.now(), bench.rng), done, self.refused.emit)

    def move(self, key: RecordId, by: int) -> None:
        """Move an item up (-1) or down (1)."""
        bench, order = self._bench, moved(self._order, key, by)
        if order != self._order:
            self._do(lambda: acts.order_items(bench.vault, order, bench.now(), bench.rng))

    def tick(self, one: AgendaItemView, *, talked: bool) -> None:
        """Say that an item was talked about, or that it was not."""
        if isinstance(one.key, bytes):
            bench, key = self._bench, RecordId(one.key)
            mark = tick_talked if self._is_supervisor else acts.mark_talked
            self._do(lambda: mark(bench.vault, key, bench.now(), bench.rng, talked=talked))

    def meet(self, on: str, words: str) -> None:
        """Write down when they meet next."""
        bench = self._bench
        self._do(lambda: acts.set_meeting(bench.vault, on, words, bench.now(), bench.rng), self.kept.emit)

    def _on_read(self, read: _Read) -> None:
        self.shown.emit(self._received(read.received) if self._is_supervisor else self._own(read))

    def topics(self) -> tuple[tuple[str, str], ...]:
        """Return the topics that can be chosen, with their words."""
        return self._words.topics()

    def _received(self, received: Sequence[ReceivedItem]) -> AgendaView:
        waiting = (one for one in received if one.session is None)
        name = first_name(self._name)
        return AgendaView(items=tuple(map(self._words.received, waiting)), name=name, is_supervisor=True)

    def _own(self, read: _Read) -> AgendaView:
        waiting = tuple(one for one in read.items if one.is_open)
        self._order = tuple(one.id for one in waiting)
        name = first_name(self._name)
        return AgendaView(
            items=tuple(self._words.item(one, self._person, can_add=self._can_add) for one in waiting),
            guides=tuple(self._words.used(one, read.items) for one in read.guides),
            topics=self._words.topics(),
            name=name,
            can_ask=self._can_add,
            meeting=self._words.meeting(read.meeting),
            meets_on=read.meeting.on.isoformat() if read.meeting.on else "",
            meets=read.meeting.words,
            facts=self._words.facts(read.overview, name),
        )

    def _on_changed(self, changes: Changes) -> None:
        if self._is_asked and (changes.directory or any(map(changes.touches, _KINDS))):
            self.read()
