"""The guides a peer used, on the page of supervision. It is their own list: nobody else sees it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.agenda_views import AgendaView, GuideUsedView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import put_ruled, signed_line
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, Look, OutlinedButton
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel


class GuideLogCard(Card):
    """Lays the card out. `acted` carries a GuideUsedView and bring or delete."""

    acted = Signal(object, str)

    def __init__(self, view: AgendaView, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=0, parent=parent)
        self.body.addWidget(SectionTitle(self.tr("Guides I used")))
        told = self.tr("Only which guide, when, and that you spoke. It is yours, and on no agenda unless you bring it.")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        put_ruled(self.body, map(self._line, view.guides))

    def _line(self, one: GuideUsedView) -> QHBoxLayout:
        facts = (WrapLabel(one.facts, role="meta", tone="muted"),) if one.facts else ()
        row = signed_line(Icon("book", size=18, tone="muted"), WrapLabel(one.title), *facts, air=10)
        acts = Flow(theme_of(self).space(6))
        acts.put(*self._buttons(one))
        row.addWidget(acts, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _buttons(self, one: GuideUsedView) -> list[Button]:
        found: list[tuple[str, Button]] = []
        if one.can_bring:
            found.append(("bring", OutlinedButton(self.tr("Bring to supervision"), icon="plus", size="small")))
        found.append(("delete", Button(self.tr("Delete"), look=Look.QUIET, size="small", tone="muted")))
        for code, button in found:
            button.setAccessibleDescription(f"{one.title}, {one.facts}")
            button.clicked.connect(partial(self.acted.emit, one, code))
        return [button for _, button in found]
