"""Backups on the desk: which there are, making one, and opening one to look."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.backup_views import BackupLook, BackupRow, BackupView, NoteInBackup
from peerdesk.desktop.models.note_rows import DOT, NoteRows
from peerdesk.desktop.models.words import capital
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import ExpectedError
from peerdesk.vault.backup_places import BackupPlace, Reason
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.work.backups import BackupRead, back_up, backups_here, look_from, notes_of
from peerdesk.work.encounters import encounter_page

SHOWN = 100
_MEGABYTE = 1_000_000


class BackupModel(QObject):
    """`shown` carries a BackupView, `looked` a BackupLook."""

    shown = Signal(object)
    looked = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows = NoteRows(bench.words, self)
        self._found: tuple[BackupPlace, ...] = ()
        self._busy = False
        self._known = False
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Look which backups there are."""
        self._known, bench = True, self._bench
        bench.background.run_file(self, lambda: backups_here(bench.vault.folder), self._on_found, self.refused.emit)

    def make(self) -> None:
        """Make a backup now, beside whatever else goes on."""
        if self._busy:
            return
        self._busy, bench = True, self._bench
        self._show()
        bench.background.run_file(self, lambda: back_up(bench.vault, bench.now()), self._on_made, self._on_not_made)

    def look(self, key: str) -> None:
        """Open a backup for reading only, and show what is in it."""
        place = next((one for one in self._found if one.name == key), None)
        if place is None:
            return
        bench = self._bench

        def read() -> tuple[int, tuple[EncounterRow, ...]]:
            with look_from(bench.vault, place) as looked:
                return notes_of(looked), encounter_page(looked, Wanted(), limit=SHOWN, before="")

        bench.background.run_file(self, read, lambda found: self._on_looked(place, *found), self.refused.emit)

    def _on_found(self, found: tuple[BackupPlace, ...]) -> None:
        self._found = found
        self._show()

    def _on_made(self, _made: BackupRead) -> None:
        self._busy = False
        self.read()

    def _on_not_made(self, problem: ExpectedError) -> None:
        self._busy = False
        self._show()
        self.refused.emit(problem)

    def _on_looked(self, place: BackupPlace, count: int, rows: tuple[EncounterRow, ...]) -> None:
        notes = tuple(self._note(row) for row in rows)
        self.looked.emit(BackupLook(made=self._when(place.made_at), count=count, notes=notes))

    def _on_changed(self, changes: Changes) -> None:
        # A backup that PeerDesk made by itself is told of in this way.
        if self._known and changes.outbox:
            self.read()

    def _show(self) -> None:
        rows = tuple(self._row(place) for place in self._found)
        if self._busy:
            title, line = self.tr("Backing up"), self.tr("It is opened and read whole before it counts.")
        elif rows:
            title = self.tr("Last backup %1").replace("%1", self._when(self._found[0].made_at))
            line = self.tr("Opened and checked")
        else:
            title = self.tr("No backup yet")
            line = self.tr("PeerDesk makes one by itself after you unlock.")
        is_checked = bool(rows) and not self._busy
        self.shown.emit(BackupView(title=title, line=line, is_checked=is_checked, busy=self._busy, rows=rows))

    def _row(self, place: BackupPlace) -> BackupRow:
        why = {
            Reason.ASKED: self.tr("You asked for it"),
            Reason.UNLOCK: self.tr("By itself"),
            Reason.UPDATE: self.tr("Before an update"),
        }[place.reason]
        size = self.tr("%1 MB").replace("%1", f"{place.size / _MEGABYTE:.1f}")
        return BackupRow(key=place.name, title=capital(self._when(place.made_at)), about=f"{why}{DOT}{size}")

    def _when(self, at: datetime) -> str:
        return self._bench.words.moment(at, now=self._bench.now())

    def _note(self, row: EncounterRow) -> NoteInBackup:
        words = self._bench.words
        day = words.short_day(row.happened_on, today=self._bench.today())
        sub = DOT.join((day, words.of(row.setting), words.of(row.outcome)))
        return NoteInBackup(title=self._rows.title(row.handle), sub=sub, text=row.first_line)
