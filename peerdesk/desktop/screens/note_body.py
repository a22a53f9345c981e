"""What stands in a note, for reading: used by the preview beside the list and by the page of one note."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.views import NoteView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.marked_text import MarkedText
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge, Tag
from peerdesk.desktop.widgets.cards import Hairline, Icon
from peerdesk.desktop.widgets.labels import CaptionLabel, Label, MutedLabel, SectionTitle, WrapLabel


class NoteBody(QWidget):
    """Lays out one note. `full` shows every part under its caption; otherwise the short form."""

    def __init__(self, view: NoteView, *, full: bool, private: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._full = full
        self._private = private
        theme = theme_of(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.space(4))
        self._outcome()
        self._support()
        self._next()
        if full and (view.memory or view.words or view.facts or view.prompt or view.follow_up):
            self._box.addSpacing(theme.space(12))
            self._box.addWidget(Hairline())
        self._texts()
        self._follow_up()
        for caption, line in view.facts:
            self._gap()
            self._box.addWidget(self._caption(caption))
            self._box.addWidget(WrapLabel(line))

    def _gap(self) -> None:
        self._box.addSpacing(theme_of(self).space(14))

    def _caption(self, text: str) -> Label:
        return CaptionLabel(text) if self._full else Label(text, role="strong")

    def _outcome(self) -> None:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setSpacing(theme.space(8))
        sign = "check" if self._view.met else "circle"
        row.addWidget(Icon(sign, size=20 if self._full else 18, tone="ok" if self._view.met else "muted"))
        title = SectionTitle(self._view.outcome) if self._full else Label(self._view.outcome, role="strong")
        row.addWidget(title)
        row.addStretch(1)
        if self._full:
            state = self._view.state
            row.addWidget(Badge(state.text, icon=state.icon, tone=state.tone))
        self._box.addLayout(row)

    def _support(self) -> None:
        if not self._view.support:
            return
        theme = theme_of(self)
        self._box.addSpacing(theme.space(10 if self._full else 6))
        if self._full:
            self._box.addWidget(self._caption(self.tr("Support you gave")))
        tags = Flow(theme.space(8))
        tags.put(*(Tag(label) for label in self._view.support))
        self._box.addWidget(tags)

    def _next(self) -> None:
        if not self._view.next_steps:
            return
        self._gap()
        self._box.addWidget(self._caption(self.tr("Next steps")))
        for label, state in self._view.next_steps:
            row = QHBoxLayout()
            row.setSpacing(theme_of(self).space(8))
            row.addWidget(Icon("signpost", size=18))
            row.addWidget(Label(label))
            row.addWidget(Badge(state))
            row.addStretch(1)
            self._box.addLayout(row)

    def _texts(self) -> None:
        view = self._view
        if view.memory:
            self._headed(self.tr("Note for me"), private=not any(reader.with_memory for reader in view.sharing))
            self._box.addWidget(MarkedText(view.memory, view.marks, name=self.tr("Note for me")))
        if view.words:
            self._headed(self.tr("Their own words"), private=True)
            row = QHBoxLayout()
            row.setSpacing(theme_of(self).space(8))
            row.addWidget(Icon("quote", size=18), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(MarkedText(view.words, (), name=self.tr("Their own words")), 1)
            self._box.addLayout(row)
        if view.prompt:
            self._headed(self.tr("Bring to supervision"), private=False)
            self._box.addWidget(MarkedText(view.prompt, (), name=self.tr("Bring to supervision")))

    def _headed(self, caption: str, *, private: bool) -> None:
        self._gap()
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(9))
        row.addWidget(self._caption(caption))
        if private:
            row.addWidget(Badge(self._private, icon="lock", tone="private"))
        row.addStretch(1)
        self._box.addLayout(row)

    def _follow_up(self) -> None:
        if not self._view.follow_up:
            return
        self._gap()
        self._box.addWidget(self._caption(self.tr("Follow-up")))
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(8))
        row.addWidget(Icon("check-circle", size=18))
        row.addWidget(MutedLabel(self._view.follow_up))
        row.addStretch(1)
        self._box.addLayout(row)
