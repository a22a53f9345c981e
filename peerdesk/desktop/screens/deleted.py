"""Deleted notes: each can come back, or be erased for good after a sheet has said what that means."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.version_views import DeletedView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import put_ruled
from peerdesk.desktop.screens.page import Page
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, Look, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card, EmptyState
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.desktop.widgets.sheet import Sheet


class DeletedScreen(Page):
    """Lays out the list. Signals carry the key of a note."""

    back_asked = Signal()
    restore_asked = Signal(object)
    erase_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Deleted notes"), parent)
        self._back = self.lead_back(self.tr("Notes"))
        self._body = ScrollBody(gap=12)
        self._slot = Slot()
        told = self.tr("A deleted note stays here until you bring it back or erase it.")
        self._body.body.addWidget(WrapLabel(told, tone="muted"))
        self._body.body.addWidget(self._slot)
        self._body.body.addStretch(1)
        self.outer.addWidget(self._body, 1)
        self._back.clicked.connect(self.back_asked)

    def show_notes(self, notes: tuple[DeletedView, ...]) -> None:
        """Show the notes that were deleted."""
        card = Card(padding=16, gap=0, above=8, below=8) if notes else Card(padding=16, gap=0)
        if not notes:
            card.body.addWidget(EmptyState("trash", self.tr("Nothing deleted"), self.tr("Deleted notes show here.")))
        put_ruled(card.body, map(self._note_row, notes))
        self._slot.put(card)

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_row(self, note: DeletedView) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.space(8), 0, theme.space(8))
        row.setSpacing(theme.space(12))
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        words.addWidget(StrongLabel(note.title))
        words.addWidget(WrapLabel(note.sub, role="meta", tone="muted"))
        words.addWidget(WrapLabel(note.deleted, role="meta", tone="muted"))
        restore = Button(self.tr("Bring back"), icon="undo", size="small")
        erase = Button(self.tr("Erase"), look=Look.QUIET, size="small", tone="muted")
        for button, signal in ((restore, self.restore_asked), (erase, self.erase_asked)):
            button.setAccessibleDescription(f"{note.title}, {note.sub}")
            button.clicked.connect(partial(signal.emit, note.key))
        acts = Flow(theme.space(6))
        acts.put(restore, erase)
        row.addLayout(words, 1)
        row.addWidget(acts, 0, Qt.AlignmentFlag.AlignVCenter)
        return row


class EraseSheet(Sheet):
    """What erasing means, before it is done. Accepting erases."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=520)
        self.set_title(self.tr("Erase this note for good"))
        for text in (
            self.tr("It leaves this computer now, with its history and its follow-ups."),
            self.tr("Your other computers, the server and everyone with a copy follow at their next sync."),
            self.tr("This cannot be undone. What somebody has read cannot be unread."),
            self.tr("Old backups, here and of the server, keep it sealed until they are replaced."),
        ):
            self.body.addWidget(WrapLabel(text))
        keep = QuietButton(self.tr("Keep it"), keycap=self.tr("Esc"))
        self.erase = PrimaryButton(self.tr("Erase for good"), icon="trash")
        keep.clicked.connect(self.reject)
        self.erase.clicked.connect(self.accept)
        self.buttons.addWidget(keep)
        self.buttons.addWidget(self.erase)
        # Enter keeps it: what cannot be undone takes a step of its own.
        keep.setFocus(Qt.FocusReason.ShortcutFocusReason)
