"""The desk of a supervisor: the queue and the item. No note of a peer is here, only what they chose to share."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_rows import NoteRows
from peerdesk.desktop.models.note_writer import Unfinished
from peerdesk.desktop.models.papers_review import PapersReviewModel
from peerdesk.desktop.models.review_model import ReviewModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_checkins import CheckinsRoutes
from peerdesk.desktop.routes_library import LIBRARY, LibraryRoutes
from peerdesk.desktop.routes_report import REPORT, ReportRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.routes_supervision import SUPERVISION, SupervisionRoutes
from peerdesk.desktop.routes_team_library import TEAM_LIBRARY, TeamLibraryRoutes
from peerdesk.desktop.rows import Row
from peerdesk.desktop.screens.rail import Place
from peerdesk.desktop.screens.review import ReviewScreen
from peerdesk.domain.ids import RecordId

REVIEW = "review"
Listed = tuple[tuple[Row, ...], int]


class SupervisorRoutes(QObject):
    """Shows the pages of a supervisor. `place` is where the reader is."""

    def __init__(
        self, shared: SharedRoutes, bench: Workbench, rows: NoteRows, review: ReviewScreen, *, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shared = shared
        self.place = REVIEW
        self.model = ReviewModel(bench, rows, self)
        self.papers = PapersReviewModel(bench, self)
        self._notes: Listed = ((), 0)
        self._papers: Listed = ((), 0)
        self.review = review
        self.supervision = SupervisionRoutes(shared, bench, parent=self)
        self.report = ReportRoutes(shared, bench, parent=self)
        self.library = LibraryRoutes(shared, bench, introduces=False, parent=self)
        self.texts = TeamLibraryRoutes(shared, bench, parent=self)
        self.texts.places_asked.connect(partial(self.go, LIBRARY))
        self.checkins = CheckinsRoutes(bench, leads=True, parent=self)
        self.checkins.model.refused.connect(shared.say_refused)
        self.supervision.made.connect(self.checkins.put_on)
        first = Place(code=REVIEW, name=self.tr("Review"), icon="eye")
        places = (first, *self.supervision.places, self.report.place, self.library.place, self.texts.place)
        self._desk = shared.build(
            places,
            self._acts(places),
            writes_notes=False,
            hint=self.tr("Search shared notes"),
        )
        self._desk.take_in(self.review)
        self.review.use_single_keys(use=shared.takes_single_keys)
        self._connect()
        self.model.read()
        self.papers.read()
        self.supervision.begin()

    def _acts(self, places: tuple[Place, ...]) -> dict[str, Callable[[], None]]:
        ways = {place.code: partial(self.go, place.code) for place in places}
        return {**ways, **self.report.pulses.acts, "pane": self.review.other_pane}

    def go(self, place: str) -> None:
        """Show a place."""
        own = {SUPERVISION: self.supervision.enter, REPORT: self.report.enter, LIBRARY: self.library.enter}
        ways = {**own, TEAM_LIBRARY: self.texts.enter, **self._shared.places}
        self.place = place if place in ways else REVIEW
        ways.get(self.place, self._enter_review)()

    def dismiss(self) -> None:
        """Take away the line at the bottom."""
        self._desk.toast.dismiss()

    @property
    def shown_note(self) -> RecordId | None:
        """A supervisor's desk shows no note of its own."""
        return None

    def open_note(self, back_to: str, note: RecordId | None) -> None:
        """Open nothing."""

    def take_draft(self) -> Unfinished | None:
        """Return nothing: a supervisor's desk has no form for notes."""
        return None

    def give_draft(self, unfinished: Unfinished) -> None:
        """Take nothing."""

    def keep_draft(self) -> None:
        """Keep nothing: an unsent comment is only on the screen."""

    def drop(self) -> None:
        """Let go of the models: the pages are built anew."""
        self.deleteLater()

    def _connect(self) -> None:
        model, review = self.model, self.review
        self._desk.rail.chosen.connect(self.go)
        self._shared.place_asked.connect(self.go)
        self._desk.bar.searched.connect(self._on_search)
        self._desk.bar.search_left.connect(review.enter)
        model.listed.connect(self._on_notes)
        model.shown.connect(review.show_item)
        self.papers.listed.connect(self._on_papers)
        self.papers.shown.connect(review.show_papers)
        self.papers.refused.connect(self._shared.say_refused)
        model.done.connect(self._on_done)
        model.refused.connect(self._shared.say_refused)
        review.chosen.connect(self._on_chosen)
        review.commented.connect(model.comment)
        review.answered.connect(model.answer)
        review.item.spell_with(self._shared.spelling.model)

    def _enter_review(self) -> None:
        self.model.start_over()
        self._desk.show_page(self.review, REVIEW)
        self.review.enter()

    def _on_search(self, query: str) -> None:
        if query:
            # It is shown and not entered: what stands there is not what is searched for.
            if self.place != REVIEW:
                self.place = REVIEW
                self._desk.show_page(self.review, REVIEW)
                self._desk.bar.search.setFocus()
            self.review.show_list()
        self.model.search(query)
        self.papers.search(query)

    def _on_chosen(self, key: object) -> None:
        """Open what was chosen: a shared note, or somebody's permission papers."""
        chosen = RecordId(key) if isinstance(key, bytes) else None
        of_papers = self.papers.has(chosen)
        self.model.show(None if of_papers else chosen)
        self.papers.show(chosen if of_papers else None)

    def _on_notes(self, rows: tuple[Row, ...], fresh: int) -> None:
        self._notes = (rows, fresh)
        self._show_rows()

    def _on_papers(self, rows: tuple[Row, ...], fresh: int) -> None:
        self._papers = (rows, fresh)
        self._show_rows()

    def _show_rows(self) -> None:
        fresh = self._notes[1] + self._papers[1]
        self.review.show_rows((*self._notes[0], *self._papers[0]), fresh, answered=self.model.is_answered)
        self._desk.rail.show_count(REVIEW, fresh, self.tr("%n new", "", fresh))

    def _on_done(self, what: str, name: str) -> None:
        lines = {
            "comment": self.tr("Comment saved for %1"),
            "seen": self.tr("Marked as seen. %1 will know."),
            "thank": self.tr("Your thank you goes to %1"),
            "talk": self.tr("%1 will see that you would like to talk"),
        }
        self._desk.say(lines[what].replace("%1", name))
