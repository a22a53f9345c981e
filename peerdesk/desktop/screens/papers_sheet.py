"""Two sheets about permission papers: exactly what a supervisor would see, and taking them back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.papers_views import PapersReaderView, PapersView
from peerdesk.desktop.screens.papers_body import PapersBody
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet


class PapersSheet(Sheet):
    """Lays out the preview. `share_asked` follows the one decision."""

    share_asked = Signal()

    def __init__(self, window: QWidget, reader: PapersReaderView, view: PapersView) -> None:
        super().__init__(window, "")
        name = reader.first_name
        self.set_title(self.tr("%1 will see exactly this").replace("%1", name))
        follows = self.tr("What they allow, take back and have given out later follows, until you stop it.")
        self.body.addWidget(WrapLabel(follows, role="meta", tone="muted"))
        card = Card(padding=18, gap=10, radius=10, edge="line")
        card.body.addWidget(SectionTitle(view.handle))
        card.body.addWidget(PapersBody(view))
        self.body.addWidget(card)
        self.body.addSpacing(theme_of(self).space(4))
        for text in (
            self.tr("No note, no words of a summary and no number to call is in it."),
            self.tr("You can stop at any time. What %1 has already read cannot be unread.").replace("%1", name),
        ):
            self.body.addWidget(WrapLabel(text, role="meta", tone="muted"))
        cancel = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        self.share = PrimaryButton(self.tr("Show to %1").replace("%1", name), keycap="Ctrl+Enter")
        cancel.clicked.connect(self.reject)
        self.share.clicked.connect(self.accept)
        self.accepted.connect(self.share_asked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self.accept)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.share)
        self.share.setFocus(Qt.FocusReason.ShortcutFocusReason)


class StopPapersSheet(Sheet):
    """Take them back, in honest words."""

    def __init__(self, window: QWidget, reader: PapersReaderView) -> None:
        super().__init__(window, "", width=520)
        name = reader.first_name
        self.set_title(self.tr("Stop showing these permissions to %1").replace("%1", name))
        for text in (
            self.tr("%1 hears nothing more about what they allow.").replace("%1", name),
            self.tr("Their computer removes the copy when it next syncs, and it then says so here."),
            self.tr("What %1 has already read cannot be unread.").replace("%1", name),
        ):
            self.body.addWidget(WrapLabel(text))
        keep = QuietButton(self.tr("Leave it"), keycap=self.tr("Esc"))
        stop = PrimaryButton(self.tr("Take back"), keycap="Ctrl+Enter")
        keep.clicked.connect(self.reject)
        stop.clicked.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self.accept)
        self.buttons.addWidget(keep)
        self.buttons.addWidget(stop)
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
