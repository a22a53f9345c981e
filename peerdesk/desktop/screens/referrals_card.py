"""Referrals on the page of handoffs: those that wait with what can be done, and what became of the last ones."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.referral_views import ReferralsView, ReferralView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import ActedLine, put_ruled, signed_line
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, Look, OutlinedButton
from peerdesk.desktop.widgets.cards import Card, EmptyState, Icon
from peerdesk.desktop.widgets.labels import MutedLabel, SectionTitle, StrongLabel, WrapLabel


class ReferralsCard(Card):
    """Lays the card out. `acted` carries a ReferralView and met, tried, declined, pass, change or closed."""

    acted = Signal(object, str)

    def __init__(self, view: ReferralsView, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=0, below=10 if view.waiting else 0, parent=parent)
        theme = theme_of(self)
        self.first: QWidget | None = None
        head = QHBoxLayout()
        head.setSpacing(theme.space(10))
        head.addWidget(SectionTitle(self.tr("Somebody asked for a peer")))
        if view.waiting:
            head.addWidget(MutedLabel(str(len(view.waiting)), tabular=True))
        head.addStretch(1)
        self.body.addLayout(head)
        if not view.waiting:
            text = self.tr("When somebody asks for a peer, two answers are enough: where, and how to find them.")
            self.body.addWidget(EmptyState("bed", self.tr("Nobody waits for you"), text))
        put_ruled(self.body, [self._waiting(one, can_pass=bool(view.peers)) for one in view.waiting])

    def _waiting(self, one: ReferralView, *, can_pass: bool) -> ActedLine:
        theme = theme_of(self)
        words = signed_line(
            Icon("bed", size=18, tone="accent"),
            StrongLabel(one.title),
            WrapLabel(one.find),
            WrapLabel(one.facts, role="meta", tone="muted"),
        )
        acts = Flow(theme.space(6))
        acts.put(*self._buttons(one, can_pass=can_pass))
        return ActedLine(words, acts, indent=theme.height(18) + theme.space(12), air=10)

    def _buttons(self, one: ReferralView, *, can_pass: bool) -> list[Button]:
        found: list[tuple[str, Button]] = [
            ("met", OutlinedButton(self.tr("We met"), icon="check", size="small")),
            ("tried", Button(self.tr("Tried"), look=Look.QUIET, size="small")),
            ("declined", Button(self.tr("No thanks"), look=Look.QUIET, size="small")),
        ]
        if can_pass:
            found.append(("pass", Button(self.tr("Pass on…"), look=Look.QUIET, size="small")))
        found.append(("change", Button(self.tr("Change"), look=Look.QUIET, size="small", tone="muted")))
        found.append(("closed", Button(self.tr("Close"), look=Look.QUIET, size="small", tone="muted")))
        for code, button in found:
            button.setAccessibleDescription(f"{one.title}, {one.find}")
            button.clicked.connect(partial(self.acted.emit, one, code))
        self.first = self.first or found[0][1]
        return [button for _, button in found]


class PastReferralsCard(Card):
    """What became of the last ones. Whom they were about is not among it: how to find them is erased."""

    def __init__(self, view: ReferralsView, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=0, below=8, parent=parent)
        self.body.addWidget(SectionTitle(self.tr("What became of others")))
        put_ruled(self.body, map(self._line, view.past))

    def _line(self, one: ReferralView) -> QHBoxLayout:
        words = f"{one.title}: {one.state}"
        facts = WrapLabel(one.facts, role="meta", tone="muted")
        return signed_line(Icon(one.icon, size=18, tone=one.tone), WrapLabel(words), facts, air=8)
