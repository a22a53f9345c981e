"""The sheet that hands follow-ups over: a tick for each person who agreed, and exactly what leaves of each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.handover_views import HandoversView, PickedView, WaitingView
from peerdesk.desktop.screens.page import LARGE_TEXT
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Hairline
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.labels import Label, MutedLabel, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet

_PROMPT_LIMIT = 140
_DOT = "  ·  "


class HandoverSheet(Sheet):
    """Lays out the follow-ups. Nothing is picked at first: each tick says that this person was asked."""

    def __init__(self, window: QWidget, view: HandoversView) -> None:
        super().__init__(window, "")
        self.set_title(self.tr("Hand over to another peer"))
        self._who = Picker(self.tr("To whom"))
        self._who.set_options(view.peers)
        self._who.set_code(view.peers[0][0])
        self.picks = tuple(_Pick(one, view.ways) for one in view.waiting)
        self._cancel = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        self._give = PrimaryButton("", keycap="Ctrl+Enter")
        self._lay_out_sheet()
        self._who.picked.connect(lambda _code: self._count())
        for pick in self.picks:
            pick.changed.connect(self._count)
        self._cancel.clicked.connect(self.reject)
        self._give.clicked.connect(self._agree)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self._agree)
        self._count()

    @property
    def person(self) -> str:
        """The code of the other peer."""
        return self._who.code()

    @property
    def picked(self) -> tuple[PickedView, ...]:
        """What was ticked, with what was added."""
        return tuple(pick.picked for pick in self.picks if pick.is_picked)

    def _agree(self) -> None:
        if self._give.isEnabled():
            self.accept()

    def _count(self) -> None:
        many = len(self.picked)
        name = self._who.currentText().split(maxsplit=1)[0]
        self._give.setEnabled(bool(many))
        give = self.tr("Hand over %n to %1", "", many) if many else self.tr("Hand over to %1")
        self._give.setText(give.replace("%1", name))
        for pick in self.picks:
            pick.show_preview(name)
        self.updateGeometry()
        self.body.invalidate()
        self._place()

    def _lay_out_sheet(self) -> None:
        theme = theme_of(self)
        to = QHBoxLayout()
        to.setSpacing(theme.space(10))
        caption = Label(self.tr("To"), role="medium")
        caption.setBuddy(self._who)
        to.addWidget(caption)
        to.addWidget(self._who)
        to.addStretch(1)
        self.body.addLayout(to)
        self.body.addWidget(WrapLabel(self.tr("Ask each person first. Tick only those who are OK with another peer.")))
        for pick in self.picks:
            self.body.addWidget(Hairline())
            self.body.addWidget(pick)
        self.body.addWidget(Hairline())
        last = self.tr("Nothing else leaves: no note, and none of their words. You can take it back until they accept.")
        self.body.addWidget(WrapLabel(last, role="meta", tone="muted"))
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self._give)


class _Pick(QWidget):
    """One follow-up: the tick, and once it is set what can be added and what leaves."""

    changed = Signal()

    def __init__(self, view: WaitingView, ways: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.agreed = CheckChip(self.tr("OK with another peer"))
        self.agreed.setAccessibleDescription(f"{view.title}, {view.when}")
        self.how = Picker(self.tr("How to be in touch"))
        self.how.set_options(ways)
        self.how.set_code("")
        self.prompt = LineEdit(
            placeholder=self.tr("One line for them, if it helps"), name=self.tr("One line for the other peer")
        )
        self.prompt.setMaxLength(_PROMPT_LIMIT)
        self._preview = WrapLabel(role="meta")
        self._more = QWidget()
        self._lay_out(view)
        self.agreed.toggled.connect(self._on_toggled)
        self.how.picked.connect(lambda _code: self.changed.emit())
        self.prompt.textChanged.connect(lambda _text: self.changed.emit())

    @property
    def is_picked(self) -> bool:
        """Say whether this person agreed."""
        return self.agreed.isChecked()

    @property
    def picked(self) -> PickedView:
        """The follow-up with what was added."""
        return PickedView(key=self._view.key, how=self.how.code(), prompt=self.prompt.text().strip())

    def show_preview(self, name: str) -> None:
        """Say exactly what the other peer would see."""
        how = self.how.currentText() if self.how.code() else ""
        parts = (self._view.facts, how, self.prompt.text().strip())
        said = _DOT.join(part for part in parts if part)
        self._preview.setText(self.tr("%1 sees exactly: %2").replace("%1", name).replace("%2", said))
        # What stands around it would hear of this turns later, and the sheet is measured now.
        for part in (self._preview, self._more, self):
            part.updateGeometry()

    def _on_toggled(self, on: bool) -> None:
        self._more.setVisible(on)
        self.changed.emit()

    def _lay_out(self, view: WaitingView) -> None:
        theme = theme_of(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.space(2), 0, theme.space(2))
        box.setSpacing(theme.space(8))
        head = QHBoxLayout()
        head.setSpacing(theme.space(10))
        head.addWidget(StrongLabel(view.title))
        head.addWidget(MutedLabel(view.when))
        head.addStretch(1)
        head.addWidget(self.agreed)
        box.addLayout(head)
        inner = QVBoxLayout(self._more)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.space(8))
        added = QHBoxLayout()
        added.setSpacing(theme.space(10))
        large = theme.scale > LARGE_TEXT
        caption = MutedLabel(self.tr("In touch by"))
        caption.setBuddy(self.how)
        added.addWidget(caption)
        added.addWidget(self.how)
        if not large:
            added.addWidget(self.prompt, 1)
        inner.addLayout(added)
        if large:
            added.addStretch(1)
            inner.addWidget(self.prompt)
        inner.addWidget(self._preview, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self._more)
        self._more.hide()
