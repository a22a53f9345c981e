"""One person: everything about them in one list, the newest day first, and the ways to name them and save it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.models.person_views import PersonView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.page import PAGE_SIDE, Page
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.section_list import SectionList


class PersonScreen(Page):
    """Lays it out. `opened` carries where a thing lies. The window's title never says who it is."""

    back_asked = Signal()
    opened = Signal(object)
    rename_asked = Signal()
    same_asked = Signal()
    save_asked = Signal()
    end_reached = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("One person"), parent)
        theme = theme_of(self)
        self.list = SectionList(self.tr("Everything about them"))
        self._also, self._asked = WrapLabel("", role="meta", tone="muted"), WrapLabel("")
        self.back = self.lead_back(self.tr("Back"))
        self.rename = LinkButton(self.tr("Another handle"), icon="pencil")
        self.same = LinkButton(self.tr("Same person as..."), icon="users")
        self.save = LinkButton(self.tr("Save as PDF"), icon="download")
        ways = Flow(theme.space(18))
        ways.put(self.rename, self.same, self.save)
        card = Card(padding=0, gap=0)
        card.body.setContentsMargins(0, theme.space(6), 0, theme.space(6))
        card.body.addWidget(self.list)
        holder = QVBoxLayout()
        side = theme.space(PAGE_SIDE)
        holder.setContentsMargins(side, 0, side, theme.space(24))
        holder.setSpacing(theme.space(12))
        for part in (self._asked, self._also, ways):
            holder.addWidget(part)
        holder.addWidget(card, 1)
        self.outer.addLayout(holder, 1)
        self._connect()

    def show_view(self, view: PersonView) -> None:
        """Show somebody, and keep the reader's place in the list."""
        self.name_page(view.handle, view.count)
        for label, words in ((self._also, view.also), (self._asked, view.asked)):
            label.setText(words)
            label.setVisible(bool(words))
        self.list.set_rows(view.rows)
        if view.rows and self.list.current_key() is None:
            self.list.choose_first()

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        for button, signal in (
            (self.back, self.back_asked),
            (self.rename, self.rename_asked),
            (self.same, self.same_asked),
            (self.save, self.save_asked),
        ):
            button.clicked.connect(signal)
        self.list.opened.connect(self.opened)
        bar = self.list.verticalScrollBar()
        bar.valueChanged.connect(lambda at: self.end_reached.emit() if at >= bar.maximum() - 400 else None)
