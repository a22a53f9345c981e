"""Into practice, and out of it: the commands, and the band above every page that says what it is."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from peerdesk.desktop.doorway import Doorway
from peerdesk.desktop.screens.desk import Desk


class PracticeRoutes(QObject):
    """`acts` are the commands: the way in at a desk of somebody's own, the way out in practice."""

    def __init__(self, door: Doorway, parent: QObject) -> None:
        super().__init__(parent)
        self._door = door
        self.acts: dict[str, Callable[[], None]] = (
            {"leave_practice": self._leave} if door.practice.is_on else {"practice": door.practice.ask}
        )

    def serve(self, desk: Desk) -> None:
        """Put the band above every page, where this is practice."""
        if self._door.practice.is_on:
            told = self.tr("Practice: nothing here is real, and nothing is kept.")
            band = desk.show_banner(told, kind="private", action=self.tr("Leave practice"))
            band.acted.connect(self._leave)

    def _leave(self) -> None:
        # The button that asks goes with the desk, so its click is done first.
        QTimer.singleShot(0, self._door.lock)
