"""All shares at once, on Sync and trust: how new notes begin, who has copies, what somebody new could see."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.counts_model import CountsModel
from peerdesk.desktop.models.holding_views import HolderView, OfferView
from peerdesk.desktop.models.holdings_model import HoldingsModel
from peerdesk.desktop.models.level_model import LevelModel
from peerdesk.desktop.models.role_counts_model import RoleCountsModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_papers import PapersRoutes
from peerdesk.desktop.screens.holding_sheets import ChooseSheet, TakeBackSheet
from peerdesk.desktop.screens.sync_trust import SyncTrust
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.vault.shelves.identity import Identity


class SharesRoutes(QObject):
    """Connects the cards of a peer with their models. `said` carries what was done, in words.

    `preview_asked` carries a note and the key of a reader: one note at a time goes through its own preview.
    """

    said = Signal(str)
    refused = Signal(object)
    preview_asked = Signal(object, object)

    def __init__(self, bench: Workbench, identity: Identity, window: QWidget, *, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._choosing: OfferView | None = None
        self._wanted: object = None
        self._name = ""
        self.levels = LevelModel(bench, enrolled=identity.organisation is not None, parent=self)
        self.holdings = HoldingsModel(bench, identity, self)
        self.counts, self.role_counts = CountsModel(bench, self), RoleCountsModel(bench, self)
        for model in (self.levels, self.holdings, self.counts, self.role_counts):
            model.refused.connect(self.refused)
        self.counts.said.connect(self.said)
        self.role_counts.said.connect(self.said)
        self.papers = PapersRoutes(bench, window, parent=self)
        self.papers.said.connect(self.said)
        self.papers.refused.connect(self.refused)
        self.papers.left.connect(self.go_on)
        self.holdings.shown.connect(self._on_holders)
        self.holdings.offered.connect(self._on_offered)
        self.holdings.taken.connect(self._on_taken)

    def serve(self, page: SyncTrust) -> None:
        """Fill the page's cards, and do what is decided there."""
        self.levels.shown.connect(page.levels.show_view)
        page.levels.chosen.connect(self.levels.choose)
        self.holdings.shown.connect(page.holders.show_holders)
        page.holders.asked_back.connect(self._ask_back)
        self.counts.shown.connect(page.counts.show_view)
        page.counts.started.connect(self.counts.start)
        page.counts.stopped.connect(self.counts.stop)
        self.role_counts.shown.connect(page.role_counts.show_view)
        page.role_counts.start.clicked.connect(self.role_counts.start)
        page.role_counts.stop.clicked.connect(self.role_counts.stop)
        self.levels.read()
        self.holdings.read()
        self.counts.read()
        self.role_counts.read()

    def choose_for(self, person: object, name: str) -> None:
        """Ask what somebody new may see, note by note."""
        if isinstance(person, bytes):
            self._name = name
            self.holdings.offer(PersonId(person), name)

    def take_back_from(self, person: object) -> None:
        """Ask whether everything that somebody has is taken back."""
        self._wanted = person
        self.holdings.read()

    def go_on(self) -> None:
        """Come back to the choice after one note was looked at, shared or not."""
        if self._choosing is not None:
            chosen, self._choosing = self._choosing, None
            self.choose_for(chosen.person, self._name)

    def _on_holders(self, holders: tuple[HolderView, ...]) -> None:
        wanted, self._wanted = self._wanted, None
        for holder in holders:
            if holder.key == wanted:
                self._ask_back(holder)

    def _ask_back(self, holder: HolderView) -> None:
        sheet = TakeBackSheet(self._window, holder)
        sheet.accepted.connect(lambda: self.holdings.take_back(holder))
        sheet.open()

    def _on_offered(self, offer: OfferView) -> None:
        sheet = ChooseSheet(self._window, offer)
        sheet.picked.connect(lambda note: self._on_picked(offer, note))
        sheet.papers_picked.connect(lambda individual: self._on_papers_picked(offer, individual))
        sheet.open()

    def _on_picked(self, offer: OfferView, note: object) -> None:
        self._choosing = offer
        self.preview_asked.emit(note, offer.person)

    def _on_papers_picked(self, offer: OfferView, individual: object) -> None:
        self._choosing = offer
        if isinstance(individual, bytes):
            self.papers.offer_to(RecordId(individual), offer.person, offer.first_name)

    def _on_taken(self, name: str) -> None:
        self.said.emit(self.tr("Everything was taken back from %1. It goes with the next sync.").replace("%1", name))
