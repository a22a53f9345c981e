"""The page of handoffs: what is asked on it, and what becomes of it."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.referral_model import ReferralModel
from peerdesk.desktop.models.referral_views import ReferralsView, ReferralView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.one_sheet import OneSheet
from peerdesk.desktop.routes_handover import HandoverRoutes
from peerdesk.desktop.routes_introductions import IntroductionRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.handoffs import HandoffsScreen
from peerdesk.desktop.screens.rail import Place
from peerdesk.desktop.screens.referral_sheets import PassSheet, ReferralSheet
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.referral import ReferralDraft
from peerdesk.domain.referral_vocabulary import ReferralState
from peerdesk.domain.vocabulary import Outcome

HANDOFFS = "handoffs"
_ANSWERS = {
    "met": ReferralState.MET,
    "tried": ReferralState.TRIED,
    "declined": ReferralState.DECLINED,
    "closed": ReferralState.CLOSED,
}


class HandoffRoutes(OneSheet[ReferralSheet | PassSheet]):
    """Connects the page, which is made when somebody first goes there. `writing_asked` carries a note to begin.

    A referral begins where new notes begin.
    """

    writing_asked = Signal(object)

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(shared, parent=parent)
        self._bench = bench
        self.model = ReferralModel(bench, self)
        self._beginning: Callable[[], str] = str
        self._is_new = False
        self._view = ReferralsView()
        self._handovers: HandoverRoutes | None = None

    @property
    def place(self) -> Place:
        """The place in the rail."""
        return Place(code=HANDOFFS, name=self.tr("Handoffs"), icon="swap")

    @property
    def waiting(self) -> tuple[RecordId, ...]:
        """The referrals that wait for this peer."""
        return tuple(RecordId(one.key) for one in self._view.waiting if isinstance(one.key, bytes))

    def begin(self) -> None:
        """Read who waits, once the desk is there."""
        self.model.shown.connect(self._on_shown)
        self.model.begun.connect(self._open_new)
        self.model.kept.connect(self._close)
        self.model.said.connect(self._shared.desk.say)
        self.model.ended.connect(self._on_ended)
        self.model.refused.connect(self._on_refused)
        self.model.read()

    def serve(self, handovers: HandoverRoutes, beginning: Callable[[], str]) -> None:
        """Show on this page, too, what Today shows between peers; `beginning` says where new notes begin."""
        self._handovers, self._beginning = handovers, beginning
        handovers.shown.connect(lambda view: self.page.show_handovers(view) if "page" in self.__dict__ else None)

    def enter(self) -> None:
        """Show the page."""
        self._shared.desk.show_page(self.page, HANDOFFS)
        self.page.enter()

    def introduce(self, to: str) -> None:
        """Begin an introduction to a person or a place."""
        self.page.introduction_asked.emit(to)

    def keep_draft(self) -> None:
        """Keep what stands in the form: the window is about to lock."""
        if isinstance(self.sheet, ReferralSheet) and self._is_new:
            self.model.keep_draft(self.sheet.draft)
        if "page" in self.__dict__:
            self.introductions.keep_draft()

    @cached_property
    def page(self) -> HandoffsScreen:
        """The page."""
        page = HandoffsScreen()
        self._shared.desk.take_in(page)
        page.add_asked.connect(self.model.ask_for_draft)
        page.acted.connect(self._act)
        page.show_view(self._view)
        self.introductions = IntroductionRoutes(self._shared, self._bench, page, parent=self)
        if self._handovers is not None:
            page.handover_acted.connect(self._handovers.act)
            page.hand_over_asked.connect(self._handovers.offer)
            page.show_handovers(self._handovers.view)
        return page

    def _act(self, one: ReferralView, code: str) -> None:
        if not isinstance(one.key, bytes):
            return
        key = RecordId(one.key)
        if code in _ANSWERS:
            self.model.answer(key, _ANSWERS[code])
            if code == "met":
                self.writing_asked.emit(EncounterDraft(outcome=Outcome.MET, setting=one.draft.place))
        elif code == "pass":
            self._pass(key, one)
        else:
            self._change(key, one)

    def _pass(self, key: RecordId, one: ReferralView) -> None:
        sheet = PassSheet(self._shared.window, one.title, self._view.peers)
        sheet.pass_asked.connect(
            lambda person, prompt, agreed: self.model.pass_on(key, person, prompt, agreed=agreed),
        )
        self._open(sheet)

    def _change(self, key: RecordId, one: ReferralView) -> None:
        sheet = ReferralSheet(self._shared.window, self._bench.words, one.draft, is_new=False)

        def keep(draft: ReferralDraft) -> None:
            self.model.change(key, draft)

        sheet.keep_asked.connect(keep)
        self._is_new = False
        self._open(sheet)

    def _open_new(self, left: ReferralDraft | None) -> None:
        draft = left or ReferralDraft(place=self._beginning())
        sheet = ReferralSheet(self._shared.window, self._bench.words, draft, is_new=True)
        sheet.edited.connect(self.model.keep_draft)
        sheet.keep_asked.connect(self.model.add)
        # Who closes the form has seen what stands in it; who is locked out of it has not.
        sheet.rejected.connect(lambda: self.model.keep_draft(ReferralDraft()))
        self._is_new = True
        self._open(sheet)

    def _on_shown(self, view: ReferralsView) -> None:
        self._view = view
        many = len(view.waiting)
        self._shared.desk.rail.show_count(HANDOFFS, many, self.tr("%n who asked for a peer", "", many))
        if "page" in self.__dict__:
            self.page.show_view(view)

    def _on_ended(self, text: str, undo: object) -> None:
        if callable(undo):
            self._shared.desk.say(text, action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)
