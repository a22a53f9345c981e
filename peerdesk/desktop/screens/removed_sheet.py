"""The sheet that shows what a removed computer wrote, item by item, each with a yes and a no. It stays until Done."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peerdesk.desktop.models.removed_model import RemovedItemView, RemovedWorkView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import put_ruled
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, Look, PrimaryButton
from peerdesk.desktop.widgets.labels import MutedLabel, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet


class RemovedSheet(Sheet):
    """Lays out the items. `decided` carries the key of one and whether it is theirs."""

    decided = Signal(object, bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=640)
        self.set_title(self.tr("Is this yours?"))
        self.body.addWidget(
            WrapLabel(
                self.tr("A computer of yours that is off the list wrote this. What you let go of stays apart, unread.")
            )
        )
        self._slot = Slot()
        self.body.addWidget(self._slot)
        self._buttons: list[QPushButton] = []
        self.done_button = PrimaryButton(self.tr("Done"), keycap=self.tr("Esc"))
        self.done_button.clicked.connect(self.reject)
        self.buttons.addWidget(self.done_button)
        self.done_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_work(self, work: RemovedWorkView) -> None:
        """Show what is left. Whoever decided by keyboard goes on at the item that took its place."""
        held = next((at for at, one in enumerate(self._buttons) if one.hasFocus()), None)
        fresh = QWidget()
        box = QVBoxLayout(fresh)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(self).space(8))
        self._buttons = []
        put_ruled(box, map(self._row, work.items))
        if work.more:
            box.addWidget(MutedLabel(self.tr("And %n older ones", "", work.more)))
        if not work.items:
            box.addWidget(WrapLabel(self.tr("Nothing is left to decide here."), tone="muted"))
        self._slot.put(fresh)
        if held is not None:
            after = self._buttons[min(held, len(self._buttons) - 1)] if self._buttons else self.done_button
            after.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, one: RemovedItemView) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.space(6), 0, theme.space(6))
        row.setSpacing(theme.space(12))
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        words.addWidget(StrongLabel(one.title))
        if one.words:
            words.addWidget(WrapLabel(one.words))
        words.addWidget(WrapLabel(one.sub, role="meta", tone="muted"))
        row.addLayout(words, 1)
        acts = Flow(theme.space(6))
        yes = (self._button(one, one.yes, Look.OUTLINED, is_theirs=True),) if one.yes else ()
        acts.put(*yes, self._button(one, one.no, Look.QUIET, is_theirs=False))
        row.addWidget(acts, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _button(self, one: RemovedItemView, label: str, look: Look, *, is_theirs: bool) -> QPushButton:
        button = Button(label, look=look, size="small", tone="muted" if look is Look.QUIET else "accent")
        button.setAccessibleDescription(". ".join(part for part in (one.title, one.words, one.sub) if part))
        button.clicked.connect(partial(self.decided.emit, one.key, is_theirs))
        self._buttons.append(button)
        return button
