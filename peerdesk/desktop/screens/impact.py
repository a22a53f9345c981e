"""What a peer did, for the peer alone: calm sums, without a goal, a streak or anybody to compare with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.impact_views import ImpactView
from peerdesk.desktop.screens.figure_cards import numbers_page, table_card
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.page import Page
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton
from peerdesk.desktop.widgets.cards import Card, EmptyState
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.desktop.widgets.segment import Segment


class ImpactScreen(Page):
    """Lays it out. `picked` carries the code of a period."""

    picked = Signal(str)
    export_asked = Signal()
    units_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What I did"), parent)
        self._view = ImpactView()
        self.periods = Picker(self.tr("Period"))
        looks = (("chart", self.tr("Chart")), ("table", self.tr("Table")))
        self.looks = Segment(looks, name=self.tr("How the numbers are shown"))
        self.looks.set_code("chart")
        self.export = OutlinedButton(self.tr("Take my notes along"), icon="download")
        self.units = OutlinedButton(self.tr("Unit summary"), icon="clock")
        self.units.hide()
        told = self.tr("Only you see this. It is worked out when you look, and it never leaves this computer.")
        body = ScrollBody(gap=14)
        ways = Flow(theme_of(self).space(10))
        ways.put(self.periods, self.looks, self.export, self.units)
        self._filled = Slot()
        for part in (WrapLabel(told, tone="muted"), ways, self._filled):
            body.body.addWidget(part)
        body.body.addStretch(1)
        self.outer.addWidget(body, 1)
        self.periods.picked.connect(self.picked)
        self.looks.chosen.connect(lambda _code: self._fill())
        self.export.clicked.connect(self.export_asked)
        self.units.clicked.connect(self.units_asked)

    def show_view(self, view: ImpactView) -> None:
        """Show a period."""
        self._view = view
        self.periods.set_options(view.periods)
        self.periods.set_code(view.period)
        self.units.setVisible(view.counts_units)
        self._fill()

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        self.periods.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        view = self._view
        self.looks.setVisible(bool(view.tables))
        if not view.tables:
            card = Card(padding=20)
            words = self.tr("Nothing was noted in these days.")
            card.body.addWidget(EmptyState("bars", self.tr("Nothing to add up"), words))
            self._filled.put(card)
            return
        heads, as_chart = (self.tr("Answer"), self.tr("Count")), self.looks.code() == "chart"
        cards = [table_card(table, heads, as_chart=as_chart) for table in view.tables]
        self._filled.put(numbers_page(theme_of(self), view.figures, cards[::2], cards[1::2]))
