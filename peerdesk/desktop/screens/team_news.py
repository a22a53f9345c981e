"""What is new in what a supervisor gives: a line above the day, and a sheet with old and new beside each other."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.team_text_views import ChangeView, NewsView, ToldView
from peerdesk.desktop.screens.lines import stacked
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.labels import CaptionLabel, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.sheet import Sheet


class TeamNews(QWidget):
    """A message for each text that was not looked at. `read_asked` carries its NewsView."""

    read_asked = Signal(object)

    def __init__(self, news: tuple[NewsView, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(self).space(8))
        for one in news:
            message = Message("info", one.text, action=self.tr("What changed"))
            message.acted.connect(partial(self.read_asked.emit, one))
            box.addWidget(message)


class TeamNewsSheet(Sheet):
    """Old and new. `seen` follows once it was read, `suggest_asked` where somebody would say it another way.

    That is offered only where it `suggests`.
    """

    seen = Signal()
    suggest_asked = Signal()

    def __init__(self, window: QWidget, news: ToldView, *, suggests: bool = True) -> None:
        super().__init__(window, "", width=640)
        self.set_title(self.tr("What changed"))
        self.body.addWidget(WrapLabel(news.text))
        self.body.addWidget(stacked(map(self._change, news.changes), gap=8))
        if news.more:
            self.body.addWidget(WrapLabel(news.more, tone="muted"))
        if news.beside:
            told = self.tr("%1 gave you one as well. The one that you read last is used here.")
            self.body.addWidget(Message("needs", told.replace("%1", news.beside)))
        later = QuietButton(self.tr("Later"), keycap=self.tr("Esc"))
        later.clicked.connect(self.reject)
        self.read = PrimaryButton(self.tr("I have read it"))
        self.read.clicked.connect(self._on_read)
        if suggests:
            suggest = LinkButton(self.tr("Suggest a change"), tone="muted")
            suggest.clicked.connect(self._suggest)
            self.buttons.insertWidget(0, suggest)
        for button in (later, self.read):
            self.buttons.addWidget(button)
        self.read.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_read(self) -> None:
        self.seen.emit()
        self.accept()

    def _suggest(self) -> None:
        self.accept()
        self.suggest_asked.emit()

    def _change(self, one: ChangeView) -> QVBoxLayout:
        theme = theme_of(self)
        box = QVBoxLayout()
        box.setContentsMargins(0, theme.space(6), 0, theme.space(6))
        box.setSpacing(theme.space(6))
        box.addWidget(StrongLabel(one.caption))
        row = QHBoxLayout()
        row.setSpacing(theme.space(16))
        if theme.scale > 1.4:
            row.setDirection(QBoxLayout.Direction.TopToBottom)
        nothing = self.tr("Nothing")
        for caption, text in ((self.tr("Before"), one.before), (self.tr("Now"), one.after)):
            side = QVBoxLayout()
            side.setSpacing(theme.space(2))
            side.addWidget(CaptionLabel(caption))
            side.addWidget(WrapLabel(text or nothing, tone="text" if text else "muted"))
            side.addStretch(1)
            row.addLayout(side, 1)
        box.addLayout(row)
        return box
