"""From the list of a person's computers to taking one off it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.computer_views import ComputerView
from peerdesk.desktop.models.computers_model import ComputersModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.computers_card import ComputersCard, RemoveSheet
from peerdesk.work.attention import ADDED
from peerdesk.work.enrolment import Remotes


class ComputersRoutes(QObject):
    """Connects the card with its model, and asks before a computer goes. `said` carries what was done, in words."""

    said = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, remotes: Remotes, window: QWidget, *, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.model = ComputersModel(bench, remotes, self)
        self.sheet: RemoveSheet | None = None
        self._wanted = ""
        self.model.shown.connect(self._on_shown)
        self.model.removed.connect(self._on_removed)
        self.model.refused.connect(self.refused)

    def serve(self, card: ComputersCard) -> None:
        """Fill a card, and do what is asked on it."""
        self.model.shown.connect(card.show_computers)
        card.remove_asked.connect(self._ask)

    def ask_about(self, key: str) -> None:
        """Ask whether to remove the computer that something on the list of what waits is about."""
        self._wanted = key.removeprefix(ADDED)
        self.model.read()

    def _on_shown(self, computers: tuple[ComputerView, ...]) -> None:
        wanted, self._wanted = self._wanted, ""
        for one in computers:
            if wanted and isinstance(one.key, bytes) and one.key.hex() == wanted and one.can_remove:
                self._ask(one)

    def _ask(self, one: ComputerView) -> None:
        self.sheet = RemoveSheet(self._window, one)
        self.sheet.accepted.connect(lambda: self.model.remove(one))
        self.sheet.finished.connect(self._on_finished)
        self.sheet.open()

    def _on_finished(self) -> None:
        self.sheet = None

    def _on_removed(self, name: str, is_heard: bool) -> None:
        told = self.tr("%1 is off the list") if is_heard else self.tr("%1 goes off the list with the next sync")
        self.said.emit(told.replace("%1", name))
