"""The line above every page: search, the state of saving and sending, who is working, lock, and the menu."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from peerdesk.desktop.models.views import PillView
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import IconButton
from peerdesk.desktop.widgets.fields import SearchField
from peerdesk.desktop.widgets.rail import PersonButton, SyncPill

_HEIGHT = 64
_SEARCH = 340
_SIDE = 32


class TopBar(QWidget):
    """Lays out the bar. `searched` carries what stands in the search field."""

    searched = Signal(str)
    search_left = Signal()
    pill_pressed = Signal()
    lock_asked = Signal()
    person_asked = Signal(QWidget)
    menu_asked = Signal(QWidget)

    def __init__(self, name: str, *, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = theme_of(self)
        self.setFixedHeight(theme.height(_HEIGHT))
        self.search = SearchField(hint)
        self.search.setMaximumWidth(theme.height(_SEARCH))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.pill = SyncPill()
        self.person = PersonButton(name)
        self.lock = IconButton("lock", self.tr("Lock (Ctrl+L)"))
        self.menu = IconButton("menu", self.tr("Menu (F10)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(_SIDE), 0, theme.space(20), 0)
        row.setSpacing(theme.space(8))
        row.addWidget(self.search, 3)
        row.addStretch(1)
        row.addSpacing(theme.space(12))
        for widget in (self.pill, self.person, self.lock, self.menu):
            row.addWidget(widget)
        self.search.textChanged.connect(self.searched)
        self.search.returnPressed.connect(self.search_left)
        self.pill.clicked.connect(self.pill_pressed)
        self.lock.clicked.connect(self.lock_asked)
        self.person.clicked.connect(lambda: self.person_asked.emit(self.person))
        self.menu.clicked.connect(lambda: self.menu_asked.emit(self.menu))

    def show_pill(self, view: PillView) -> None:
        """Show the state of saving and sending."""
        self.pill.show_state(view.state, view.text)
