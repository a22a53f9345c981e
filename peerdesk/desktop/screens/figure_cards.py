"""Large numbers on cards of their own, and tables as charts or as rows to be read."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.report_views import FigureTable, FigureView
from peerdesk.desktop.screens.page import LARGE_TEXT, Columns
from peerdesk.desktop.theme import Theme
from peerdesk.desktop.widgets.bars import BarRow, Bars
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.figure_table import FigureList
from peerdesk.desktop.widgets.labels import HeroLabel, SectionTitle, WrapLabel


def numbers_page(theme: Theme, figures: tuple[FigureView, ...], left: Sequence[Card], right: Sequence[Card]) -> QWidget:
    """Return the large numbers above two columns of cards."""
    page = QWidget()
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme.space(14))
    box.addLayout(_figure_row(theme, figures))
    columns = Columns(side=0, gap=14, narrow=820, fills=False)
    for column, cards in ((columns.main, left), (columns.side, right)):
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
    box.addWidget(columns)
    return page


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


def _figure_row(theme: Theme, figures: tuple[FigureView, ...]) -> QGridLayout:
    """Return the large numbers side by side, below each other where the text is large."""
    row = QGridLayout()
    row.setSpacing(theme.space(14))
    for number, figure in enumerate(figures):
        card = Card(padding=18, gap=2)
        large = HeroLabel(figure.number)
        large.setAccessibleName(f"{figure.name}: {figure.number}")
        card.body.addWidget(large)
        card.body.addWidget(WrapLabel(figure.name, role="medium"))
        row.addWidget(card, *((number, 0) if theme.scale > LARGE_TEXT else (0, number)))
        row.setColumnStretch(row.columnCount() - 1, 1)
    return row
