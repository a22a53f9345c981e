"""The sheet for a peer's own order of answers: which stand first, and which they would rather not see."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import IconButton, LinkButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet
from peerdesk.domain.own_chips import OwnChips

Lists = dict[str, tuple[str, tuple[tuple[str, str], ...]]]
"""By the name of a vocabulary: its words, and its codes with theirs."""


class ChipsSheet(Sheet):
    """Lays out one list at a time. `own` is what was chosen; nothing is kept before it is accepted."""

    def __init__(self, window: QWidget, lists: Lists, own: OwnChips) -> None:
        super().__init__(window, "", width=560)
        self.set_title(self.tr("Your own order"))
        self.own = own
        self._lists = lists
        self._rows: dict[str, _Row] = {}
        self.which = Picker(self.tr("Which answers"))
        self.which.set_options([(name, words) for name, (words, _codes) in lists.items()])
        self.which.set_code(next(iter(lists)))
        self._held = QWidget()
        self._reset = LinkButton(self.tr("As it came"))
        self._lay_out_sheet()
        self.which.picked.connect(lambda _name: self._show_list())
        self._reset.clicked.connect(self._on_reset)
        self._show_list()

    def row(self, code: str) -> "_Row":
        """Return the row of an answer."""
        return self._rows[code]

    def _order(self) -> list[str]:
        name = self.which.code()
        return list(self.own.ordered(name, (code for code, _words in self._lists[name][1])))

    def _show_list(self) -> None:
        theme, name = theme_of(self), self.which.code()
        words, hidden = dict(self._lists[name][1]), self.own.hidden.get(name, frozenset())
        fresh = QWidget()
        box = QVBoxLayout(fresh)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space(6))
        self._rows = {code: _Row(words[code], shown=code not in hidden) for code in self._order()}
        for code, row in self._rows.items():
            box.addWidget(row)
            row.chip.toggled.connect(self._on_toggled)
            row.up.clicked.connect(partial(self._move, code, -1))
            row.down.clicked.connect(partial(self._move, code, 1))
        self.body.replaceWidget(self._held, fresh)
        self._held.hide()
        self._held.deleteLater()
        self._held = fresh
        self._place()

    def _on_toggled(self) -> None:
        self._keep(self._order())

    def _on_reset(self) -> None:
        self.own = self.own.with_list(self.which.code(), (), ())
        self._show_list()

    def _move(self, code: str, by: int) -> None:
        order = self._order()
        at = order.index(code)
        to = at + by
        if not 0 <= to < len(order):
            return
        order.insert(to, order.pop(at))
        self._keep(order)
        self._show_list()
        row = self._rows[code]
        (row.up if by < 0 else row.down).setFocus(Qt.FocusReason.ShortcutFocusReason)
        place = self.tr("%1 is number %2 now").replace("%1", row.chip.text())
        say(self, place.replace("%2", str(to + 1)))

    def _keep(self, order: list[str]) -> None:
        hidden = [code for code, row in self._rows.items() if not row.chip.isChecked()]
        self.own = self.own.with_list(self.which.code(), order, hidden)

    def _lay_out_sheet(self) -> None:
        told = self.tr("What you untick is not offered. Notes that have it keep it, and nothing else changes.")
        self.body.addWidget(WrapLabel(told, tone="muted"))
        head = QHBoxLayout()
        caption = StrongLabel(self.tr("Which answers"))
        caption.setBuddy(self.which)
        head.addWidget(caption)
        head.addWidget(self.which)
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self._held)
        self.body.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignLeft)
        cancel = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        self.keep = PrimaryButton(self.tr("Save"))
        cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self.accept)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.keep)


class _Row(QWidget):
    """One answer: whether it is offered, and its way up and down."""

    def __init__(self, words: str, *, shown: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = CheckChip(words)
        self.chip.setChecked(shown)
        self.up = IconButton("chevron-up", self.tr("Move %1 up").replace("%1", words))
        self.down = IconButton("chevron-down", self.tr("Move %1 down").replace("%1", words))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme_of(self).space(4))
        row.addWidget(self.chip, 1)
        row.addWidget(self.up)
        row.addWidget(self.down)
