"""The places of a peer's rail beside Today and Notes, each with routes of its own."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_follow_ups import FOLLOW_UPS, FollowUpRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.routes_supervision import SUPERVISION, SupervisionRoutes
from peerdesk.desktop.routes_wellbeing import WELLBEING, WellbeingRoutes
from peerdesk.desktop.screens.rail import Place


class FurtherPlaces(QObject):
    """Builds their routes. A page itself is made when somebody first goes there."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self.follow_ups = FollowUpRoutes(shared, bench, parent=self)
        self.supervision = SupervisionRoutes(shared, bench, parent=self)
        self.wellbeing = WellbeingRoutes(shared, bench, parent=self)
        self._entered = {
            FOLLOW_UPS: self.follow_ups.enter,
            SUPERVISION: self.supervision.enter,
            WELLBEING: self.wellbeing.enter,
        }

    @property
    def places(self) -> tuple[Place, ...]:
        """The places, as they stand in the rail."""
        return (self.follow_ups.place, *self.supervision.places, self.wellbeing.place)

    def __contains__(self, place: str) -> bool:
        """Say whether a place is one of these."""
        return place in self._entered

    def begin(self) -> None:
        """Read what a rail shows of them, once the desk is there."""
        self.follow_ups.begin()
        self.supervision.begin()

    def enter(self, place: str) -> None:
        """Show the page of a place."""
        self._entered[place]()
