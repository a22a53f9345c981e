"""How often the desk reminds of a session: for a supervisor with their peers below, for a peer among the settings."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.checkins_model import CheckinsView
from peerdesk.desktop.screens.share_sheet import fact_list
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.labels import Label, SectionTitle, WrapLabel


class CheckinsCard(Card):
    """Lays the card out. `chosen` carries the code of a rhythm. `leads`: it is a supervisor's."""

    chosen = Signal(str)

    def __init__(self, *, leads: bool, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self._leads = leads
        self.rhythm = Picker(self._caption())
        caption = Label(self._caption(), role="medium")
        caption.setBuddy(self.rhythm)
        self._held = WrapLabel(role="meta", tone="muted")
        self._peers = Slot()
        for part in (SectionTitle(self.tr("Check-ins")), self._peers, caption, self.rhythm, self._held):
            self.body.addWidget(part)
        self.body.addWidget(WrapLabel(self._told(), role="meta", tone="muted"))
        self.rhythm.picked.connect(self.chosen)

    def show_view(self, view: CheckinsView) -> None:
        """Show the rhythm, and each peer by name."""
        self.rhythm.set_options(view.choices)
        self.rhythm.set_code(view.chosen)
        self._held.setText("" if self._leads else view.held)
        self._held.setVisible(not self._leads)
        self._peers.put(fact_list(view.peers) if view.peers else None)

    def _caption(self) -> str:
        return (
            self.tr("When your team's desks say how long ago it was")
            if self._leads
            else self.tr("When this desk says how long ago the last session was")
        )

    def _told(self) -> str:
        return (
            self.tr("By name, and only from sessions that were logged. A peer who wants to hear it less often does.")
            if self._leads
            else self.tr("The gentler one holds: your team's or yours. Nobody else learns what you choose.")
        )
