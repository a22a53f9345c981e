"""How a note came to be, line by line, and one earlier version on a sheet, from where it can be brought back."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.version_views import HistoryLine, OldVersionView
from peerdesk.desktop.screens.lines import put_ruled
from peerdesk.desktop.screens.share_sheet import fact_grid
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import Label, MutedLabel, SectionTitle, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet


class HistoryCard(Card):
    """Lays out the lines, the newest first. `opened` carries the key of a version."""

    opened = Signal(object)

    def __init__(self, lines: tuple[HistoryLine, ...], parent: QWidget | None = None) -> None:
        super().__init__(padding=0, gap=0, parent=parent)
        self.lines = lines
        theme = theme_of(self)
        self.body.setContentsMargins(theme.space(24), theme.space(16), theme.space(24), theme.space(12))
        self.body.addWidget(SectionTitle(self.tr("History")))
        note = self.tr("What was sent is never overwritten")
        self.body.addWidget(WrapLabel(note, role="meta", tone="muted"))
        self.body.addSpacing(theme.space(8))
        put_ruled(self.body, map(self._line, lines))

    def _line(self, line: HistoryLine) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.space(6), 0, theme.space(6))
        row.setSpacing(theme.space(12))
        number = Label(str(line.number), role="meta_strong", tone="muted", tabular=True)
        number.setMinimumWidth(theme.space(14))
        row.addWidget(number)
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        words.addWidget(WrapLabel(line.title))
        words.addWidget(WrapLabel(line.sub, role="meta", tone="muted"))
        row.addLayout(words, 1)
        if line.current:
            several = sum(one.current for one in self.lines) > 1
            row.addWidget(Badge(self.tr("side by side") if several else self.tr("this one")))
        elif line.can_open:
            see = LinkButton(self.tr("See"))
            see.setAccessibleDescription(f"{line.number}: {line.title}")
            see.clicked.connect(partial(self.opened.emit, line.key))
            row.addWidget(see)
        return row


class VersionSheet(Sheet):
    """Shows one version. Accepting it brings it back."""

    def __init__(self, window: QWidget, view: OldVersionView) -> None:
        super().__init__(window, view.title)
        theme = theme_of(self)
        self.body.addWidget(MutedLabel(view.sub))
        card = Card(padding=18, gap=4, radius=10, edge="line")
        marked = [(self._caption(view, caption), words) for caption, words in view.lines]
        card.body.addLayout(fact_grid(marked))
        self.body.addWidget(card)
        self.body.addSpacing(theme.space(4))
        told = self.tr("Bringing it back makes a new version. What the note says now stays in the history.")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        close = QuietButton(self.tr("Close"), keycap=self.tr("Esc"))
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        self.restore = PrimaryButton(self.tr("Bring this version back"), keycap="Ctrl+Enter")
        self.restore.clicked.connect(self.accept)
        self.restore.setVisible(view.can_restore)
        self.buttons.addWidget(self.restore)
        if view.can_restore:
            for keys in ("Ctrl+Return", "Ctrl+Enter"):
                QShortcut(keys, self, self.accept)
        (self.restore if view.can_restore else close).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _caption(self, view: OldVersionView, caption: str) -> str:
        changed = self.tr("%1 · changed")
        return changed.replace("%1", caption) if caption in view.changed else caption
