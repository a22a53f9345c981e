"""Somebody's permission papers beside the supervisor's list: to be read, and nothing else."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.papers_views import ReceivedPapersView
from peerdesk.desktop.screens.papers_body import PapersBody
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.screens.today import icon_line
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Card, Hairline
from peerdesk.desktop.widgets.labels import MutedLabel, SectionTitle
from peerdesk.desktop.widgets.scroll import ScrollBody


class PapersPane(Card):
    """Lays them out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, gap=0, parent=parent)
        theme = theme_of(self)
        self._title, self._shared = SectionTitle(), MutedLabel()
        head = QHBoxLayout()
        side = theme.space(22)
        head.setContentsMargins(side, theme.space(18), side, theme.space(12))
        head.addWidget(self._title, 1)
        head.addWidget(self._shared)
        self._inside = Slot()
        body = ScrollBody(margins=(22, 0, 22, 18), gap=12)
        body.body.addWidget(self._inside)
        body.body.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(body, 1)

    def show_papers(self, view: ReceivedPapersView | None) -> None:
        """Show them, or none: then no word of them stays, not even where nobody sees it."""
        if view is None:
            self._title.setText("")
            self._shared.setText("")
            self._inside.put(None)
            return
        self._title.setText(view.papers.handle)
        self._shared.setText(view.shared)
        content = QWidget()
        box = QVBoxLayout(content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(self).space(12))
        box.addWidget(PapersBody(view.papers))
        box.addWidget(Hairline())
        yours = self.tr("This is for you alone. %1 can take it back at any time.").replace("%1", view.first_name)
        box.addLayout(icon_line("lock", yours, "private"))
        if view.opened:
            box.addLayout(icon_line("eye", view.opened))
        self._inside.put(content)
