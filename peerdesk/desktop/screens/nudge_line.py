"""The line below a text that suggests another word. It never blocks, never takes the focus, and goes when answered."""

from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.nudging import Nudging
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.note_edit import NoteEdit, width_of
from peerdesk.desktop.widgets.paint import panel
from peerdesk.domain.nudges import Nudge, NudgeKind, fitted


class NudgeLine(QFrame):
    """Watches one text. The first suggestion is shown in words, all are marked in the text."""

    def __init__(self, edit: NoteEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._nudging: Nudging | None = None
        self._kept = frozenset[str]()
        self._shown: Nudge | None = None
        self._said = ""
        self._text = WrapLabel("", role="meta")
        self.take = LinkButton("")
        self.keep = LinkButton(self.tr("Keep mine"), tone="muted")
        self.never = LinkButton(self.tr("Not again"), tone="muted")
        self._acts = Flow(theme_of(self).space(16), between=0)
        self._acts.put(self.take, self.keep, self.never)
        box = QVBoxLayout(self)
        box.addWidget(self._text)
        box.addWidget(self._acts)
        self.restyle(theme_of(self))
        self.hide()
        self.take.clicked.connect(self._take)
        self.keep.clicked.connect(self._keep)
        self.never.clicked.connect(self._never)

    def serve(self, nudging: Nudging) -> None:
        """Begin to look, with the words that somebody else has read."""
        self._nudging = nudging
        self._edit.edited.connect(self.look)
        nudging.ready.connect(self.look)
        nudging.begin()
        self.look()

    def look(self) -> None:
        """Look through the text and show what is found."""
        if self._nudging is None:
            return
        text = self._edit.text()
        at = self._edit.textCursor()
        found = self._nudging.find(text, self._kept)
        # A word that is still being written may become another one.
        unfinished = width_of(text) if self._edit.hasFocus() and at.position() == width_of(text) else -1
        found = tuple(nudge for nudge in found if width_of(text[: nudge.end]) != unfinished)
        self._mark(text, found)
        self._show(found[0] if found else None)

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's padding."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(theme.space(12), theme.space(8), theme.space(12), theme.space(4))
            layout.setSpacing(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        panel(QPainter(self), self.rect(), fill=theme_of(self).colour("wait_soft"))

    def _show(self, nudge: Nudge | None) -> None:
        self._shown = nudge
        self.setVisible(nudge is not None)
        if nudge is None:
            self._said = ""
            return
        words = self._sentence(nudge).replace("%1", nudge.said)
        self._text.setText(words)
        self.take.setText(fitted(nudge).replace("&", "&&") if nudge.instead else self.tr("Take it out"))
        self._acts.updateGeometry()
        if nudge.key != self._said:
            self._said = nudge.key
            say(self, f"{words} {nudge.instead}")

    def _sentence(self, nudge: Nudge) -> str:
        if nudge.kind is NudgeKind.DETAIL:
            return self.tr("“%1” is more than PeerDesk needs.")
        return self.tr("Instead of “%1”, you could write") if nudge.instead else self.tr("You could leave “%1” out.")

    def _mark(self, text: str, found: tuple[Nudge, ...]) -> None:
        theme = theme_of(self)
        look = QTextCharFormat()
        look.setBackground(theme.colour("wait_soft"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(theme.colour("wait"))
        marked = []
        for nudge in found:
            selection = QTextEdit.ExtraSelection()
            selection.format = look
            selection.cursor = self._cursor(text, nudge)
            marked.append(selection)
        self._edit.setExtraSelections(marked)

    def _cursor(self, text: str, nudge: Nudge) -> QTextCursor:
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(width_of(text[: nudge.start]))
        cursor.setPosition(width_of(text[: nudge.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _take(self) -> None:
        nudge, text = self._shown, self._edit.text()
        if nudge is None or text[nudge.start : nudge.end] != nudge.said:
            return
        cursor = self._cursor(text, nudge)
        if nudge.instead:
            cursor.insertText(fitted(nudge))
        else:
            before, after = text[: nudge.start], text[nudge.end :]
            # With the space behind it, so that there are not two where it was.
            if after.startswith(" ") and (not before or before.endswith(" ")):
                cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        self._edit.setFocus()
        self.look()

    def _keep(self) -> None:
        if self._shown is not None:
            self._kept |= {self._shown.key}
            self._edit.setFocus()
            self.look()

    def _never(self) -> None:
        if self._shown is not None and self._nudging is not None:
            self._nudging.want_no_more(self._shown.key)
            self._edit.setFocus()
            self.look()
