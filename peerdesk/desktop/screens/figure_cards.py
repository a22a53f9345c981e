"""Large numbers on cards of their own, and tables as charts or as rows to be read."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.report_views import FigureTable, FigureView, PulseView
from peerdesk.desktop.screens.page import Columns
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.bars import BarRow, Bars
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.figure_table import FigureList
from peerdesk.desktop.widgets.labels import HeroLabel, Label, SectionTitle, WrapLabel

_FIGURE = 160


def numbers_page(theme: Theme, figures: tuple[FigureView, ...], left: Sequence[Card], right: Sequence[Card]) -> QWidget:
    """Return the large numbers above two columns of cards."""
    page = QWidget()
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.space(14))
    box.addWidget(FigureRow(figures))
    columns = Columns(side=0, gap=14, narrow=820, fills=False)
    for column, cards in ((columns.main, left), (columns.side, right)):
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
    box.addWidget(columns)
    return page


def pulse_part(
    theme: Theme, pulse: PulseView, heads: tuple[str, str], more: Sequence[Card], *, as_chart: bool
) -> QWidget:
    """Return how the program is for its peers: its title above two columns of cards, `more` at the end."""
    part = QWidget()
    box = QVBoxLayout(part)
    box.setContentsMargins(0, theme.space(10), 0, 0)
    box.setSpacing(theme.space(4))
    box.addWidget(Label(pulse.title, role="title"))
    box.addWidget(WrapLabel(pulse.slips, tone="muted"))
    box.addSpacing(theme.space(6))
    columns = Columns(side=0, gap=14, narrow=820, fills=False)
    cards = [_statement_card(table, heads, pulse.too_few, as_chart=as_chart) for table in pulse.tables]
    middle = (len(cards) + 1) // 2
    for column, held in ((columns.main, cards[:middle]), (columns.side, [*cards[middle:], *more])):
        for card in held:
            column.addWidget(card)
        column.addStretch(1)
    box.addWidget(columns)
    return part


def _statement_card(table: FigureTable, heads: tuple[str, str], too_few: str, *, as_chart: bool) -> Card:
    if table.rows:
        return table_card(table, heads, as_chart=as_chart)
    card = Card(padding=20, gap=10)
    card.body.addWidget(SectionTitle(table.title))
    card.body.addWidget(WrapLabel(too_few, tone="muted"))
    return card


def table_card(table: FigureTable, heads: tuple[str, str], *, as_chart: bool) -> Card:
    """Return a table on a card, as a chart or as rows under `heads`."""
    card = Card(padding=20, gap=10)
    card.body.addWidget(SectionTitle(table.title))
    if as_chart:
        rows = tuple(BarRow(label=one.label, number=one.number, part=one.part) for one in table.rows)
        card.body.addWidget(Bars(rows))
    else:
        card.body.addWidget(FigureList(table.title, heads, [(one.label, one.number) for one in table.rows]))
    return card


class FigureRow(QWidget):
    """The large numbers side by side, or below each other where one of them would have less than `_FIGURE` pixels."""

    def __init__(self, figures: tuple[FigureView, ...]) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme_of(self).space(14))
        for figure in figures:
            self._box.addWidget(_figure_card(figure), 1)

    def minimumSizeHint(self) -> QSize:
        """Ask for the widest card only: a row that is too narrow for all gets the chance to stack them."""
        widths = [card.minimumSizeHint().width() for card in self.findChildren(Card)]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacks = self.width() < self._box.count() * theme_of(self).height(_FIGURE)
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if stacks else QBoxLayout.Direction.LeftToRight)


def _figure_card(figure: FigureView) -> Card:
    card = Card(padding=18, gap=2)
    large = HeroLabel(figure.number)
    large.setAccessibleName(f"{figure.name}: {figure.number}")
    card.body.addWidget(large)
    card.body.addWidget(WrapLabel(figure.name, role="medium"))
    card.body.addStretch(1)
    return card
