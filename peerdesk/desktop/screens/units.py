"""The unit summary of a peer, where the hospital counts units: what is in it, what is not, and files to take along."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.models.units_views import UnitLine, UnitsView
from peerdesk.desktop.screens.figure_cards import numbers_page
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import ActedLine, put_ruled
from peerdesk.desktop.screens.page import Page
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, Look, OutlinedButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.labels import SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody


class UnitsScreen(Page):
    """Lays it out. `picked` carries the code of a period, `timed` a UnitLine, `save_asked` the ending of a file."""

    picked = Signal(str)
    timed = Signal(object)
    save_asked = Signal(str)
    more_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Unit summary"), parent)
        self.name_page(self.tr("Unit summary"), "H0038")
        self.periods = Picker(self.tr("Period"))
        self.table = OutlinedButton(self.tr("Save as CSV"), icon="download")
        self.paper = OutlinedButton(self.tr("Save as PDF"), icon="download")
        self.change_words = self.tr("Change")
        back = self.lead_back(self.tr("Back"))
        self._filled = Slot()
        told = self.tr(
            "Your hospital counts encounters in units of 15 minutes. A note is in here only if you give it times, and "
            "nobody gets this unless you hand it over. It is not a claim, and the files have no people in them."
        )
        ways = Flow(theme_of(self).space(10))
        ways.put(self.periods, self.table, self.paper)
        body = ScrollBody(gap=14)
        for part in (WrapLabel(told, tone="muted"), ways, self._filled):
            body.body.addWidget(part)
        body.body.addStretch(1)
        self.outer.addWidget(body, 1)
        back.clicked.connect(self.left)
        self.periods.picked.connect(self.picked)
        self.table.clicked.connect(partial(self.save_asked.emit, "csv"))
        self.paper.clicked.connect(partial(self.save_asked.emit, "pdf"))

    def show_view(self, view: UnitsView) -> None:
        """Show a period."""
        self.periods.set_options(view.periods)
        self.periods.set_code(view.period)
        for save in (self.table, self.paper):
            save.setVisible(bool(view.lines))
        left = [self._card(self.tr("In the summary"), view.lines, self.change_words, self.tr("No note has times yet."))]
        right = [self._untimed(view), self._meaning(view)]
        self._filled.put(numbers_page(theme_of(self), view.figures, left, right))

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        self.periods.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, title: str, lines: tuple[UnitLine, ...], act: str, empty: str) -> Card:
        card = Card(padding=20, gap=0)
        card.body.addWidget(SectionTitle(title))
        if not lines:
            card.body.addSpacing(theme_of(self).space(4))
            card.body.addWidget(WrapLabel(empty, tone="muted"))
        put_ruled(card.body, (_line(one, act, partial(self.timed.emit, one)) for one in lines))
        return card

    def _untimed(self, view: UnitsView) -> Card:
        empty = self.tr("Every note of these days has times.") if view.lines else self.tr("No notes in these days.")
        card = self._card(self.tr("Without times, and not in it"), view.untimed, self.tr("Add times"), empty)
        if view.more:
            more = Button(self.tr("Show %n more", "", view.more), look=Look.QUIET, icon="chevron-down", size="small")
            more.clicked.connect(self.more_asked)
            card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _meaning(self, view: UnitsView) -> Card:
        card = Card(padding=20, gap=8)
        card.body.addWidget(SectionTitle(self.tr("What is counted")))
        for line in view.definitions:
            card.body.addWidget(WrapLabel(line, role="meta", tone="muted"))
        return card


def _line(one: UnitLine, act: str, do: Callable[[], object]) -> ActedLine:
    words = QVBoxLayout()
    words.addWidget(StrongLabel(one.title))
    words.addWidget(WrapLabel(one.facts, role="meta", tone="muted"))
    if one.look:
        words.addWidget(WrapLabel(one.look, role="meta_medium", tone="wait"))
    button = Button(act, look=Look.QUIET, size="small", tone="muted")
    button.setAccessibleDescription(f"{one.title}, {one.facts}")
    button.clicked.connect(do)
    return ActedLine(words, button, air=10)
