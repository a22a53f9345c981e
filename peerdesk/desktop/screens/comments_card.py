"""What was said about a shared note, between the peer and their supervisor, and the line to answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.views import NoteView, WordsView
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.labels import MutedLabel, SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.people import Avatar


class CommentsCard(Card):
    """Lays out comments and acknowledgements. `replied` carries the answer."""

    replied = Signal(str)

    def __init__(self, view: NoteView, parent: QWidget | None = None) -> None:
        super().__init__(padding=18, gap=10, parent=parent)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(self.tr("Comments")))
        head.addStretch(1)
        if view.sharing:
            between = self.tr("between you and %1").replace("%1", view.sharing[0].first_name)
            head.addWidget(MutedLabel(between))
        self.body.addLayout(head)
        for line in view.thanks:
            self.body.addWidget(Badge(line, icon="check", tone="ok"), 0, Qt.AlignmentFlag.AlignLeft)
        for comment in view.comments:
            self.body.addLayout(comment_row(comment))
        if view.sharing:
            self._reply = LineEdit(placeholder=self.tr("Write a reply"), name=self.tr("Write a reply"))
            self._reply.returnPressed.connect(self._on_reply)
            self.body.addSpacing(theme_of(self).space(2))
            self.body.addWidget(self._reply)

    def _on_reply(self) -> None:
        text = self._reply.text().strip()
        if text:
            self._reply.clear()
            self.replied.emit(text)


def comment_row(comment: WordsView) -> QHBoxLayout:
    """Return one comment: initials, name, time, words."""
    avatar = Avatar(comment.whole_name, size=28, tone="private" if comment.mine else "accent")
    theme = theme_of(avatar)
    head = QHBoxLayout()
    head.setSpacing(theme.space(6))
    head.addWidget(StrongLabel(comment.name))
    head.addWidget(MutedLabel(comment.when, tabular=True))
    head.addStretch(1)
    words = QVBoxLayout()
    words.setSpacing(theme.space(1))
    words.addLayout(head)
    words.addWidget(WrapLabel(comment.text))
    row = QHBoxLayout()
    row.setSpacing(theme.space(10))
    row.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row
