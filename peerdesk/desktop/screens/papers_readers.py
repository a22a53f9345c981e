"""Beside what somebody allows: which supervisor sees it, and one button for each of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.models.papers_views import PapersReaderView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton
from peerdesk.desktop.widgets.cards import Icon
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel


class PapersReaders(QWidget):
    """Lays them out. Both signals carry a PapersReaderView."""

    share_asked = Signal(object)
    stop_asked = Signal(object)

    def __init__(self, readers: tuple[PapersReaderView, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(self).space(10))
        box.addWidget(SectionTitle(self.tr("Who sees these permissions")))
        for one in readers:
            self._add(box, one)

    def _add(self, box: QVBoxLayout, one: PapersReaderView) -> None:
        icon, tone = ("eye", "accent") if one.can_stop else ("lock", "private")
        state = WrapLabel(one.state, role="meta", tone="muted")
        box.addLayout(signed_line(Icon(icon, size=16, tone=tone), WrapLabel(one.name), state, gap=10))
        ways: list[QWidget] = []
        if one.can_share:
            share = OutlinedButton(self.tr("Show to %1").replace("%1", one.first_name), size="small")
            share.clicked.connect(lambda: self.share_asked.emit(one))
            ways.append(share)
        if one.can_stop:
            stop = LinkButton(self.tr("Stop showing"), tone="muted")
            stop.setAccessibleDescription(one.name)
            stop.clicked.connect(lambda: self.stop_asked.emit(one))
            ways.append(stop)
        flow = Flow(theme_of(self).space(14), between=theme_of(self).space(6))
        flow.put(*ways)
        if ways:
            box.addWidget(flow)
