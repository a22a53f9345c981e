"""The step of the tour that is shown above every page of practice. The desk below it works meanwhile."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.tour_model import TourStep
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import ActedLine
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton, TonalButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import Label, WrapLabel

NEXT_KEY = "F8"


class TourCard(Card):
    """Lays out one step. `next_asked` goes on, `show_asked` wants what the step shows, `left` wants no tour."""

    next_asked = Signal()
    show_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, gap=4, parent=parent)
        self._count = Label(role="meta", tone="muted")
        self._title, self._text = WrapLabel(role="strong"), WrapLabel()
        self.show_me = OutlinedButton("", size="small")
        self.next = TonalButton(self.tr("Next"), keycap=NEXT_KEY, size="small")
        self.leave = LinkButton(self.tr("Skip the tour"), tone="muted")
        acts = Flow(theme_of(self).space(12))
        acts.put(self.next, self.show_me, self.leave)
        # It stands above every page of practice, so it takes as little of its height as it can.
        head, words = QHBoxLayout(), QVBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        words.addWidget(self._text)
        self.body.addLayout(head)
        self.body.addWidget(ActedLine(words, acts))
        self.next.clicked.connect(self.next_asked)
        self.show_me.clicked.connect(self.show_asked)
        self.leave.clicked.connect(self.left)

    def show_step(self, step: TourStep, at: int, of: int) -> None:
        """Show a step, and have it read aloud."""
        is_last = at + 1 == of
        self._count.setText(self.tr("Step %1 of %2").replace("%1", str(at + 1)).replace("%2", str(of)))
        self._title.setText(step.title)
        self._text.setText(step.text)
        self.show_me.setText(step.shows)
        self.show_me.setVisible(bool(step.shows))
        self.next.setText(self.tr("Done") if is_last else self.tr("Next"))
        self.leave.setVisible(not is_last)
        say(self, f"{self._count.text()}. {step.title}. {step.text}")
