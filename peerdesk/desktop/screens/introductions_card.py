"""Introductions on the page of handoffs: to whom, and what came of each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.introduction_views import IntroductionView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import put_ruled, signed_line
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, Look, OutlinedButton
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.labels import SectionTitle, StrongLabel, WrapLabel


class IntroductionsCard(Card):
    """Lays the card out. `acted` carries an IntroductionView and connected, not_yet or change."""

    acted = Signal(object, str)
    add_asked = Signal()

    def __init__(self, views: Sequence[IntroductionView], parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=0, below=10 if views else 0, parent=parent)
        self.add = OutlinedButton(self.tr("New introduction"), icon="plus", size="small")
        self.add.clicked.connect(self.add_asked)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(self.tr("Introductions")))
        head.addStretch(1)
        head.addWidget(self.add)
        self.body.addLayout(head)
        if not views:
            text = self.tr("Somebody wants to meet a person or a place outside? Keep whom you brought together here.")
            self.body.addWidget(WrapLabel(text, tone="muted"))
        put_ruled(self.body, map(self._line, views))

    def _line(self, one: IntroductionView) -> QHBoxLayout:
        sign = Icon(one.icon, size=18, tone=one.tone)
        facts = WrapLabel(one.facts, role="meta", tone="muted")
        row = signed_line(sign, StrongLabel(one.title), WrapLabel(one.state), facts, air=10)
        acts = Flow(theme_of(self).space(6))
        acts.put(*self._buttons(one))
        row.addWidget(acts, 1, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _buttons(self, one: IntroductionView) -> list[Button]:
        found: list[tuple[str, Button]] = []
        if one.is_open:
            found.append(("connected", OutlinedButton(self.tr("Connected"), icon="check", size="small")))
            found.append(("not_yet", Button(self.tr("Not yet"), look=Look.QUIET, size="small")))
        found.append(("change", Button(self.tr("Change"), look=Look.QUIET, size="small", tone="muted")))
        for code, button in found:
            button.setAccessibleDescription(f"{one.title}, {one.facts}, {one.state}")
            button.clicked.connect(partial(self.acted.emit, one, code))
        return [button for _, button in found]
