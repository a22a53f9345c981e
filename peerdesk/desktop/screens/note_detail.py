"""One note: what stands in it, who can read it, what was said about it, and how it came to be."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.version_views import VersionsView
from peerdesk.desktop.models.views import NoteView
from peerdesk.desktop.screens.comments_card import CommentsCard
from peerdesk.desktop.screens.history_card import HistoryCard
from peerdesk.desktop.screens.note_body import NoteBody
from peerdesk.desktop.screens.page import Columns, Page
from peerdesk.desktop.screens.sharing_card import SharingCard
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.screens.two_versions import TwoVersions
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Look, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.scroll import ScrollBody


class NoteDetail(Page):
    """Lays out one note. The window's title stays "Note": no handle is ever in it. `top` is for another way on."""

    back_asked = Signal()
    edit_asked = Signal()
    delete_asked = Signal()
    share_asked = Signal(object)
    stop_asked = Signal(object)
    replied = Signal(str)
    version_opened = Signal(object)
    versions_kept = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Note"), parent)
        theme = theme_of(self)
        self._back = self.lead_back(self.tr("Notes"))
        self._edit = PrimaryButton(self.tr("Edit note"), icon="pencil", keycap="Ctrl+E")
        self._delete = QuietButton(self.tr("Delete"), tone="muted")
        self._body = ScrollBody()
        self._shown: QWidget = QWidget()
        self._view: NoteView | None = None
        self._versions: VersionsView | None = None
        self._two: TwoVersions | None = None
        self._two_slot, self._history_slot, self._consent_slot = Slot(), Slot(), Slot()
        self._body.body.addWidget(self._two_slot)
        self._body.body.addWidget(self._shown)
        self.right.addWidget(self._delete)
        self.right.addWidget(self._edit)
        self.head.setContentsMargins(theme.space(32), 0, theme.space(32), theme.space(16))
        self.outer.addWidget(self._body, 1)
        self._back.clicked.connect(self.back_asked)
        self._edit.clicked.connect(self.edit_asked)
        self._delete.clicked.connect(self.delete_asked)

    def show_note(self, view: NoteView) -> None:
        """Show a note, and keep the reader's place on the page. What stands here already stays as it is."""
        if view == self._view:
            return
        self._view = view
        at = self._body.verticalScrollBar().value()
        self.name_page(view.title, view.subtitle)
        fresh = self._columns(view)
        self._body.body.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh
        self._body.verticalScrollBar().setValue(at)

    def show_versions(self, view: VersionsView) -> None:
        """Show what differs and how the note came to be. What was picked so far stays picked while nothing changes."""
        self._versions = view
        disputes = view.disputes
        if disputes != (self._two.disputes if self._two is not None else ()):
            self._two = TwoVersions(disputes) if disputes else None
            if self._two is not None:
                self._two.kept.connect(self.versions_kept)
            self._two_slot.put(self._two)
            self._edit.set_look(Look.OUTLINED if disputes else Look.PRIMARY)
        self._fill_history()

    def show_consent(self, card: QWidget | None) -> None:
        """Show what whom the note is about allows; nothing for a note about nobody in particular."""
        self._consent_slot.put(card)

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_versions(self) -> None:
        """Put the focus on what differs, where anything does."""
        if self._two is not None:
            self._body.verticalScrollBar().setValue(0)
            self._two.enter()

    def _columns(self, view: NoteView) -> QWidget:
        theme = theme_of(self)
        columns = Columns(side=348, gap=20, fills=False)
        note = Card(padding=0, gap=0)
        note.body.setContentsMargins(theme.space(24), theme.space(20), theme.space(24), theme.space(22))
        note.body.addWidget(NoteBody(view, full=True, private=self.tr("Only you")))
        columns.main.addWidget(note)
        self._history_slot = Slot()
        columns.main.addWidget(self._history_slot)
        self._fill_history()
        columns.main.addStretch(1)
        sharing = SharingCard(view)
        sharing.share_asked.connect(self.share_asked)
        sharing.stop_asked.connect(self.stop_asked)
        columns.side.addWidget(sharing)
        columns.side.addWidget(self._consent_slot)
        if view.sharing or view.comments or view.thanks:
            comments = CommentsCard(view)
            comments.replied.connect(self.replied)
            columns.side.addWidget(comments)
        columns.side.addStretch(1)
        return columns

    def _fill_history(self) -> None:
        lines = self._versions.history if self._versions is not None else ()
        card = HistoryCard(lines) if lines else None
        if card is not None:
            card.opened.connect(self.version_opened)
        self._history_slot.put(card)
