"""Tell those who listen to the screen that something was undone: others see it come back."""

from PySide6.QtCore import QObject

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.desk import Desk


class UndoneWord(QObject):
    """Says "Undone" behind the line at the bottom of a desk, once what it offered is done and durable.

    Jobs of the vault run one after the other, so one that is asked behind the undoing comes back behind it. Whatever
    shows a line of its own by then, a note that is back or a problem, has said it already.
    """

    def __init__(self, bench: Workbench, desk: Desk) -> None:
        super().__init__(desk)
        self._bench = bench
        self._desk = desk
        desk.toast.acted.connect(self._wait)

    def _wait(self) -> None:
        self._bench.run(self, lambda: None, self._tell, lambda _problem: None)

    def _tell(self, _nothing: None) -> None:
        if not self._desk.toast.isVisible():
            say(self._desk, self.tr("Undone"))
