"""The agenda on the page of supervision: what is asked on it, and what becomes of it."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.agenda_desk import AgendaDesk
from peerdesk.desktop.models.agenda_model import AgendaModel
from peerdesk.desktop.models.agenda_views import AgendaItemView, AgendaView, EntryView, GuideUsedView
from peerdesk.desktop.models.guide_log_model import GuideLogModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.one_sheet import OneSheet
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.agenda_card import AgendaCard
from peerdesk.desktop.screens.agenda_sheets import DecisionSheet, EntrySheet, MeetingSheet, TopicSheet
from peerdesk.desktop.screens.guide_log_card import GuideLogCard
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.screens.supervision import SupervisionScreen
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.ids import RecordId


class AgendaRoutes(OneSheet[DecisionSheet]):
    """Connects the cards, which stand on the page of supervision: the agenda above the sessions, the guides below."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(shared, parent=parent)
        self._bench = bench
        self._view = AgendaView()
        self._last: object = None
        self._with, self._is_served = ("", "", False), False
        self.model = AgendaModel(bench, shared.identity.role, self)
        self.adding, self.guides = AgendaDesk(bench, self), GuideLogModel(bench, self)
        self.card: AgendaCard | None = None
        self._agenda, self._used = Slot(), Slot()
        self.model.shown.connect(self._on_shown)
        self.model.kept.connect(self._close)
        self.adding.previewed.connect(self._on_previewed)
        self.adding.said.connect(self._on_said)
        for model in (self.model, self.adding, self.guides):
            model.refused.connect(self._on_refused)
        self.model.removed.connect(self._on_removed)
        self.guides.removed.connect(self._on_removed)

    def serve(self, page: SupervisionScreen) -> None:
        """Put the cards on the page."""
        page.put_above(self._agenda)
        page.put_below(self._used)
        self._is_served = True
        person, name, can_add = self._with
        self.model.show_with(person, name, can_add=can_add)

    def show_with(self, person: str, name: str, *, can_add: bool) -> None:
        """Show the agenda with somebody, named by their id in hex, once its page is there."""
        if person:
            self.adding.choose(person, name)
        self._with = (person, name, can_add)
        if self._is_served:
            self.model.show_with(person, name, can_add=can_add)

    def ask_to_talk(self) -> None:
        """Show what asking for a talk says, and ask once that is agreed; there need be no page for it."""
        self.adding.preview_talk()

    def suggest(self) -> None:
        """Ask for a topic about what the team agreed on: guides, words, how things are done."""
        sheet = TopicSheet(self._shared.window, self.model.topics())
        sheet.topics.set_codes((AgendaTopic.POLICY.value,))
        sheet.keep_asked.connect(self.model.add)
        self._open(sheet)

    def _act(self, one: AgendaItemView, code: str) -> None:
        if not isinstance(one.key, bytes):
            return
        key = RecordId(one.key)
        if code in {"talked", "not_yet"}:
            self.model.tick(one, talked=code == "talked")
        elif code == "add":
            self.adding.preview(key)
        elif code == "take_back":
            self.adding.take_back(key)
        else:
            self._change(key, one)

    def _add(self) -> None:
        sheet = TopicSheet(self._shared.window, self._view.topics)
        sheet.keep_asked.connect(self.model.add)
        self._open(sheet)

    def _change(self, key: RecordId, one: AgendaItemView) -> None:
        sheet = TopicSheet(self._shared.window, self._view.topics, one.draft, can_change=one.can_change)
        sheet.keep_asked.connect(lambda draft: self.model.change(key, draft))
        sheet.remove_asked.connect(lambda: self.model.remove(key))
        self._open(sheet)

    def _meet(self) -> None:
        sheet = MeetingSheet(self._shared.window, self._bench.words, self._bench.today(), self._view)
        sheet.keep_asked.connect(self.model.meet)
        self._open(sheet)

    def _on_guide(self, one: GuideUsedView, code: str) -> None:
        if isinstance(one.key, bytes):
            act = self.guides.bring if code == "bring" else self.guides.remove
            act(RecordId(one.key))

    def _move(self, one: AgendaItemView, by: int) -> None:
        if isinstance(one.key, bytes):
            self._last = one.key
            self.model.move(RecordId(one.key), by)

    def _on_previewed(self, view: EntryView) -> None:
        key = view.key
        sheet = EntrySheet(self._shared.window, view)
        if isinstance(key, bytes):
            sheet.accepted.connect(lambda: self.adding.share(RecordId(key)))
        else:
            sheet.accepted.connect(self.adding.ask)
        self._open(sheet)

    def _on_shown(self, view: AgendaView) -> None:
        # Filled anew, the card would lose the focus of whoever has just pressed something on it.
        had_focus = self._agenda.isAncestorOf(self._agenda.window().focusWidget())
        key = self._last or (self.card.focused() if self.card is not None and had_focus else None)
        self._view, self.card = view, AgendaCard(view)
        card = self.card
        card.acted.connect(self._act)
        card.moved.connect(self._move)
        card.add_asked.connect(self._add)
        card.talk_asked.connect(self.ask_to_talk)
        card.meeting_asked.connect(self._meet)
        self._agenda.put(card)
        used = GuideLogCard(view) if view.guides else None
        if used is not None:
            used.acted.connect(self._on_guide)
        self._used.put(used)
        self._last = None
        if had_focus or key is not None:
            card.enter(key)

    def _on_said(self, line: str) -> None:
        self._shared.desk.say(line)

    def _on_removed(self, undo: object) -> None:
        if callable(undo):
            said = self.tr("Off your list, and off every agenda")
            self._shared.desk.say(said, action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)
