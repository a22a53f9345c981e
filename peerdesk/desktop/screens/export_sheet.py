"""Own notes to take along: what is in the file is chosen, and seen, before it is written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.impact_views import ExportView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, QuietButton
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet


class ExportSheet(Sheet):
    """`looked` asks for the preview; `asked` carries the ending of the file that is wanted: csv or pdf."""

    looked = Signal()
    asked = Signal(str)

    def __init__(self, window: QWidget, period: str) -> None:
        super().__init__(window, "", width=620)
        self.set_title(self.tr("Take my notes along"))
        self.handles = CheckChip(self.tr("What I call people"))
        self.memory = CheckChip(self.tr("My notes for myself"))
        self._seen = Slot()
        close = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        self.table = OutlinedButton(self.tr("Save as CSV"), icon="download")
        self.paper = OutlinedButton(self.tr("Save as PDF"), icon="download")
        self.body.addWidget(WrapLabel(period, tone="muted"))
        self.body.addWidget(StrongLabel(self.tr("Also put into it")))
        self.body.addWidget(self.handles)
        self.body.addWidget(self.memory)
        self.body.addWidget(self._seen)
        ways = Flow(theme_of(self).space(8))
        ways.put(self.table, self.paper)
        self.buttons.addWidget(close)
        self.buttons.addWidget(ways)
        close.clicked.connect(self.reject)
        self.table.clicked.connect(lambda: self.asked.emit("csv"))
        self.paper.clicked.connect(lambda: self.asked.emit("pdf"))
        for chip in (self.handles, self.memory):
            chip.toggled.connect(lambda _on: self.looked.emit())

    def show_view(self, view: ExportView) -> None:
        """Show what would go out."""
        card = Card(padding=14, gap=8)
        card.body.addWidget(StrongLabel(view.count))
        card.body.addWidget(WrapLabel(view.columns, role="meta", tone="muted"))
        for line in view.first:
            card.body.addWidget(WrapLabel(line, role="meta"))
        card.body.addLayout(signed_line(Icon("warning", tone="wait"), WrapLabel(view.notice, role="meta"), gap=10))
        self._seen.put(card)
        self._place()
