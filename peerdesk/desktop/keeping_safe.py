"""What is looked after once the desk is open and quiet: what was found, each page of the file, and the day's backup."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.work.backups import back_up_after_unlock
from peerdesk.work.counting import renew_what_is_owed
from peerdesk.work.integrity import check_pages, tell_what_was_found

AFTER_MILLISECONDS: Final = 8000


class KeepingSafe(QObject):
    """Does it once for each unlock, on the thread for files, so that neither the window nor a save waits for it."""

    def __init__(self, bench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        job = partial(tell_what_was_found, bench.vault, bench.now())
        bench.background.run_file(self, job, self._tell, lambda _: None)

    def _look(self) -> None:
        bench = self._bench

        def job() -> Changes:
            changes = check_pages(bench.vault, bench.now())
            renew_what_is_owed(bench.vault, bench.now())
            made = back_up_after_unlock(bench.vault, bench.now())
            return Changes(outbox=True) if made is not None else changes

        # What a full disk keeps it from doing is done after the next unlock; damage was told of before the backup.
        bench.background.run_file(self, job, self._tell, lambda _: None)

    def _tell(self, changes: Changes) -> None:
        if changes.outbox:
            self._bench.announcer.tell(changes)
