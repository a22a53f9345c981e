"""One shared note as the supervisor sees it, and three ways to answer.

Words that are typed belong to the note they were begun for, by its key: they wait when another is shown, come back with
theirs, and go to nobody else.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.spelling import Spelling
from peerdesk.desktop.models.views import SharedView
from peerdesk.desktop.screens.comments_card import comment_row
from peerdesk.desktop.screens.marked_text import MarkedText
from peerdesk.desktop.screens.share_sheet import fact_grid
from peerdesk.desktop.screens.spelling_marks import SpellingMarks
from peerdesk.desktop.screens.today import icon_line
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Card, EmptyState, Hairline
from peerdesk.desktop.widgets.labels import CaptionLabel, ElidedLabel, MutedLabel, SectionTitle, StrongLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.note_edit import NoteEdit
from peerdesk.desktop.widgets.scroll import ScrollBody

_ONE_LINE = 44
_ANSWERS = ("thank", "talk", "seen")


class ReviewItem(Card):
    """Lays out the item. `answered` carries its key with seen, thank or talk; `commented` its key with words."""

    commented = Signal(object, str)
    answered = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, gap=0, parent=parent)
        self._title, self._shared = SectionTitle(), MutedLabel(tabular=True)
        self._sub = ElidedLabel(role="meta", tone="muted")
        self._body = ScrollBody(margins=(22, 0, 22, 12), gap=10)
        self._shown: QWidget = QWidget()
        self._label = StrongLabel()
        self._edit = NoteEdit(self.tr("Comment"), height=68)
        self._send = OutlinedButton(self.tr("Send"), keycap="Ctrl+Enter", size="small")
        self._buttons = {
            "thank": OutlinedButton(self.tr("Thank you"), keycap="T"),
            "talk": OutlinedButton(self.tr("Let's talk"), keycap="L"),
            "seen": PrimaryButton(self.tr("Mark as seen"), icon="check", keycap="R"),
        }
        self._all = QWidget()
        self._nothing = EmptyState("eye", "", "")
        self._key: object = None
        self._drafts: dict[object, str] = {}
        self._lay_out()
        self.tell_how()
        self._edit.edited.connect(lambda: self._send.setVisible(bool(self._edit.text().strip())))
        self._send.clicked.connect(self._on_send)
        for kind, button in self._buttons.items():
            button.clicked.connect(lambda _on=False, kind=kind: self.answer(kind))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self._edit, self._on_send, context=Qt.ShortcutContext.WidgetShortcut)

    def begin(self, key: object) -> None:
        """Let answers and words be for this item from now on, also before it is read; its own draft comes with it."""
        if key == self._key:
            return
        if self.draft():
            self._drafts[self._key] = self.draft()
        self._key = key
        self._edit.set_text(self._drafts.pop(key, ""))
        self._send.setVisible(bool(self.draft().strip()))
        self._all.setVisible(key is not None)
        self._nothing.setVisible(key is None)

    def show_item(self, view: SharedView | None) -> None:
        """Show an item, or nothing: then no word of what was shown stays, not even where nobody sees it."""
        self.begin(None if view is None else view.key)
        if view is None:
            self._empty()
            return
        self._title.setText(view.title)
        self._shared.setText(view.shared)
        self._sub.setText(view.subtitle)
        self._label.setText(self.tr("Comment for %1").replace("%1", view.first_name))
        only = self.tr("Only %1 can read this").replace("%1", view.first_name)
        self._edit.set_words(self._label.text(), placeholder=only)
        for kind, button in self._buttons.items():
            button.setEnabled(kind not in view.answered)
        self._buttons["seen"].setText(self.tr("Seen") if "seen" in view.answered else self.tr("Mark as seen"))
        self._put(self._content(view))

    def tell_how(self) -> None:
        """Say in the item's place how one is opened."""
        self._say_nothing(self.tr("Nothing is open"))

    def tell_gone(self) -> str:
        """Say in the item's place that it is not listed any more, and whether words were not sent; return that."""
        return self._say_nothing(self.tr("It is not on the list any more"), unsent=bool(self.draft().strip()))

    def spell_with(self, spelling: Spelling) -> None:
        """Mark words that the dictionary does not know, in the comment."""
        SpellingMarks(self._edit, spelling)

    def write(self) -> None:
        """Go to the comment."""
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def draft(self) -> str:
        """Return what stands in the comment and was not sent."""
        return self._edit.text()

    def answer(self, kind: str) -> None:
        """Answer without words what is open, if anything is."""
        if self._key is not None:
            self.answered.emit(self._key, kind)

    def _on_send(self) -> None:
        text = self._edit.text().strip()
        if text and self._key is not None:
            self._edit.set_text("")
            self._send.hide()
            self.commented.emit(self._key, text)

    def _empty(self) -> None:
        for label in (self._title, self._shared, self._sub, self._label):
            label.setText("")
        self._edit.set_words(self.tr("Comment"))
        self._put(QWidget())

    def _put(self, fresh: QWidget) -> None:
        self._body.body.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh

    def _say_nothing(self, title: str, *, unsent: bool = False) -> str:
        how = self.tr("Enter or a click opens a note. Whoever shared it can see that you opened it.")
        lines = (self.tr("What you wrote was not sent."), how) if unsent else (how,)
        self._nothing.set_words(title, "\n".join(lines))
        return " ".join((title, *lines))

    def _content(self, view: SharedView) -> QWidget:
        theme = theme_of(self)
        content = QWidget()
        box = QVBoxLayout(content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space(16))
        for told in self._told_first(view):
            box.addWidget(told)
        box.addLayout(fact_grid(view.lines))
        if view.memory:
            box.addWidget(CaptionLabel(self.tr("Note from %1").replace("%1", view.first_name)))
            box.addWidget(MarkedText(view.memory, (), name=self.tr("Note")))
        box.addWidget(Hairline())
        lines = QVBoxLayout()
        lines.setSpacing(theme.space(6))
        if not view.memory:
            kept = self.tr("%1 kept the note text private. That is the usual choice.")
            lines.addLayout(icon_line("lock", kept.replace("%1", view.first_name), "private"))
        seen = self.tr("%1 can see that you opened this.").replace("%1", view.first_name)
        lines.addLayout(icon_line("eye", seen))
        box.addLayout(lines)
        for comment in view.comments:
            box.addLayout(comment_row(comment))
        if view.answered - {"seen"}:
            for kind in ("thank", "talk"):
                if kind in view.answered:
                    words = self.tr("You said thank you") if kind == "thank" else self.tr("You asked to talk")
                    box.addWidget(Badge(words, icon="check", tone="ok"), 0, Qt.AlignmentFlag.AlignLeft)
        return content

    def _told_first(self, view: SharedView) -> Iterator[Message]:
        if view.has_changed:
            yield Message("info", self.tr("It has changed since you answered. You read it as it is now."))
        if view.brings_up:
            title = self.tr("%1 would like to bring this up").replace("%1", view.first_name)
            prompt = self.tr("“%1”").replace("%1", view.prompt) if view.prompt else ""
            yield Message("flag", prompt, title=title)

    def _lay_out(self) -> None:
        theme = theme_of(self)
        side = theme.space(22)
        # Its place beside the label stays free, so that nothing moves with the first letter.
        policy = self._send.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._send.setSizePolicy(policy)
        self._send.hide()
        self._all.hide()
        self.body.addWidget(self._all)
        self.body.addWidget(self._nothing)
        outer = QVBoxLayout(self._all)
        outer.setContentsMargins(0, theme.space(18), 0, theme.space(18))
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._shared)
        top = QVBoxLayout()
        top.setContentsMargins(side, 0, side, theme.space(16))
        top.setSpacing(theme.space(5))
        top.addLayout(head)
        top.addWidget(self._sub)
        outer.addLayout(top)
        self._body.body.addWidget(self._shown)
        self._body.body.addStretch(1)
        outer.addWidget(self._body, 1)
        outer.addLayout(self._foot(side))

    def _foot(self, side: int) -> QVBoxLayout:
        theme = theme_of(self)
        foot = QVBoxLayout()
        foot.setContentsMargins(side, 0, side, 0)
        foot.setSpacing(theme.space(4))
        foot.addWidget(Hairline())
        foot.addSpacing(theme.space(4))
        self._label.setBuddy(self._edit)
        # In a low window one line of the comment is enough, for what it is about keeps its room.
        self._edit.setMinimumHeight(theme.height(_ONE_LINE))
        head = QHBoxLayout()
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self._send)
        foot.addLayout(head)
        foot.addSpacing(theme.space(4))
        foot.addWidget(self._edit)
        foot.addSpacing(theme.space(8))
        row = QHBoxLayout()
        row.setSpacing(theme.space(8))
        row.addWidget(self._buttons["thank"])
        row.addWidget(self._buttons["talk"])
        row.addStretch(1)
        row.addWidget(self._buttons["seen"])
        foot.addLayout(row)
        return foot
