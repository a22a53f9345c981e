"""Sharing a note: with whom one can, what they would see, and the decision."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.note_rows import NoteRows
from peerdesk.desktop.models.projection_lines import ProjectionLines
from peerdesk.desktop.models.views import PreviewView, ReaderView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotEnrolledError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.levels import Level
from peerdesk.work.copies import ShareState, asked_back, share_states
from peerdesk.work.levels import starting_level
from peerdesk.work.sharing import Preview, Reader, preview, readers, share, stop_sharing

Previewed = tuple[Preview, bool, tuple[ShareState, ...]]
Known = tuple[tuple[Reader, ...], dict[PersonId, str], Level, frozenset[RecordId]]


class ShareDesk(QObject):
    """`known` follows a change of readers; `previewed` carries a PreviewView; `shared` and `stopped` a first name."""

    known = Signal()
    previewed = Signal(object)
    shared = Signal(str)
    stopped = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, rows: NoteRows, sender: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows = rows
        self._sender = sender
        self._lines = ProjectionLines(bench, self)
        self._asks = False
        self.readers: tuple[ReaderView, ...] = ()
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read with whom this peer can share now."""
        bench = self._bench

        def job() -> Known:
            with bench.vault.read() as tx:
                names = tx.identity.names()
            level = starting_level(bench.vault).level
            try:
                return readers(bench.vault, bench.now()), names, level, asked_back(bench.vault)
            except NotEnrolledError:
                return (), names, level, frozenset()

        bench.run(self, job, self._on_known, self.refused.emit)

    @property
    def asked_of_new(self) -> tuple[str, object]:
        """The first name and the key of whoever a new note is offered to once saved; empty where it begins private."""
        offered = next((one for one in self.readers if self._asks and not one.paused), None)
        return (offered.first_name, offered.key) if offered is not None else ("", None)

    def preview(self, note: RecordId, at: int, *, include_memory: bool) -> None:
        """Work out exactly what the reader at this place would see. Nothing is shared by looking."""
        bench, person = self._bench, PersonId(self._key(at))

        def job() -> Previewed:
            found = preview(bench.vault, note, person, bench.now(), include_memory=include_memory)
            with bench.vault.read() as tx:
                given = tuple(one for one in share_states(tx, note) if one.is_on)
                return found, bool(tx.encounters.get(note).memory), given

        bench.run(self, job, lambda answer: self._on_preview(at, answer), self.refused.emit)

    def share(self, note: RecordId, at: int, *, include_memory: bool) -> None:
        """Share a note with the reader at this place."""
        bench, person, name = self._bench, PersonId(self._key(at)), self.readers[at].first_name

        def done(changes: Changes) -> None:
            self.shared.emit(name)
            bench.announcer.tell(changes)

        bench.run(
            self,
            lambda: share(bench.vault, note, person, bench.now(), include_memory=include_memory),
            done,
            self.refused.emit,
        )

    def stop(self, note: RecordId, person: PersonId, name: str) -> None:
        """Take a note's copy back from a reader."""
        bench = self._bench

        def done(changes: Changes) -> None:
            self.stopped.emit(name)
            bench.announcer.tell(changes)

        bench.run(self, lambda: stop_sharing(bench.vault, note, person, bench.now()), done, self.refused.emit)

    def _key(self, at: int) -> bytes:
        key = self.readers[at].key
        return key if isinstance(key, bytes) else b""

    def _on_known(self, known: Known) -> None:
        found, names, level, self._rows.asked_back = known
        self._asks = level is Level.SUPERVISOR
        self._rows.names = {person: first_name(name) for person, name in names.items()}
        self.readers = tuple(
            ReaderView(
                key=reader.person,
                name=reader.name or self.tr("Your supervisor"),
                first_name=first_name(reader.name) or self.tr("Your supervisor"),
                paused=reader.is_paused,
            )
            for reader in found
            if not reader.awaited
        )
        self._rows.can_share = bool(self.readers)
        self.known.emit()

    def _on_preview(self, at: int, answer: Previewed) -> None:
        found, has_memory, given = answer
        projection = found.projection
        self.previewed.emit(
            PreviewView(
                reader=self.readers[at],
                title=self._rows.title(projection.handle),
                day=self._lines.where(projection),
                sender=self._sender,
                lines=self._lines.of(projection),
                stays=self._lines.stays(found.stays),
                has_memory=has_memory,
                given=tuple(
                    ReaderView(
                        key=one.person,
                        name=one.name or self.tr("Your supervisor"),
                        first_name=first_name(one.name),
                        with_memory=one.include_memory,
                    )
                    for one in given
                ),
            )
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.directory or changes.touches(RecordKind.SHARED_ENCOUNTER) or changes.touches(RecordKind.REMOVED):
            self.read()
