"""Sharing: the sheet that shows exactly what leaves, the sheet that stops it, and the answer to a comment."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_reader import NoteReader
from peerdesk.desktop.models.share_desk import ShareDesk
from peerdesk.desktop.models.views import NoteView, PreviewView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_consent import ConsentRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.note_detail import NoteDetail
from peerdesk.desktop.screens.share_sheet import ShareSheet, StopSheet
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.work.copies import share_states
from peerdesk.work.supervision import comment


class SharingRoutes(QObject):
    """Opens the sheets and carries out what was decided on them."""

    def __init__(self, shared: SharedRoutes, share_desk: ShareDesk, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._desk = share_desk
        self._sheet: ShareSheet | None = None
        self._view: NoteView | None = None
        self.consent: ConsentRoutes | None = None
        self._desk.previewed.connect(self._on_previewed)
        self._desk.shared.connect(self._on_shared)
        self._desk.stopped.connect(self._on_stopped)
        shared.shares.preview_asked.connect(lambda note, reader: self.offer(RecordId(note), reader))

    @property
    def sheet(self) -> ShareSheet | None:
        """The share sheet, while one is open or about to open."""
        return self._sheet

    def serve(self, page: NoteDetail, reader: NoteReader, bench: Workbench) -> None:
        """Do for the note on its page what is asked for there."""
        reader.shown.connect(self._on_note)
        self.consent = ConsentRoutes(self._shared, bench, page, parent=self)
        reader.shown.connect(self.consent.on_note)
        page.share_asked.connect(self.offer_shown)
        page.stop_asked.connect(self._stop_shown)
        page.replied.connect(lambda text: self._reply_shown(bench, text))

    @property
    def reader_of_shown(self) -> object:
        """The key of the first reader of the note on its page; None for a private note."""
        return self._view.sharing[0].key if self._view and self._view.sharing else None

    def offer_shown(self, reader: object = None) -> None:
        """Show what a reader would see of the note on its page."""
        if self._view is not None and isinstance(self._view.key, bytes):
            self.offer(RecordId(self._view.key), reader, self._view)

    def offer(self, note: RecordId, reader: object = None, view: NoteView | None = None) -> None:
        """Show what a reader would see of a note; the sheet opens once that is known."""
        readers = self._desk.readers
        if not readers or not note or self._sheet is not None:
            return
        at = next((place for place, one in enumerate(readers) if one.key == reader), 0)
        given = view.sharing if view else ()
        with_memory = any(one.key == readers[at].key and one.with_memory for one in given)
        sheet = ShareSheet(self._shared.window, readers, chosen=at, with_memory=with_memory)
        self._sheet = sheet
        sheet.wanted.connect(lambda place, memory: self._desk.preview(note, place, include_memory=memory))
        sheet.accepted.connect(lambda: self._desk.share(note, sheet.chosen, include_memory=sheet.with_memory))
        sheet.finished.connect(self._on_finished)
        self._desk.preview(note, at, include_memory=with_memory)

    def stop(self, note: RecordId, reader: object, view: NoteView) -> None:
        """Ask once, in honest words, and stop."""
        given = next((one for one in view.sharing if one.key == reader), None)
        if given is None or not isinstance(given.key, bytes):
            return
        person, name = PersonId(given.key), given.first_name
        sheet = StopSheet(self._shared.window, name)
        sheet.accepted.connect(lambda: self._desk.stop(note, person, name))
        sheet.open()

    def reply(self, bench: Workbench, view: NoteView, text: str) -> None:
        """Answer a comment, on the copy that its reader has."""
        note = view.key
        if not isinstance(note, bytes):
            return

        def job() -> object:
            with bench.vault.read() as tx:
                copies = [state.copy for state in share_states(tx, RecordId(note)) if state.copy is not None]
            return comment(bench.vault, copies[0], text, bench.now(), bench.rng) if copies else None

        def done(changes: object) -> None:
            if changes is not None:
                bench.announcer.tell(changes)
                self._shared.desk.say(self.tr("Reply saved. It goes with the next sync."))

        bench.run(self, job, done, self._shared.say_refused)

    def _on_note(self, view: NoteView) -> None:
        self._view = view

    def _stop_shown(self, reader: object) -> None:
        if self._view is not None and isinstance(self._view.key, bytes):
            self.stop(RecordId(self._view.key), reader, self._view)

    def _reply_shown(self, bench: Workbench, text: str) -> None:
        if self._view is not None:
            self.reply(bench, self._view, text)

    def _on_previewed(self, view: PreviewView) -> None:
        if self._sheet is None:
            return
        self._sheet.show_preview(view)
        if not self._sheet.isVisible():
            self._sheet.open()

    def _on_finished(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            self._shared.shares.go_on()

    def _on_shared(self, name: str) -> None:
        self._shared.desk.say(self.tr("Shared with %1").replace("%1", name))

    def _on_stopped(self, name: str) -> None:
        line = self.tr("%1 can no longer open new versions. What was read cannot be unread.")
        self._shared.desk.say(line.replace("%1", name))
