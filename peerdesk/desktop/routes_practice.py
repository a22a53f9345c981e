"""Into practice, and out of it: the commands, the band above every page that says what it is, and the tour."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from peerdesk.desktop.doorway import Doorway
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_tour import TourRoutes
from peerdesk.desktop.screens.desk import Desk


class PracticeRoutes(QObject):
    """`acts` are the commands: the way in at a desk of somebody's own, the tour and the way out in practice."""

    def __init__(self, door: Doorway, bench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._door, self._bench = door, bench
        self.tour: TourRoutes | None = None
        inside: dict[str, Callable[[], None]] = {
            "tour": self.take_tour,
            "tour_next": self._go_on,
            "leave_practice": self._leave,
        }
        self.acts = inside if door.practice.is_on else {"practice": door.practice.ask}

    def serve(self, desk: Desk) -> None:
        """Put the band above every page, and the tour below it, where this is practice."""
        if self._door.practice.is_on:
            told = self.tr("Practice: nothing here is real, and nothing is kept.")
            band = desk.show_banner(told, kind="private", action=self.tr("Leave practice"))
            band.acted.connect(self._leave)
            keys = self._door.preferences.single_keys
            self.tour = TourRoutes(self._door.practice, self._bench, desk, single_keys=keys, parent=self)

    def take_tour(self) -> None:
        """Begin the tour: again in practice, else with practice."""
        if self.tour is not None:
            self.tour.restart()
        else:
            self._door.practice.ask()

    def _go_on(self) -> None:
        if self.tour is not None:
            self.tour.go_on()

    def _leave(self) -> None:
        # The button that asks goes with the desk, so its click is done first.
        QTimer.singleShot(0, self._door.lock)
