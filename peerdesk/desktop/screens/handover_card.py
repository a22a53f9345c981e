"""Between peers: what others offer, what went to them, and the way to hand something over."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.handover_views import GivenView, HandoversView, OfferView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import put_ruled, signed_line
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, Look, OutlinedButton
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.labels import MutedLabel, SectionTitle, StrongLabel, WrapLabel

_TOP = Qt.AlignmentFlag.AlignTop


class HandoverCard(Card):
    """Lays out the card. `acted` carries what it is about and accept, decline or stop."""

    acted = Signal(object, str)
    hand_over_asked = Signal()

    def __init__(self, view: HandoversView, *, padding: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(padding=padding, gap=0, below=8, parent=parent)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(self.tr("Between peers")))
        head.addStretch(1)
        if view.can_hand_over:
            ask = OutlinedButton(self.tr("Hand over…"), size="small")
            ask.clicked.connect(self.hand_over_asked)
            head.addWidget(ask)
        self.body.addLayout(head)
        lines = [*map(self._offer, view.offers), *map(self._more, view.more), *map(self._given, view.given)]
        if not lines:
            self.body.addWidget(MutedLabel(self.tr("Hand a follow-up to another peer, if its person is OK with that.")))
        put_ruled(self.body, lines)

    def _offer(self, one: OfferView) -> QHBoxLayout:
        accept = OutlinedButton(self.tr("Accept"), size="small")
        decline = Button(self.tr("No thanks"), look=Look.QUIET, size="small", tone="muted")
        for button, code in ((accept, "accept"), (decline, "decline")):
            button.setAccessibleDescription(f"{one.title}. {one.text}")
            button.clicked.connect(partial(self.acted.emit, one.key, code))
        return self._line(Icon("users", size=18, tone="accent"), one.title, one.text, accept, decline)

    def _more(self, text: str) -> QHBoxLayout:
        return self._line(Icon("info", size=18, tone="wait"), "", text)

    def _given(self, one: GivenView) -> QHBoxLayout:
        acts = []
        if one.can_take_back:
            back = Button(self.tr("Take back"), look=Look.QUIET, size="small", tone="muted")
            back.setAccessibleDescription(f"{one.title}. {one.text}")
            back.clicked.connect(partial(self.acted.emit, one.key, "stop"))
            acts.append(back)
        return self._line(Icon(one.icon, size=18, tone=one.tone), one.title, one.text, *acts)

    def _line(self, sign: QWidget, title: str, text: str, *acts: QWidget) -> QHBoxLayout:
        words = (StrongLabel(title), WrapLabel(text)) if title else (WrapLabel(text),)
        row = signed_line(sign, *words, air=8)
        buttons = Flow(theme_of(self).space(6))
        buttons.put(*acts)
        row.addWidget(buttons, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
