"""Nothing written down: from the form, or by its key from anywhere. Nobody has to say why."""

from functools import partial

from PySide6.QtCore import QObject

from peerdesk.desktop import clipboard
from peerdesk.desktop.models.nothing_model import NothingModel
from peerdesk.desktop.models.shift_model import ShiftModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.routes_writing import WritingRoutes
from peerdesk.desktop.screens.nothing_sheet import NothingSheet
from peerdesk.domain.ids import RecordId


class NothingRoutes(QObject):
    """Opens the sheet and does what was chosen on it."""

    def __init__(
        self, shared: SharedRoutes, bench: Workbench, writing: WritingRoutes, shift: ShiftModel, *, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shared = shared
        self._bench = bench
        self._writing = writing
        self._shift = shift
        self.model = NothingModel(bench, self)
        self.sheet: NothingSheet | None = None
        self.model.counted.connect(self._on_counted)
        self.model.gone.connect(lambda: shared.desk.say(self.tr("Nothing was kept")))
        self.model.refused.connect(shared.say_refused)
        writing.nothing_asked.connect(self.open)

    def open(self) -> None:
        """Open the sheet: with what stands in a new note, or empty where the shift is."""
        if self.sheet is not None:
            return
        form = self._writing.new_form
        draft = form.draft() if form is not None else self._shift.beginning()[0]
        shared, keys = self._shared, self._shared.takes_single_keys
        sheet = NothingSheet(shared.window, self._bench.words, draft, forgets=form is not None, single_keys=keys)
        self.sheet = sheet
        sheet.accepted.connect(lambda: self.model.count(sheet.draft, self._let_go()))
        sheet.forget_asked.connect(sheet.reject)
        sheet.forget_asked.connect(lambda: self.model.keep_nothing(self._let_go()))
        sheet.finished.connect(self._on_closed)
        sheet.open()

    def _let_go(self) -> RecordId | None:
        """Let go of a new note, and of words that were copied out of it."""
        if self._writing.new_form is None:
            return None
        clipboard.clear()
        return self._writing.let_go()

    def _on_counted(self, counted: RecordId) -> None:
        undo = partial(self.model.take_back, counted)
        told = self.tr("Counted. Nothing else was kept")
        self._shared.desk.say(told, action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)

    def _on_closed(self) -> None:
        self.sheet = None
