"""Who can read a note: nobody but the peer, or the readers with what they see and what they do not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.views import NoteView, ReaderView
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.screens.today import icon_line
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, QuietButton
from peerdesk.desktop.widgets.cards import Card, Icon, IconDisc
from peerdesk.desktop.widgets.labels import ElidedLabel, Label, SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.people import Avatar


class SharingCard(Card):
    """Lays out sharing. `share_asked` and `stop_asked` carry the key of a reader, or None."""

    share_asked = Signal(object)
    stop_asked = Signal(object)

    def __init__(self, view: NoteView, parent: QWidget | None = None) -> None:
        super().__init__(padding=18, gap=10, parent=parent)
        self.body.addWidget(SectionTitle(self.tr("Sharing")))
        for reader in view.sharing:
            self._reader(reader)
        if not view.sharing:
            self._nobody(view)
        for reader in view.shared_before:
            self.body.addLayout(self._ended(reader))

    def _nobody(self, view: NoteView) -> None:
        theme = theme_of(self)
        title, opened = self.tr("Only you can read this"), self.tr("Nobody else has opened it")
        if not all(one.confirmed for one in view.shared_before):
            # A copy may still be there: until it is confirmed, nobody can say that only this person reads it.
            title = self.tr("You stopped sharing this")
        if view.shared_before:
            opened = ""
        self.body.addLayout(_line(IconDisc("lock", size=34, tone="private"), title, opened))
        if view.can_share:
            share = OutlinedButton(self.tr("Share"), icon="share", keycap="Ctrl+H", size="small")
            share.clicked.connect(lambda: self.share_asked.emit(None))
            self.body.addSpacing(theme.space(2))
            self.body.addWidget(share, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            later = self.tr("A supervisor you can share with shows here after a sync.")
            self.body.addWidget(WrapLabel(later, role="meta", tone="muted"))

    def _reader(self, reader: ReaderView) -> None:
        self.body.addLayout(_line(Avatar(reader.name), reader.name, reader.role))
        self.body.addLayout(self._facts(reader))
        self.body.addLayout(self._actions(reader))

    def _ended(self, reader: ReaderView) -> QVBoxLayout:
        theme = theme_of(self)
        lines = QVBoxLayout()
        lines.setSpacing(theme.space(5))
        lines.setContentsMargins(0, theme.space(6), 0, 0)
        lines.addWidget(Label(self.tr("Shared before with %1").replace("%1", reader.first_name), role="meta_strong"))
        sign, tone = ("check", "ok") if reader.confirmed else ("clock", "muted")
        lines.addLayout(icon_line(sign, reader.ended, tone))
        if reader.opened:
            unread = self.tr("%1. What has been read cannot be unread.").replace("%1", reader.opened)
            lines.addLayout(icon_line("eye", unread))
        return lines

    def _facts(self, reader: ReaderView) -> QVBoxLayout:
        theme = theme_of(self)
        facts = QVBoxLayout()
        facts.setSpacing(theme.space(5))
        if reader.paused:
            paused = self.tr("Paused: %1 has new keys. Nothing new is sent.").replace("%1", reader.first_name)
            facts.addLayout(icon_line("clock", paused, "wait"))
        if reader.opened:
            row = QHBoxLayout()
            row.setSpacing(theme.space(10))
            row.addWidget(Icon("eye", size=16, tone="ok"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(WrapLabel(reader.opened, role="meta_medium"), 1)
            facts.addLayout(row)
        sees = self.tr("Sees handle, how it went, support, next steps, follow-up")
        hidden = self.tr("Does not see your note or their words")
        if reader.with_memory:
            sees = self.tr("Sees handle, how it went, support, next steps, follow-up and your note")
            hidden = self.tr("Does not see their words")
        facts.addLayout(icon_line("check", sees))
        facts.addLayout(icon_line("lock", hidden))
        return facts

    def _actions(self, reader: ReaderView) -> QHBoxLayout:
        change = OutlinedButton(self.tr("Change"), keycap="Ctrl+H", size="small")
        stop = QuietButton(self.tr("Stop sharing"), tone="muted")
        change.setAccessibleDescription(reader.name)
        stop.setAccessibleDescription(reader.name)
        change.clicked.connect(lambda: self.share_asked.emit(reader.key))
        stop.clicked.connect(lambda: self.stop_asked.emit(reader.key))
        actions = QHBoxLayout()
        actions.setSpacing(theme_of(self).space(4))
        actions.addWidget(change)
        actions.addWidget(stop)
        actions.addStretch(1)
        return actions


def _line(picture: QWidget, title: str, sub: str) -> QHBoxLayout:
    return signed_line(picture, StrongLabel(title), ElidedLabel(sub, role="meta", tone="muted"), gap=10, close=0)
