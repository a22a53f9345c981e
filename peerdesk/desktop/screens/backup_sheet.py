"""The notes in a backup, only to look: plainly marked, so that nobody takes them for the notes of today."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.models.backup_views import BackupLook, NoteInBackup
from peerdesk.desktop.screens.lines import put_ruled
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.labels import MutedLabel, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.sheet import Sheet


class BackupSheet(Sheet):
    """Shows them. Nothing in it can be changed, and closing it is all that can be done."""

    def __init__(self, window: QWidget, look: BackupLook) -> None:
        super().__init__(window, "")
        self.set_title(self.tr("Backup of %1").replace("%1", look.made))
        mark = Message("info", "")
        mark.show_text("info", self.tr("Only to look. Your notes of today are as they were."), aloud=False)
        self.body.addWidget(mark)
        self.body.addWidget(WrapLabel(self._counted(look), tone="muted"))
        put_ruled(self.body, map(self._note, look.notes))
        close = PrimaryButton(self.tr("Close the backup"), keycap=self.tr("Esc"))
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _counted(self, look: BackupLook) -> str:
        if look.count > len(look.notes):
            shown = self.tr("The newest %n are shown.", "", len(look.notes))
            return f"{self.tr('%n notes are in it.', '', look.count)} {shown}"
        return self.tr("%n notes are in it.", "", look.count)

    def _note(self, note: NoteInBackup) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setContentsMargins(0, theme_of(self).space(6), 0, theme_of(self).space(6))
        words.setSpacing(theme_of(self).space(2))
        words.addWidget(StrongLabel(note.title))
        words.addWidget(MutedLabel(note.sub))
        if note.text:
            words.addWidget(WrapLabel(note.text))
        return words
