"""The share sheet: exactly what a reader would see, what stays, and one decision."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from peerdesk.desktop.models.views import PreviewView, ReaderView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.labels import Label, MutedLabel, SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.segment import Segment
from peerdesk.desktop.widgets.sheet import Sheet

_CAPTION = 118


class ShareSheet(Sheet):
    """Lays out the preview. `wanted` asks for another preview: a place among the readers, and whether the note goes."""

    wanted = Signal(int, bool)

    def __init__(
        self, window: QWidget, readers: Sequence[ReaderView], *, chosen: int = 0, with_memory: bool = False
    ) -> None:
        super().__init__(window, "")
        self._given: tuple[ReaderView, ...] = ()
        self._readers = tuple(readers)
        self._chosen = chosen
        self._who = Segment(
            [(str(i), r.first_name) for i, r in enumerate(readers)], name=self.tr("With whom"), parent=self
        )
        self._who.set_code(str(chosen))
        self._who.setVisible(len(self._readers) > 1)
        self._memory = CheckChip("")
        self._memory.setChecked(with_memory)
        self._before, self._after = Badge(), Badge()
        self._card = Card(padding=18, gap=4, radius=10, edge="line")
        self._grid = QGridLayout()
        self._stays_title = StrongLabel()
        self._stays = Flow(theme_of(self).space(18))
        self._last = WrapLabel(role="meta", tone="muted")
        self._cancel = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        self._share = PrimaryButton("", keycap="Ctrl+Enter")
        self._lay_out_sheet()
        self._who.chosen.connect(self._on_wanted)
        self._memory.toggled.connect(lambda _on: self._on_wanted())
        self._cancel.clicked.connect(self.reject)
        self._share.clicked.connect(self._agree)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self._agree)
        self._name_reader()
        self._share.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def chosen(self) -> int:
        """The place of the reader among those offered."""
        return self._chosen

    @property
    def with_memory(self) -> bool:
        """Whether the peer ticked the note for this reader."""
        return self._memory.isChecked()

    def show_preview(self, view: PreviewView) -> None:
        """Show exactly what would leave, and what stays."""
        theme = theme_of(self)
        self._given = view.given
        self._name_reader()
        while self._card.body.count():
            _clear(self._card.body.takeAt(0))
        head = QHBoxLayout()
        head.addWidget(SectionTitle(view.title))
        head.addStretch(1)
        head.addWidget(MutedLabel(self.tr("from %1").replace("%1", view.sender)))
        self._card.body.addLayout(head)
        self._card.body.addWidget(MutedLabel(view.day))
        self._card.body.addSpacing(theme.space(9))
        self._card.body.addLayout(fact_grid(view.lines))
        self._stays.put(*(_kept(line) for line in view.stays))
        self._stays_title.setVisible(bool(view.stays))
        self._memory.setVisible(view.has_memory)
        self.updateGeometry()
        self._place()

    def _on_wanted(self, _code: str = "") -> None:
        self._chosen = int(self._who.code() or 0)
        self._name_reader()
        self.wanted.emit(self._chosen, self._memory.isChecked())

    def _name_reader(self) -> None:
        reader = self._readers[self._chosen]
        self.set_title(self.tr("%1 will see exactly this").replace("%1", reader.first_name))
        self._name_before_and_after(reader)
        self._stays_title.setText(self.tr("%1 will not see").replace("%1", reader.first_name))
        self._memory.setText(self.tr("Add my note for %1 to read").replace("%1", reader.first_name))
        self._share.setText(self.tr("Share with %1").replace("%1", reader.first_name))
        self._share.setEnabled(not reader.paused)
        last = self.tr("You can stop sharing at any time. What %1 has already read cannot be unread.")
        if reader.paused:
            last = self.tr("%1 has new keys. To share, compare six words in Sync & trust, or say there it is them.")
        self._last.setText(last.replace("%1", reader.first_name))

    def _name_before_and_after(self, reader: ReaderView) -> None:
        """Say who reads it now and who would after, by name; and whether they read the peer's own note."""
        now = {one.key: self._named(one.name, with_memory=one.with_memory) for one in self._given}
        after = {**now, reader.key: self._named(reader.name, with_memory=self._memory.isChecked())}
        if now:
            self._before.show_state(self._you_and(now.values()), icon="users", tone="accent")
        else:
            self._before.show_state(self.tr("Only you"), icon="lock", tone="private")
        self._after.show_state(self._you_and(after.values()), icon="users", tone="accent")

    def _you_and(self, names: Iterable[str]) -> str:
        return self.tr("You and %1").replace("%1", ", ".join(names))

    def _named(self, name: str, *, with_memory: bool) -> str:
        return self.tr("%1 with your note").replace("%1", name) if with_memory else name

    def _agree(self) -> None:
        if self._share.isEnabled():
            self.accept()

    def _lay_out_sheet(self) -> None:
        theme = theme_of(self)
        before = QHBoxLayout()
        before.setSpacing(theme.space(8))
        before.addWidget(MutedLabel(self.tr("Now")))
        before.addWidget(self._before)
        before.addWidget(Icon("chevron-right", size=16))
        before.addWidget(MutedLabel(self.tr("After")))
        before.addWidget(self._after)
        before.addStretch(1)
        self.body.addWidget(self._who, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(before)
        self.body.addSpacing(theme.space(4))
        self.body.addWidget(self._card)
        self.body.addSpacing(theme.space(6))
        self.body.addWidget(self._stays_title)
        self.body.addWidget(self._stays)
        self.body.addSpacing(theme.space(2))
        self.body.addWidget(self._memory)
        self.body.addSpacing(theme.space(4))
        self.body.addWidget(self._last)
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self._share)


class StopSheet(Sheet):
    """Stop sharing, in honest words."""

    def __init__(self, window: QWidget, first_name: str) -> None:
        super().__init__(window, "", width=520)
        self.set_title(self.tr("Stop sharing with %1").replace("%1", first_name))
        for text in (
            self.tr("%1 can no longer open new versions.").replace("%1", first_name),
            self.tr("Their computer removes the copy when it next syncs, and the note then says so here."),
            self.tr("What %1 has already read cannot be unread.").replace("%1", first_name),
        ):
            self.body.addWidget(WrapLabel(text))
        cancel = QuietButton(self.tr("Keep sharing"), keycap=self.tr("Esc"))
        stop = PrimaryButton(self.tr("Stop sharing"), keycap="Ctrl+Enter")
        cancel.clicked.connect(self.reject)
        stop.clicked.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self.accept)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(stop)
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)


def fact_grid(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    """Return captions at the left and words at the right, as a reader sees a shared note."""
    grid = QGridLayout()
    probe = Label()
    theme = theme_of(probe)
    grid.setHorizontalSpacing(theme.space(14))
    grid.setVerticalSpacing(theme.space(6))
    grid.setColumnMinimumWidth(0, theme.height(_CAPTION))
    grid.setColumnStretch(1, 1)
    for row, (caption, words) in enumerate(lines):
        grid.addWidget(Label(caption, tone="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(WrapLabel(words), row, 1)
    return grid


def fact_list(lines: Sequence[tuple[str, str]]) -> QWidget:
    """Return the same as a widget, for a place that is filled anew."""
    held = QWidget()
    grid = fact_grid(lines)
    grid.setContentsMargins(0, 0, 0, 0)
    held.setLayout(grid)
    return held


def _kept(text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme_of(line).space(8))
    row.addWidget(Icon("lock", size=16, tone="private"))
    row.addWidget(Label(text))
    return line


def _clear(item: object) -> None:
    widget = getattr(item, "widget", lambda: None)()
    layout = getattr(item, "layout", lambda: None)()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    if layout is not None:
        while layout.count():
            _clear(layout.takeAt(0))
