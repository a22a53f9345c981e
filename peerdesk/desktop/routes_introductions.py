"""Introductions on the page of handoffs: what is asked there, and what becomes of it."""

from dataclasses import replace

from PySide6.QtCore import QObject

from peerdesk.desktop.models.introduction_model import IntroductionModel
from peerdesk.desktop.models.introduction_views import IntroductionView
from peerdesk.desktop.models.unfinished_form import UnfinishedForm
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.one_sheet import OneSheet
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.handoffs import HandoffsScreen
from peerdesk.desktop.screens.introduction_sheet import IntroductionSheet
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.domain.introduction_vocabulary import IntroductionResult
from peerdesk.work.unfinished import INTRODUCTION


class IntroductionRoutes(OneSheet[IntroductionSheet]):
    """Connects the card, which stands on a page of others."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, page: HandoffsScreen, *, parent: QObject) -> None:
        super().__init__(shared, parent=parent)
        self._bench, self._page = bench, page
        self.model = IntroductionModel(bench, self)
        self.left = UnfinishedForm(bench, INTRODUCTION, IntroductionDraft(), self)
        self.model.shown.connect(page.show_introductions)
        self.model.kept.connect(self._close)
        self.model.deleted.connect(self._on_deleted)
        self.model.refused.connect(self._on_refused)
        page.introduction_asked.connect(self._add)
        page.introduction_acted.connect(self._act)
        self.model.read()
        self.left.read()

    def _act(self, one: IntroductionView, code: str) -> None:
        if code != "change":
            self.model.answer(one, IntroductionResult(code))
        elif isinstance(one.key, bytes):
            self._change(RecordId(one.key), one.draft)

    def keep_draft(self) -> None:
        """Keep what stands in a new one: the window is about to lock."""
        if self.sheet is not None and self.sheet.is_new:
            self.left.keep(self.sheet.draft)

    def _add(self, to: str) -> None:
        left = self.left.stands or IntroductionDraft()
        draft = replace(left, to=to or left.to)
        sheet = IntroductionSheet(self._shared.window, self._bench.words, self._bench.today(), draft, is_new=True)
        sheet.rejected.connect(self.left.forget)
        sheet.accepted.connect(self.left.forget)
        sheet.offer(self.model.places)
        self.model.places_known.connect(sheet.offer)
        sheet.keep_asked.connect(self.model.add)
        self._open(sheet)

    def _change(self, key: RecordId, draft: IntroductionDraft) -> None:
        sheet = IntroductionSheet(self._shared.window, self._bench.words, self._bench.today(), draft)

        def keep(changed: IntroductionDraft) -> None:
            self.model.change(key, changed)

        sheet.keep_asked.connect(keep)
        sheet.delete_asked.connect(lambda: self.model.delete(key))
        self._open(sheet)

    def _on_deleted(self, undo: object) -> None:
        self._close()
        if callable(undo):
            said = self.tr("Introduction deleted")
            self._shared.desk.say(said, action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)
