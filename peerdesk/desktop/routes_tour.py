"""The tour through practice: which step is shown, and what belongs to it."""

from PySide6.QtCore import QObject

from peerdesk.desktop.doorway import Practice
from peerdesk.desktop.models.tour_model import PREVIEW, SUPERVISOR, WRITING, TourModel
from peerdesk.desktop.models.views import PreviewView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.desk import Desk
from peerdesk.desktop.screens.share_sheet import ShareSheet
from peerdesk.desktop.screens.tour_card import TourCard
from peerdesk.domain.changes import Changes, RecordKind


class TourRoutes(QObject):
    """Goes from step to step. The step is kept with the practice, since another language builds the pages anew."""

    def __init__(self, practice: Practice, bench: Workbench, desk: Desk, *, single_keys: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._practice, self._desk = practice, desk
        self.model = TourModel(bench, single_keys=single_keys, parent=self)
        self.card = TourCard()
        self.sheet: ShareSheet | None = None
        self._steps = self.model.steps()
        desk.put_above(self.card)
        self.card.next_asked.connect(self.go_on)
        self.card.left.connect(self.leave)
        self.card.show_asked.connect(self._show)
        self.model.previewed.connect(self._on_previewed)
        bench.announcer.changed.connect(self._on_changed)
        self._show_step()

    def restart(self) -> None:
        """Begin again."""
        self._practice.tour_step = 0
        self._show_step()

    def go_on(self) -> None:
        """Show the next step; behind the last one there is no tour any more."""
        if self.is_shown:
            self._practice.tour_step += 1
            self._show_step()

    def leave(self) -> None:
        """Show no step any more."""
        self._practice.tour_step = len(self._steps)
        self._show_step()

    @property
    def is_shown(self) -> bool:
        """Say whether a step is shown."""
        return self._practice.tour_step < len(self._steps)

    def _show_step(self) -> None:
        at = self._practice.tour_step
        had_focus = self.card.isAncestorOf(self._desk.focusWidget())
        self.card.setVisible(self.is_shown)
        if self.is_shown:
            self.card.show_step(self._steps[at], at, len(self._steps))
        elif had_focus:
            self._desk.bar.search.setFocus()

    def _show(self) -> None:
        sheet = ShareSheet(self._desk.window(), (SUPERVISOR,))
        self.sheet = sheet
        sheet.wanted.connect(lambda _at, memory: self.model.preview(include_memory=memory))
        sheet.accepted.connect(lambda: self._desk.say(self.tr("In practice nothing is sent.")))
        sheet.finished.connect(self._on_closed)
        self.model.preview(include_memory=False)

    def _on_previewed(self, view: PreviewView) -> None:
        if self.sheet is not None:
            self.sheet.show_preview(view)
            if not self.sheet.isVisible():
                self.sheet.open()

    def _on_closed(self) -> None:
        self.sheet = None
        if self._practice.tour_step == PREVIEW:
            self.go_on()

    def _on_changed(self, changes: Changes) -> None:
        # The note of the first step is kept: it was understood.
        if self._practice.tour_step == WRITING and changes.touches(RecordKind.ENCOUNTER):
            self.go_on()
