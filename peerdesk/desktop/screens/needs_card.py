"""What waits for the person, line by line, each with its buttons. Amber, never red: nothing else waits for it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.version_views import NeedView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import ActedLine, put_ruled
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, LinkButton, Look
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.labels import SectionTitle, StrongLabel, WrapLabel

_TOP = Qt.AlignmentFlag.AlignTop


class NeedsCard(Card):
    """Lays out the list. `acted` carries what waits and the code of what to do; `all_asked` wants the rest."""

    acted = Signal(object, str)
    all_asked = Signal()

    def __init__(self, needs: tuple[NeedView, ...], *, most: int = 0, parent: QWidget | None = None) -> None:
        calm = all(one.calm for one in needs)
        fill = "soft" if calm else "wait_soft"
        super().__init__(padding=16, gap=0, edge="", fill=fill, parent=parent)
        self.needs = needs
        side = theme_of(self).space(16)
        # The last line has air below it already.
        self.body.setContentsMargins(side, side, side, theme_of(self).space(8))
        waiting = sum(not one.calm for one in needs)
        title = self.tr("Good to know") if calm else self.tr("%n things need you", "", waiting)
        self.body.addWidget(SectionTitle(title))
        shown = needs[:most] if most else needs
        put_ruled(self.body, map(self._line, shown))
        if len(shown) < len(needs):
            rest = LinkButton(self.tr("Show all"))
            rest.clicked.connect(self.all_asked)
            self.body.addWidget(rest, 0, Qt.AlignmentFlag.AlignLeft)

    def _line(self, one: NeedView) -> ActedLine:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setSpacing(theme.space(12))
        sign, tone = ("info", "accent") if one.calm else ("warning", "wait")
        row.addWidget(Icon(sign, size=18, tone=tone), 0, _TOP if one.title else Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        if one.title:
            words.addWidget(StrongLabel(one.title))
        words.addWidget(WrapLabel(one.text))
        row.addLayout(words, 1)
        acts = Flow(theme.space(6))
        acts.put(*(self._button(one, place) for place in range(len(one.acts))))
        return ActedLine(row, acts, indent=theme.height(18) + theme.space(12), air=8)

    def _button(self, one: NeedView, place: int) -> QWidget:
        act = one.acts[place]
        if place:
            button = Button(act.label, look=Look.QUIET, size="small", tone="muted")
        else:
            button = Button(act.label, size="small")
        button.setAccessibleDescription(f"{one.title}. {one.text}" if one.title else one.text)
        button.clicked.connect(partial(self.acted.emit, one, act.code))
        return button
