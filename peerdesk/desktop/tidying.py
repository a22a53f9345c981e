"""Tidying the vault while nobody is keeping anything: what saves put off is done then."""

from typing import Final

from PySide6.QtCore import QObject, QTimer

from peerdesk.desktop.models.workbench import Workbench

QUIET_MILLISECONDS: Final = 4000


class Tidying(QObject):
    """Has the open vault tidied once after it was opened, and again whenever it has been quiet after a change."""

    def __init__(self, bench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._timer = QTimer(self, singleShot=True, interval=QUIET_MILLISECONDS)
        self._timer.timeout.connect(self._tidy)
        bench.announcer.changed.connect(lambda _: self._timer.start())
        self._timer.start()

    def _tidy(self) -> None:
        # Nothing waits for it, and what a full disk keeps it from doing is done at another time.
        self._bench.run(self, self._bench.vault.tidy, lambda _: None, lambda _: None)
