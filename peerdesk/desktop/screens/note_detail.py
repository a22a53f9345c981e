"""One note: what stands in it, who can read it, what was said about it, and how it came to be."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.views import NoteView, VersionView
from peerdesk.desktop.screens.comments_card import CommentsCard
from peerdesk.desktop.screens.note_body import NoteBody
from peerdesk.desktop.screens.page import Columns, Page
from peerdesk.desktop.screens.sharing_card import SharingCard
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.buttons import Button, Look, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card, Hairline
from peerdesk.desktop.widgets.labels import Label, MutedLabel, SectionTitle
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.scroll import ScrollBody


class NoteDetail(Page):
    """Lays out one note. The window's title stays "Note": no handle is ever in it."""

    back_asked = Signal()
    edit_asked = Signal()
    delete_asked = Signal()
    share_asked = Signal(object)
    stop_asked = Signal(object)
    replied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Note"), parent)
        theme = theme_of(self)
        self._back = Button(self.tr("Notes"), look=Look.QUIET, icon="chevron-left", size="small", tone="muted")
        self._edit = PrimaryButton(self.tr("Edit note"), icon="pencil", keycap="Ctrl+E")
        self._delete = QuietButton(self.tr("Delete"), tone="muted")
        self._body = ScrollBody()
        self._shown: QWidget = QWidget()
        self._body.body.addWidget(self._shown)
        self.right.addWidget(self._delete)
        self.right.addWidget(self._edit)
        back = QHBoxLayout()
        back.setContentsMargins(theme.space(32) - theme.space(12), 0, 0, 0)
        back.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.outer.insertLayout(0, back)
        self.head.setContentsMargins(theme.space(32), 0, theme.space(32), theme.space(16))
        self.outer.addWidget(self._body, 1)
        self._back.clicked.connect(self.back_asked)
        self._edit.clicked.connect(self.edit_asked)
        self._delete.clicked.connect(self.delete_asked)

    def show_note(self, view: NoteView) -> None:
        """Show a note, and keep the reader's place on the page."""
        at = self._body.verticalScrollBar().value()
        self.name_page(view.title, view.subtitle)
        fresh = self._columns(view)
        self._body.body.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh
        self._body.verticalScrollBar().setValue(at)

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self, view: NoteView) -> QWidget:
        theme = theme_of(self)
        columns = Columns(side=348, gap=20)
        if view.differs:
            text = self.tr("This note was changed on two computers. Both versions are kept. Edit it to choose.")
            columns.main.addWidget(Message("needs", text))
        note = Card(padding=0, gap=0)
        note.body.setContentsMargins(theme.space(24), theme.space(20), theme.space(24), theme.space(22))
        note.body.addWidget(NoteBody(view, full=True, private=self.tr("Only you")))
        columns.main.addWidget(note)
        if view.history:
            columns.main.addWidget(self._history(view.history))
        columns.main.addStretch(1)
        sharing = SharingCard(view)
        sharing.share_asked.connect(self.share_asked)
        sharing.stop_asked.connect(self.stop_asked)
        columns.side.addWidget(sharing)
        if view.sharing or view.comments or view.thanks:
            comments = CommentsCard(view)
            comments.replied.connect(self.replied)
            columns.side.addWidget(comments)
        columns.side.addStretch(1)
        return columns

    def _history(self, versions: tuple[VersionView, ...]) -> Card:
        theme = theme_of(self)
        card = Card(padding=0, gap=0)
        card.body.setContentsMargins(theme.space(24), theme.space(16), theme.space(24), theme.space(12))
        head = QHBoxLayout()
        head.addWidget(SectionTitle(self.tr("History")))
        head.addStretch(1)
        head.addWidget(MutedLabel(self.tr("What was sent is never overwritten")))
        card.body.addLayout(head)
        card.body.addSpacing(theme.space(6))
        for place, version in enumerate(versions):
            if place:
                card.body.addWidget(Hairline())
            card.body.addWidget(self._version(version))
        return card

    def _version(self, version: VersionView) -> QWidget:
        theme = theme_of(self)
        line = QWidget()
        line.setFixedHeight(theme.height(44))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(12))
        row.addWidget(Label(str(version.number), role="meta_strong", tone="muted", tabular=True))
        row.addWidget(Label(version.title))
        row.addWidget(MutedLabel(version.when, tabular=True))
        row.addStretch(1)
        if version.current:
            row.addWidget(Badge(self.tr("this one")))
        return line
