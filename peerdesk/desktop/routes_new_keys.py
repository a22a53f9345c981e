"""From the card of new keys to notes under other keys. The desk locks when they count: what was open is over."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.private_file import keep_new_sheet
from peerdesk.desktop.screens.new_keys_card import NewKeysCard, NewKeysSheet
from peerdesk.desktop.sheet_sentences import SheetSentences
from peerdesk.domain.errors import DiskFullError, ExpectedError
from peerdesk.domain.rotation_errors import NotesUnsettledError, RotationStoppedError
from peerdesk.work.recovery_sheet import RecoverySheet
from peerdesk.work.rotation import NewKeysAsk, Rotated, renewed_at, rotate_keys, sheet_counts


class _Kept:
    """The file of a new sheet, which goes again where the sheet does not come to count."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = path
        self._folder = folder
        self._written: RecoverySheet | None = None

    def keep(self, sheet: RecoverySheet) -> None:
        keep_new_sheet(sheet, self._path)
        self._written = sheet

    def unless_undone(self, job: Callable[[], Rotated]) -> Rotated:
        try:
            return job()
        except ExpectedError:
            # What goes wrong behind the change of files is told as well, and then it is this sheet that opens them.
            if self._written is not None and not sheet_counts(self._folder, self._written):
                with suppress(OSError):
                    self._path.unlink()
            raise


class NewKeysRoutes(QObject):
    """Serves one card. `lock` locks the desk; another window asks for the passphrase then."""

    _came = Signal(float)

    def __init__(
        self, bench: Workbench, window: QWidget, card: NewKeysCard, lock: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._window = window
        self._card = card
        self._lock = lock
        self._stopped = threading.Event()
        self.sheet: NewKeysSheet | None = None
        card.asked.connect(self._on_asked)
        card.make.setEnabled(not bench.vault.is_read_only)
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        bench.run(self, lambda: renewed_at(bench.vault), self._on_known, lambda _: None)

    def _on_known(self, since: datetime | None) -> None:
        if since is not None:
            line = self.tr("New keys since %1.").replace("%1", self._bench.words.day(since.astimezone().date()))
            self._card.show_line(line, aloud=False)

    def _on_asked(self) -> None:
        self.sheet = NewKeysSheet(self._window)
        self.sheet.typed.connect(self._on_typed)
        self.sheet.finished.connect(self._on_left)
        self.sheet.open()

    def _on_typed(self, passphrase: str) -> None:
        suggested = str(Path.home() / "peerdesk-recovery-new.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the new sheet"), suggested)
        if not chosen or self.sheet is None:
            return

        bench, stopped = self._bench, threading.Event()
        kept = _Kept(Path(chosen), bench.vault.folder)
        self._stopped = stopped
        asked = NewKeysAsk(
            passphrase=passphrase,
            now=bench.now(),
            keep=kept.keep,
            tell=self._came.emit,
            is_stopped=stopped.is_set,
            rng=bench.rng,
        )
        self.sheet.show_working(working=True)
        bench.background.run_file(
            self, lambda: kept.unless_undone(lambda: rotate_keys(bench.vault, asked)), self._on_done, self._on_refused
        )

    def _on_came(self, share: float) -> None:
        if self.sheet is not None and not self.sheet.go.isEnabled():
            self.sheet.show_share(round(share * 100))

    def _on_done(self, _found: Rotated) -> None:
        self._lock()

    def _on_refused(self, problem: ExpectedError) -> None:
        sentence = self._sentence(problem)
        if self.sheet is not None and not isinstance(problem, RotationStoppedError):
            self.sheet.say_problem(sentence)
        else:
            self._card.show_line(sentence)

    def _sentence(self, problem: ExpectedError) -> str:
        if isinstance(problem, RotationStoppedError):
            return self.tr("Stopped. Nothing was changed.")
        if isinstance(problem, NotesUnsettledError):
            return self.tr("Something found in the file of your notes waits for you above. Look at it first.")
        if isinstance(problem, DiskFullError):
            return self.tr("Nothing was changed: there is no room for two copies of your notes on this disk.")
        return SheetSentences().of(problem)

    def _on_left(self) -> None:
        self._stopped.set()
        self.sheet = None
