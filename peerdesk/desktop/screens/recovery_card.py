"""The hospital's key to this vault: the question, the badge that stays, and each time it was used."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.recovery_views import RecoveryView
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, Look, OutlinedButton
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel


class RecoveryCard(Card):
    """Lays it out. Yes and no weigh the same, and no comes first: nothing is lost by it."""

    allowed = Signal()
    declined = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self._inside = Slot()
        self.body.addWidget(self._inside)
        self.view = RecoveryView()
        self.setVisible(False)

    def show_view(self, view: RecoveryView) -> None:
        """Show how things stand; the card is away where there is nothing to say."""
        self.view = view
        fresh = QWidget()
        box = QVBoxLayout(fresh)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(self).space(10))
        if view.badge:
            box.addLayout(self._badge(view))
        for text in (*view.past, *view.uses):
            box.addLayout(self._line("info", "accent", WrapLabel(text)))
        if view.asked:
            self._ask(box, view)
        self._inside.put(fresh)
        self.setVisible(not view.is_empty)

    def enter(self) -> None:
        """Put the focus on the first answer."""
        first = self.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _badge(self, view: RecoveryView) -> QHBoxLayout:
        row = self._line("eye", "wait", WrapLabel(view.badge, role="strong"), at=Qt.AlignmentFlag.AlignVCenter)
        end = Button(self.tr("End it"), look=Look.QUIET, size="small", tone="muted")
        end.setAccessibleDescription(self.tr("What you keep from then on is yours alone"))
        end.setEnabled(not view.busy)
        end.clicked.connect(self.ended)
        row.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _line(
        self, icon: str, tone: str, label: QWidget, *, at: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(10))
        row.addWidget(Icon(icon, size=18, tone=tone), 0, at)
        row.addWidget(label, 1)
        return row

    def _ask(self, box: QVBoxLayout, view: RecoveryView) -> None:
        box.addWidget(SectionTitle(self.tr("Your hospital asks: may it hold a key to your notes?")))
        for text in (
            self.tr("With a yes it can bring back what you keep from now on, if you lose computers and sheet alike."),
            self.tr("It can then read it, too. You see here each time it does. Your notes up to now stay closed."),
            self.tr("With a no everything works as it does now, and nobody is told."),
        ):
            box.addWidget(WrapLabel(text))
        mark = self.tr("Mark of its key, as on the hospital's own sheet: %1").replace("%1", view.mark)
        box.addWidget(WrapLabel(mark, role="meta", tone="muted"))
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(10))
        no, yes = OutlinedButton(self.tr("No, only me")), OutlinedButton(self.tr("Yes, let it"))
        no.clicked.connect(self.declined)
        yes.clicked.connect(self.allowed)
        for button in (no, yes):
            button.setEnabled(not view.busy)
            row.addWidget(button)
        row.addStretch(1)
        box.addLayout(row)
