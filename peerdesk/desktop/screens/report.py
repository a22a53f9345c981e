"""The program report: what the team did in a month or a quarter. No peer is in it, and no number from 1 to 10."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.report_views import ReportView
from peerdesk.desktop.screens.figure_cards import numbers_page, pulse_part, table_card
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import stacked
from peerdesk.desktop.screens.page import Page
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Card, EmptyState, Icon
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.desktop.widgets.segment import Segment

_LEFT_TABLES = ("outcomes", "support", "out_of_role")


class ReportScreen(Page):
    """Lays the page out, `box` last: what was in the box of the peers. `picked` carries the code of a period."""

    picked = Signal(str)
    print_asked = Signal()
    page_asked = Signal()
    table_asked = Signal()

    def __init__(self, box: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Program report"), parent)
        self._view = ReportView()
        self.periods = Picker(self.tr("Period"))
        self.looks = Segment(self._look_words(), name=self.tr("How the numbers are shown"))
        self.looks.set_code("chart")
        self.table = OutlinedButton(self.tr("Save as CSV"), icon="download")
        self.paper = PrimaryButton(self.tr("Save as PDF"), icon="download", keycap="Ctrl+E")
        self.print = OutlinedButton(self.tr("Print"), icon="print")
        self.body = ScrollBody(gap=14)
        self._filled = Slot()
        self._bar = self._tool_row()
        self.body.body.addWidget(self._bar)
        self.body.body.addWidget(self._filled)
        self.body.body.addWidget(box)
        self.body.body.addStretch(1)
        self.outer.addWidget(self.body, 1)
        self.periods.picked.connect(self.picked)
        self.looks.chosen.connect(lambda _code: self._fill())
        self.table.clicked.connect(self.table_asked)
        self.paper.clicked.connect(self.page_asked)
        self.print.clicked.connect(self.print_asked)

    def show_view(self, view: ReportView) -> None:
        """Show a period, or why there are no numbers."""
        self._view = view
        self.name_page(self.tr("Program report"), view.organisation)
        self.periods.set_options(view.periods)
        if view.period:
            self.periods.set_code(view.period)
        self._bar.setVisible(bool(view.periods))
        for part in (self.looks, self.table, self.paper, self.print):
            part.setVisible(bool(view.tables) or view.pulse is not None)
        self._fill()
        if self.title.hasFocus():
            self.enter()

    def enter(self) -> None:
        """Put the focus where a reader begins: on the title while there is no period, which says where one is."""
        first = self.periods if self._view.periods else self.title
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_words(self) -> tuple[tuple[str, str], ...]:
        return ("chart", self.tr("Chart")), ("table", self.tr("Table"))

    def _tool_row(self) -> QWidget:
        row = Flow(theme_of(self).space(10))
        row.put(self.periods, self.looks, self.print, self.table, self.paper)
        return row

    def _fill(self) -> None:
        view = self._view
        parts: list[QWidget] = []
        if view.tables:
            parts.append(self._figures(view))
        else:
            card = Card(padding=20)
            title = self.tr("No numbers to show") if view.pulse is None else self.tr("No visits to show")
            card.body.addWidget(EmptyState("bars", title, view.unsaid))
            parts.append(card)
        if view.pulse is not None:
            # What the numbers mean stands once, beside the first of them.
            more = () if view.tables else (self._meaning(view),)
            parts.append(pulse_part(theme_of(self), view.pulse, self._heads(), more, as_chart=self._as_chart()))
        self._filled.put(stacked(parts, gap=14, ruled=False))

    def _figures(self, view: ReportView) -> QWidget:
        cards = {table.code: table_card(table, self._heads(), as_chart=self._as_chart()) for table in view.tables}
        left = [card for code, card in cards.items() if code in _LEFT_TABLES]
        right = [card for code, card in cards.items() if code not in _LEFT_TABLES]
        return numbers_page(theme_of(self), view.figures, left, [*right, self._meaning(view)])

    def _heads(self) -> tuple[str, str]:
        return self.tr("Answer"), self.tr("Count")

    def _as_chart(self) -> bool:
        return self.looks.code() == "chart"

    def _meaning(self, view: ReportView) -> Card:
        theme = theme_of(self)
        card = Card(padding=20, gap=8)
        head = QHBoxLayout()
        head.setSpacing(theme.space(8))
        head.addWidget(Icon("shield-check", size=18, tone="private"))
        head.addWidget(StrongLabel(view.definitions_title), 1)
        card.body.addLayout(head)
        for line in view.definitions:
            card.body.addWidget(WrapLabel(line, role="meta", tone="muted"))
        return card
