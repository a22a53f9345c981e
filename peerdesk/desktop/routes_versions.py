"""Versions of a note: what differs, how it came to be, and bringing an earlier version back."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_reader import NoteReader
from peerdesk.desktop.models.note_versions import NoteVersions, Picked
from peerdesk.desktop.models.version_views import OldVersionView, VersionsView
from peerdesk.desktop.models.views import NoteView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.history_card import VersionSheet
from peerdesk.desktop.screens.note_detail import NoteDetail
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.ids import RecordId, RevisionId


class VersionRoutes(QObject):
    """Fills the page of a note with its versions, and carries out what was decided about them. `page` is that page."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, reader: NoteReader, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self.page = NoteDetail()
        self.model = NoteVersions(bench, self)
        self.model.enrolled = shared.identity.organisation is not None
        self._view: VersionsView | None = None
        self._enter_when_shown = False
        self.sheet: VersionSheet | None = None
        reader.shown.connect(self._on_note)
        self.model.shown.connect(self._on_versions)
        self.model.settled.connect(self._on_settled)
        self.model.restored.connect(self._on_restored)
        self.model.refused.connect(self._on_refused)
        self.page.versions_kept.connect(self._keep)
        self.page.version_opened.connect(self._open)

    def enter_next(self) -> None:
        """Put the focus on what differs as soon as the note's page shows it: somebody came to compare."""
        self._enter_when_shown = True

    def _on_note(self, view: NoteView) -> None:
        if not isinstance(view.key, bytes):
            return
        if self._view is None or self._view.note != view.key:
            self._view = None
            self.page.show_versions(VersionsView(note=view.key))
        self.model.show(RecordId(view.key))

    def _on_versions(self, view: VersionsView) -> None:
        self._view = view
        self.page.show_versions(view)
        if self._enter_when_shown and view.disputes:
            self._enter_when_shown = False
            self.page.enter_versions()

    def _keep(self, picked: Picked) -> None:
        self.model.keep(picked)

    def _open(self, key: object) -> None:
        known = () if self._view is None else self._view.versions
        found: OldVersionView | None = next((one for one in known if one.key == key), None)
        if found is None:
            return
        self.sheet = VersionSheet(self._shared.window, found)
        self.sheet.accepted.connect(lambda: self._restore(found.key))
        self.sheet.finished.connect(self._on_finished)
        self.sheet.open()

    def _restore(self, key: object) -> None:
        if isinstance(key, bytes):
            self.model.restore(RevisionId(key))

    def _on_finished(self) -> None:
        self.sheet = None

    def _on_settled(self) -> None:
        self._shared.desk.say(self.tr("Kept. What you did not keep is in the history."))

    def _on_restored(self, before: object) -> None:
        line = self.tr("That version is back")
        if before is None:
            self._shared.desk.say(line)
        else:
            undo = self.tr("Undo")
            self._shared.desk.say(line, action=undo, keycap="Ctrl+Z", do=lambda: self._restore(before))

    def _on_refused(self, problem: ExpectedError) -> None:
        # What was picked was settled elsewhere meanwhile: the page is read again and shows how it stands now.
        self._shared.say_refused(problem)
        self.model.read()
