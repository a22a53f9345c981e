"""Writing a note: the form, the jot that follows every edit, and what happens after saving."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from peerdesk.desktop.models.note_writer import KeptNote, NoteWriter, Unfinished
from peerdesk.desktop.models.nudging import Nudging
from peerdesk.desktop.models.share_desk import ShareDesk
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_pick_place import PickPlaceRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.routes_showing import ShowingRoutes
from peerdesk.desktop.screens.quick_note import QuickNote
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError, InputRefusedError
from peerdesk.domain.ids import RecordId
from peerdesk.work.individuals import free_handle

_PLACE = "today"
_RECENT = 4


class WritingRoutes(QObject):
    """Owns the form. `kept` and `undo_asked` carry the id of a note."""

    shown = Signal()
    left = Signal()
    kept = Signal(object)
    nothing_asked = Signal()
    undo_asked = Signal(object)

    def __init__(self, shared: SharedRoutes, bench: Workbench, share_desk: ShareDesk, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._bench = bench
        self._share_desk = share_desk
        self._form: QuickNote | None = None
        self._handles: tuple[str, ...] = ()
        self._free = ""
        self.wanted: object = None
        self.writer = NoteWriter(bench, self)
        self.writer.kept.connect(self._on_kept)
        self.writer.jot_kept.connect(self._on_jot_kept)
        self.writer.refused.connect(self._on_refused)
        self._nudging = Nudging(bench, self)
        self._showing = ShowingRoutes(shared, bench, parent=self)
        self.pick_place = PickPlaceRoutes(shared, bench, parent=self)
        self._read_handles()

    @property
    def form(self) -> QuickNote | None:
        """The form that is shown now."""
        return self._form

    @property
    def new_form(self) -> QuickNote | None:
        """The form, where it shows a note that is not kept yet."""
        return self._form if self.writer.note is None else None

    def let_go(self) -> RecordId | None:
        """Let go of the form and keep nothing of it. Returns the jot that was kept meanwhile, to be taken away."""
        jot = self.writer.forget()
        self.left.emit()
        self._drop_form()
        return jot

    def begin(
        self, draft: EncounterDraft, *, place: str, jot: RecordId | None = None, note: RecordId | None = None
    ) -> None:
        """Show the form: for a new note, for a jot, or for a note that is changed."""
        self._drop_form()
        self._shared.desk.toast.dismiss()
        self.wanted = None
        today, keys = self._bench.today(), self._shared.takes_single_keys
        form = QuickNote(self._bench.words, today, handles=self._handles, free=self._free, single_keys=keys)
        self._form = form
        title = self.tr("Edit note") if note is not None else self.tr("New note")
        form.show_draft(draft, title=title, place=place)
        form.parts.nudge_with(self._nudging)
        form.parts.spell_with(self._shared.spelling.model)
        form.footer.show_new(new=note is None, can_share=bool(self._share_desk.readers))
        if note is None:
            self._want_share(*self._share_desk.asked_of_new)
        # What the form itself makes of the draft is the beginning: only what a hand changes counts as an edit.
        self.writer.begin(form.draft(), draft_id=jot, note=note)
        form.changed.connect(self._on_changed)
        form.save_asked.connect(self._on_save)
        form.jot_asked.connect(self._on_jot)
        form.share_asked.connect(self._on_share)
        form.nothing.setVisible(note is None)
        self._showing.serve(form)
        self.pick_place.serve(form)
        form.nothing.clicked.connect(self.nothing_asked)
        self._shared.desk.show_page(form, "notes" if note is not None else _PLACE)
        form.enter()
        self.shown.emit()

    def take(self) -> Unfinished | None:
        """Return what stands in the form and let go of it."""
        unfinished = self.writer.unfinished(self._form.draft()) if self._form else None
        self._drop_form()
        return unfinished

    def give(self, known: Unfinished) -> None:
        """Go on with what stood in another form."""
        self.begin(known.before, place="", jot=known.jot, note=known.note)
        if self._form is not None:
            self._form.fill(known.draft)
            self.writer.edited(known.draft)

    def leave(self) -> None:
        """Leave the form; what was begun stays as a jot."""
        if self._form is not None:
            self.writer.leave(self._form.draft())
            self._drop_form()

    def _drop_form(self) -> None:
        form, self._form = self._form, None
        if form is not None:
            self._shared.desk.drop_page(form)

    def _on_changed(self) -> None:
        if self._form is not None:
            self._bench.announcer.worked.emit()
            self.writer.edited(self._form.draft())

    def _on_save(self) -> None:
        if self._form is not None:
            self.writer.save(self._form.draft())

    def _on_jot(self) -> None:
        if self._form is None:
            return
        begun = self.writer.note is None and self.writer.is_begun(self._form.draft())
        self.writer.leave(self._form.draft())
        self.left.emit()
        self._drop_form()
        if begun:
            self._shared.desk.say(self.tr("Kept as a jot on this computer"))

    def _on_kept(self, kept: KeptNote) -> None:
        note = kept.id
        if kept.changed:
            self._shared.desk.say(self.tr("Changes saved on this computer"))
        else:
            undo = self.tr("Undo")
            self._shared.desk.say(
                self.tr("Note saved on this computer"),
                action=undo,
                keycap="Ctrl+Z",
                do=lambda: self.undo_asked.emit(note),
            )
        self.left.emit()
        self._drop_form()
        self.kept.emit(note)
        self._read_handles()

    def _on_jot_kept(self) -> None:
        if self._form is not None:
            self._form.show_saved(self.tr("Jot saved here"))

    def _on_refused(self, problem: ExpectedError) -> None:
        sentence = self._shared.sentences.of(problem)
        if self._form is not None and isinstance(problem, InputRefusedError):
            self._form.ask_for(problem.field, sentence)
        else:
            self._shared.desk.say(sentence)

    def _on_share(self, button: QWidget) -> None:
        menu = QMenu(button)
        menu.addAction(self.tr("Only you"), partial(self._want_share, ""))
        for reader in self._share_desk.readers:
            words = self.tr("Share with %1 after saving").replace("%1", reader.first_name)
            menu.addAction(words, partial(self._want_share, reader.first_name, reader.key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().topLeft()) - menu.rect().bottomLeft())

    def _want_share(self, first_name: str, reader: object = None) -> None:
        self.wanted = reader
        if self._form is not None:
            self._form.footer.show_reader(first_name)

    def _read_handles(self) -> None:
        bench = self._bench

        def job() -> tuple[tuple[str, ...], str]:
            with bench.vault.read() as tx:
                recent = tuple(one.handle for one in tx.individuals.recent(_RECENT))
                return recent, free_handle(tx, bench.rng)

        bench.run(self, job, self._on_handles, self._on_refused)

    def _on_handles(self, found: tuple[tuple[str, ...], str]) -> None:
        self._handles, self._free = found
