"""The desk of a peer: today, a note, the list of notes, one note, sharing. It connects; it decides nothing."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from PySide6.QtCore import QObject

from peerdesk.desktop.further_places import FurtherPlaces, filled_up
from peerdesk.desktop.models.note_reader import NoteReader
from peerdesk.desktop.models.note_rows import NoteRows
from peerdesk.desktop.models.note_writer import Unfinished
from peerdesk.desktop.models.notes_list import NotesList
from peerdesk.desktop.models.share_desk import ShareDesk
from peerdesk.desktop.models.today_model import TodayModel
from peerdesk.desktop.models.views import NoteView, TodayView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_deleted import DeletedRoutes
from peerdesk.desktop.routes_notes import NotesRoutes
from peerdesk.desktop.routes_shared import TRUST, SharedRoutes
from peerdesk.desktop.routes_sharing import SharingRoutes
from peerdesk.desktop.routes_today import TodayRoutes
from peerdesk.desktop.routes_versions import VersionRoutes
from peerdesk.desktop.routes_writing import WritingRoutes
from peerdesk.desktop.rows import Row
from peerdesk.desktop.screens.deleted import DeletedScreen
from peerdesk.desktop.screens.desk import Desk
from peerdesk.desktop.screens.note_detail import NoteDetail
from peerdesk.desktop.screens.notes import NotesScreen
from peerdesk.desktop.screens.rail import Place
from peerdesk.desktop.screens.today import TodayScreen
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId

TODAY, NOTES, DETAIL, WRITING, DELETED = "today", "notes", "detail", "writing", "deleted"


class PeerRoutes(QObject):
    """Shows the pages of a peer; all but Today are made when first wanted. `place` is where the reader is."""

    def __init__(
        self, shared: SharedRoutes, bench: Workbench, rows: NoteRows, today: TodayScreen, *, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shared, self._bench, self._rows = shared, bench, rows
        self.place, self._back_to = TODAY, NOTES
        self.today_model = TodayModel(bench, rows, self)
        self.list_model = NotesList(bench, rows, self)
        self.preview_model, self.detail_model = NoteReader(bench, rows, self), NoteReader(bench, rows, self)
        self.share_desk = ShareDesk(bench, rows, shared.identity.display_name, self)
        self.today, self.further = today, FurtherPlaces(shared, bench, parent=self)
        self._desk = self._built(shared)
        self._desk.take_in(self.today)
        self.writing = WritingRoutes(shared, bench, self.share_desk, parent=self)
        self.sharing = SharingRoutes(shared, self.share_desk, parent=self)
        self.day = TodayRoutes(shared, bench, self.today_model, self.today, self.writing, parent=self)
        self._connect()
        self.share_desk.read()
        self.today_model.read()
        self.list_model.read()
        self.further.begin(self.day)

    def _built(self, shared: SharedRoutes) -> Desk:
        today = Place(code=TODAY, name=self.tr("Today"), icon="today")
        places = (today, Place(code=NOTES, name=self.tr("Notes"), icon="note"), *self.further.places)
        acts: dict[str, Callable[[], None]] = {
            "new": self.new_note,
            "edit": self._edit_shown,
            "share": self._share_shown,
            **{place.code: partial(self.go, place.code) for place in places},
            **{code: partial(self._on_day, code) for code in ("jot", "count", "shift", "chips")},
            **self.further.acts,
            "pane": partial(self._on_notes_page, NotesScreen.other_pane),
            "deleted": self._show_deleted,
            "leaving": shared.leaving_asked.emit,
        }
        return shared.build(places, acts, writes_notes=True, hint=self.tr("Search my notes"))

    def go(self, place: str) -> None:
        """Show a place; what is written meanwhile stays as a jot."""
        if place != WRITING and self.place == WRITING:
            self.writing.leave()
        is_known = place in (NOTES, DETAIL, DELETED, *self._shared.places) or place in self.further
        self.place = place if is_known else TODAY
        if place in self._shared.places:
            self._shared.places[place]()
        elif place in self.further:
            self.further.enter(place)
        else:
            page = self._page(place)
            self._desk.show_page(page, NOTES if page is not self.today else TODAY)
            page.enter()
        self._fill()

    def _page(self, place: str) -> TodayScreen | NotesScreen | NoteDetail | DeletedScreen:
        if place in (NOTES, DETAIL):
            return self.notes if place == NOTES else self.detail
        return self.deleted.page if place == DELETED else self.today

    @cached_property
    def listing(self) -> NotesRoutes:
        """The page of the list of notes, and what is behind it."""
        listing = NotesRoutes(
            self._shared, self._bench, self._rows, listed=self.list_model, preview=self.preview_model, parent=self
        )
        notes = listing.page
        notes.new_asked.connect(self.new_note)
        notes.opened.connect(partial(self.open_note, NOTES))
        notes.edit_asked.connect(self._edit)
        notes.delete_asked.connect(self.detail_model.delete)
        listing.deleted.asked.connect(self._show_deleted)
        listing.deleted.left.connect(partial(self.go, NOTES))
        return listing

    @property
    def notes(self) -> NotesScreen:
        """The page of the list of notes."""
        return self.listing.page

    @property
    def deleted(self) -> DeletedRoutes:
        """The page of deleted notes, and the way there."""
        return self.listing.deleted

    @cached_property
    def versions(self) -> VersionRoutes:
        """The page of one note, with its versions."""
        versions = VersionRoutes(self._shared, self._bench, self.detail_model, parent=self)
        self.detail_model.shown.connect(self._on_detail)
        page = versions.page
        page.back_asked.connect(lambda: self.go(self._back_to))
        page.edit_asked.connect(self._edit_shown)
        page.delete_asked.connect(lambda: self.detail_model.delete(self.detail_model.note or RecordId(b"")))
        self.sharing.serve(page, self.detail_model, self._bench)
        self.further.person.serve(page, self.detail_model)
        self._desk.take_in(page)
        return versions

    @property
    def detail(self) -> NoteDetail:
        """The page of one note."""
        return self.versions.page

    def new_note(self, begun: EncounterDraft | None = None) -> None:
        """Begin a note; `begun` holds what is known of it already."""
        if self.place == WRITING:
            self.writing.leave()
        first, place = self.day.shift.model.beginning()
        self.writing.begin(filled_up(begun, first), place=place)

    @property
    def shown_note(self) -> RecordId | None:
        """The note whose page is shown."""
        return self.detail_model.note if self.place == DETAIL else None

    def dismiss(self) -> None:
        """Take away the line at the bottom."""
        self._desk.toast.dismiss()

    def take_draft(self) -> Unfinished | None:
        """Return what stands in the form, when the pages are about to be built again."""
        return self.writing.take() if self.place == WRITING else None

    def give_draft(self, unfinished: Unfinished) -> None:
        """Put it into the new form."""
        self.writing.give(unfinished)

    def keep_draft(self) -> None:
        """Keep what stands in a form, without asking."""
        self.further.keep_draft()
        if self.place == WRITING:
            self.writing.leave()

    def drop(self) -> None:
        """Let go of the models: the pages are built anew."""
        self.deleteLater()

    def _connect(self) -> None:
        desk, refused = self._desk, self._shared.say_refused
        desk.rail.chosen.connect(self.go)
        self._shared.place_asked.connect(self.go)
        desk.rail.new_asked.connect(self.new_note)
        desk.bar.searched.connect(self._on_search)
        desk.bar.search_left.connect(partial(self._on_notes_page, NotesScreen.enter_list))
        for model in (self.today_model, self.list_model, self.preview_model, self.detail_model, self.share_desk):
            model.refused.connect(refused)
        for reread in (self.today_model, self.list_model, self.detail_model):
            self.share_desk.known.connect(reread.read)
        self.list_model.shown.connect(self._on_list)
        self.detail_model.deleted.connect(self._on_deleted)
        self.detail_model.restored.connect(lambda _note: desk.say(self.tr("The note is back")))
        self._shared.note_asked.connect(self._on_note_asked)
        self.further.writing_asked.connect(self.new_note)
        self.today_model.shown.connect(self._on_today)
        self.today.new_asked.connect(self.new_note)
        self.today.out_of_role.clicked.connect(self.further.own_work.out_of_role.add)
        self.today.note_opened.connect(partial(self.open_note, TODAY))
        self.day.note_asked.connect(partial(self.open_note, TODAY))
        self.today.jot_opened.connect(self._on_jot)
        self.writing.shown.connect(self._on_writing)
        self.writing.left.connect(self._on_left)
        self.writing.kept.connect(lambda note: self.sharing.offer(note, to) if (to := self.writing.wanted) else None)
        self.writing.undo_asked.connect(self.detail_model.delete)

    def open_note(self, back_to: str, note: RecordId | None) -> None:
        """Open one note."""
        if note is None:
            return
        if self.place == WRITING:
            self.writing.leave()
        self._back_to = back_to
        # The page hears of the note only if it is there before the answer is.
        self._desk.take_in(self.detail)
        self.detail_model.show(note, self.list_model.query)
        self.place = DETAIL

    def _on_note_asked(self, note: RecordId | None, compare: bool) -> None:
        if compare:
            self.versions.enter_next()
        self.open_note(self.place if self.place in (TODAY, TRUST) or self.place in self.further else NOTES, note)

    def _show_deleted(self) -> None:
        self.deleted.model.read()
        self.go(DELETED)

    def _on_notes_page(self, act: Callable[[NotesScreen], None]) -> None:
        act(self.notes)

    def _on_day(self, code: str) -> None:
        self.day.act(code)

    def _on_today(self, view: TodayView) -> None:
        self.today.show_view(view)
        self._fill()

    def _on_list(self, rows: Sequence[Row], subtitle: str, filtered: bool) -> None:
        # The list is read again after every save and sync; only what is new on the page in view is said.
        is_news = self.place == NOTES and subtitle != self.notes.subtitle.text()
        self.notes.show_rows(rows, subtitle, filtered=filtered)
        self._fill()
        if query := self.list_model.query:
            if is_news:
                self._shared.say(subtitle)
            self.preview_model.show(self.preview_model.note, query, soon=self._desk.bar.search.hasFocus())
        if not rows:
            self.preview_model.show(None)

    def _on_search(self, query: str) -> None:
        if query and self.place != NOTES:
            self.go(NOTES)
            self._desk.bar.search.setFocus()
        self.list_model.search(query)

    def _on_detail(self, view: NoteView) -> None:
        self.detail.show_note(view)
        if self.place == DETAIL and self._desk.pages.currentWidget() is not self.detail:
            self._desk.show_page(self.detail, NOTES)
            self.detail.enter()
            self._fill()

    def _on_deleted(self, note: RecordId) -> None:
        if self.place == DETAIL:
            self.go(self._back_to)
        undo = partial(self.detail_model.restore, note)
        self._desk.say(self.tr("Note deleted"), action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)

    def _on_jot(self, key: RecordId) -> None:
        draft = self.today_model.jot(key)
        if draft is not None:
            self.writing.begin(draft, place="", jot=key)

    def _on_writing(self) -> None:
        self.place = WRITING
        self._fill()

    def _on_left(self) -> None:
        # The form is let go of only now, so that the focus never falls on whatever happens to come next.
        if self.place == WRITING:
            note, self.place = self.writing.writer.note, TODAY
            if note is None:
                self.go(TODAY)
            else:
                self.open_note(self._back_to, note)

    def _edit(self, note: RecordId) -> None:
        self.detail_model.form_of(note, lambda draft: self.writing.begin(draft, place="", note=note))

    def _edit_shown(self) -> None:
        if self.place == DETAIL:
            self._edit(self.detail_model.note or RecordId(b""))
        elif self.place == NOTES and self.preview_model.note is not None:
            self._edit(self.preview_model.note)

    def _share_shown(self) -> None:
        if self.place == DETAIL:
            self.sharing.offer_shown()

    def _fill(self) -> None:
        on_today = self.place == TODAY and not self.today.is_empty
        on_notes = self.place == NOTES and not self.notes.is_empty
        self._desk.rail.fill_new(filled=on_today or on_notes)
