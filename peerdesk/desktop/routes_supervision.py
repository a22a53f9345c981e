"""The page of supervision, for a peer and for a supervisor alike: what is asked on it, and what becomes of it."""

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from peerdesk.desktop.models.supervision_model import SupervisionModel
from peerdesk.desktop.models.supervision_views import SessionForm, SessionView, SupervisionView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_agenda import AgendaRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.rail import Place
from peerdesk.desktop.screens.session_sheets import ReadSheet, SessionSheet
from peerdesk.desktop.screens.spelling_marks import SpellingMarks
from peerdesk.desktop.screens.supervision import SupervisionScreen
from peerdesk.domain.ids import RecordId

SUPERVISION = "supervision"


class SupervisionRoutes(QObject):
    """Connects the page, which is made when somebody first goes there: `made` carries it. `place`: that in the rail."""

    made = Signal(object)

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._view: SupervisionView | None = None
        self.model = SupervisionModel(bench, self)
        self.agenda = AgendaRoutes(shared, bench, parent=self)
        self.sheet: SessionSheet | ReadSheet | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """The place in the rail; none in a vault of no hospital, where there is nobody to log with."""
        if self._shared.identity.organisation is None:
            return ()
        return (Place(code=SUPERVISION, name=self.tr("Supervision"), icon="team"),)

    def begin(self) -> None:
        """Read what waits to be signed, once the desk is there."""
        if not self.places:
            return
        self.model.shown.connect(self._on_shown)
        self.model.waiting.connect(self._on_waiting)
        self.model.kept.connect(self._close)
        self.model.said.connect(self._shared.desk.say)
        self.model.refused.connect(self._shared.say_refused)
        self.model.read()

    def enter(self) -> None:
        """Show the page."""
        self._shared.desk.show_page(self.page, SUPERVISION)
        self.page.enter()

    @cached_property
    def page(self) -> SupervisionScreen:
        """The page."""
        page = SupervisionScreen()
        self._shared.desk.take_in(page)
        page.picked.connect(self.model.choose)
        page.log_asked.connect(self._log)
        page.change_asked.connect(self._change)
        page.sign_asked.connect(self._sign)
        page.take_back_asked.connect(self._take_back)
        page.save_asked.connect(self._save)
        page.older_asked.connect(self.model.show_more)
        if self._view is not None:
            page.show_view(self._view)
        self.agenda.serve(page)
        self.made.emit(page)
        return page

    def _log(self) -> None:
        if self.sheet is None and self._view is not None:
            view, person = self._view, self._view.person
            sheet = SessionSheet(self._shared.window, view.name, view.words)
            sheet.warn_of({one.form.on: one.title for one in view.sessions})
            sheet.keep_asked.connect(lambda form: self.model.log(form, person))
            self._open(sheet)

    def _change(self, one: SessionView) -> None:
        if self.sheet is None and self._view is not None:
            sheet = SessionSheet(self._shared.window, self._view.name, self._view.words, one.form)
            key = one.key

            def keep(form: SessionForm) -> None:
                if isinstance(key, bytes):
                    self.model.change(RecordId(key), form)

            sheet.keep_asked.connect(keep)
            self._open(sheet)

    def _sign(self, one: SessionView) -> None:
        self._read(one, signs=True)

    def _take_back(self, one: SessionView) -> None:
        self._read(one, signs=False)

    def _read(self, one: SessionView, *, signs: bool) -> None:
        if self.sheet is not None or self._view is None or not isinstance(one.key, bytes):
            return
        key = RecordId(one.key)
        sheet = ReadSheet(self._shared.window, one, self._view.name, signs=signs)
        # What is signed is what the sheet shows, also when something else has come meanwhile.
        sheet.accepted.connect(
            lambda: self.model.sign(key, one.digest) if signs else self.model.take_back(key),
        )
        self._open(sheet)

    def _save(self) -> None:
        if self._view is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        at = str(Path(folder) / self._view.file_name)
        file, _ = QFileDialog.getSaveFileName(self._shared.window, self.tr("Save days and minutes"), at, "*.csv")
        if file:
            self.model.save(file, self._view.person)

    def _open(self, sheet: SessionSheet | ReadSheet) -> None:
        self.sheet = sheet
        if isinstance(sheet, SessionSheet):
            SpellingMarks(sheet.next_steps, self._shared.spelling.model)
        sheet.finished.connect(self._on_finished)
        sheet.open()

    def _close(self) -> None:
        if self.sheet is not None:
            self.sheet.accept()

    def _on_shown(self, view: SupervisionView) -> None:
        self._view = view
        self.agenda.show_with(view.person, view.name, can_add=view.can_log)
        if "page" in self.__dict__:
            self.page.show_view(view)

    def _on_waiting(self, many: int) -> None:
        self._shared.desk.rail.show_count(SUPERVISION, many, self.tr("%n to sign", "", many))

    def _on_finished(self) -> None:
        self.sheet = None
