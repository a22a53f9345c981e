"""Handoffs: who asked for a peer, who was introduced to whom, and what is between this peer and others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.handover_views import HandoversView
from peerdesk.desktop.models.introduction_views import IntroductionView
from peerdesk.desktop.models.referral_views import ReferralsView
from peerdesk.desktop.screens.handover_card import HandoverCard
from peerdesk.desktop.screens.introductions_card import IntroductionsCard
from peerdesk.desktop.screens.page import Page
from peerdesk.desktop.screens.referrals_card import PastReferralsCard, ReferralsCard
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.scroll import ScrollBody


class HandoffsScreen(Page):
    """Lays the page out. `acted` carries a ReferralView and what was pressed, `handover_acted` as on Today.

    `introduction_asked` carries to whom or where, where that is known.
    """

    add_asked = Signal()
    acted = Signal(object, str)
    handover_acted = Signal(object, str)
    hand_over_asked = Signal()
    introduction_asked = Signal(str)
    introduction_acted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Handoffs"), parent)
        self.add = PrimaryButton(self.tr("New referral"), icon="plus", keycap="R")
        self.right.addWidget(self.add)
        self._referrals, self._introductions, self._peers, self._past = Slot(), Slot(), Slot(), Slot()
        body = ScrollBody(gap=14)
        for slot in (self._referrals, self._introductions, self._peers, self._past):
            body.body.addWidget(slot)
        body.body.addStretch(1)
        self.outer.addWidget(body, 1)
        self.add.clicked.connect(self.add_asked)
        shortcut = QShortcut("R", self.add, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.add_asked)

    def show_view(self, view: ReferralsView) -> None:
        """Show the referrals."""
        had_focus = self._referrals.isAncestorOf(self.focusWidget())
        card = ReferralsCard(view)
        card.acted.connect(self.acted)
        self._referrals.put(card)
        self._past.put(PastReferralsCard(view) if view.past else None)
        if had_focus:
            (card.first or self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_introductions(self, views: Sequence[IntroductionView]) -> None:
        """Show who was introduced to whom."""
        had_focus = self._introductions.isAncestorOf(self.focusWidget())
        card = IntroductionsCard(views)
        card.add_asked.connect(lambda: self.introduction_asked.emit(""))
        card.acted.connect(self.introduction_acted)
        self._introductions.put(card)
        if had_focus:
            card.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_handovers(self, view: HandoversView) -> None:
        """Show what is between this peer and others."""
        card = None if view.is_empty else HandoverCard(view, padding=20)
        if card is not None:
            card.acted.connect(self.handover_acted)
            card.hand_over_asked.connect(self.hand_over_asked)
        self._peers.put(card)

    def enter(self) -> None:
        """Put the focus where R begins a referral."""
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
