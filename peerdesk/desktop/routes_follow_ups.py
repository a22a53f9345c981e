"""The page of follow-ups: what is asked on it, and what becomes of it."""

from functools import cached_property, partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from peerdesk.desktop.models.follow_up_desk import FollowUpDesk, days_to_put_off
from peerdesk.desktop.models.follow_up_reader import FollowUpReader
from peerdesk.desktop.models.follow_up_views import FollowUpForm, FollowUpsView, FollowUpView
from peerdesk.desktop.models.unfinished_form import UnfinishedForm
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.one_sheet import OneSheet
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.follow_up_sheet import FollowUpSheet
from peerdesk.desktop.screens.follow_ups import FollowUpsScreen
from peerdesk.desktop.screens.rail import Place
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Outcome
from peerdesk.work.unfinished import FOLLOW_UP

FOLLOW_UPS = "follow_ups"


class FollowUpRoutes(OneSheet[FollowUpSheet]):
    """Connects the page, which is made when somebody first goes there. `writing_asked` carries a note to begin."""

    writing_asked = Signal(object)

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(shared, parent=parent)
        self._bench = bench
        self.reader, self.desk = FollowUpReader(bench, self), FollowUpDesk(bench, self)
        self.left = UnfinishedForm(bench, FOLLOW_UP, FollowUpForm(), self)
        self._list: FollowUpsView | None = None
        self._one: FollowUpView | None = None
        self._about: EncounterDraft | None = None

    @property
    def place(self) -> Place:
        """The place in the rail."""
        return Place(code=FOLLOW_UPS, name=self.tr("Follow-ups"), icon="check-circle")

    def begin(self) -> None:
        """Read what waits, once the desk is there."""
        self.reader.shown.connect(self._on_list)
        self.reader.chosen.connect(self._on_chosen)
        self.reader.refused.connect(self._shared.say_refused)
        self.desk.added.connect(self.reader.choose)
        self.desk.ended.connect(self._on_ended)
        self.desk.deleted.connect(partial(self._say_undo, self.tr("Follow-up deleted")))
        self.desk.moved.connect(lambda day: self._shared.desk.say(self.tr("Moved to %1").replace("%1", day)))
        self.desk.phone.connect(self._on_phone)
        self.desk.kept.connect(self._close)
        self.desk.refused.connect(self._on_refused)
        self.reader.read()
        self.left.read()

    def enter(self) -> None:
        """Show the page."""
        self.page.show_done("")
        self._shared.desk.show_page(self.page, FOLLOW_UPS)
        self.page.enter()

    @cached_property
    def page(self) -> FollowUpsScreen:
        """The page."""
        page = FollowUpsScreen()
        self._shared.desk.take_in(page)
        page.add_asked.connect(self._add)
        page.chosen.connect(self.reader.choose)
        page.acted.connect(self._act)
        page.settled.connect(self.desk.settle)
        page.write_asked.connect(lambda: self.writing_asked.emit(self._about) if self._about else None)
        if self._list is not None:
            page.show_view(self._list)
        return page

    def _act(self, key: RecordId, code: str, button: object) -> None:
        match code:
            case "done" | "stopped" | "closed":
                self._about = self.reader.note_about(key)
                self.desk.end(key, code)
            case "later" | "tried" | "more":
                self._menu(key, code, button)
            case "note":
                self._open_note(key)
            case "write":
                self.writing_asked.emit(self.reader.note_about(key))
            case "change":
                self._change(key)
            case "phone":
                self.desk.show_phone(key)

    def _menu(self, key: RecordId, code: str, button: object) -> None:
        menu = QMenu(self.page)
        words, today = self._bench.words, self._bench.today()
        if code == "later":
            tomorrow, third, monday = days_to_put_off(today)
            for day, said in ((tomorrow, self.tr("1 day")), (third, self.tr("3 days")), (monday, self.tr("Monday"))):
                menu.addAction(f"{said}: {words.day(day, today=today)}", partial(self.desk.put_off, key, day))
        elif code == "tried":
            for outcome in Outcome:
                menu.addAction(words.of(outcome).replace("&", "&&"), partial(self.desk.tried, key, outcome.value))
        else:
            if self._one is not None and self._one.has_note:
                menu.addAction(self.tr("Open the note"), partial(self._open_note, key))
            if self._one is not None and self._one.has_phone:
                menu.addAction(self.tr("Erase the phone number"), partial(self.desk.forget_phone, key))
            menu.addAction(self.tr("They asked me to stop"), partial(self._act, key, "stopped", None))
            menu.addAction(self.tr("Let it go"), partial(self._act, key, "closed", None))
            menu.addAction(self.tr("Delete"), partial(self.desk.delete, key))
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.page.place_for_menu(button))

    def _open_note(self, key: RecordId) -> None:
        note = self.reader.note_of(key)
        if note is None:
            self._shared.desk.say(self.tr("This follow-up comes from no note."))
        else:
            self._shared.note_asked.emit(note, False)

    def keep_draft(self) -> None:
        """Keep what stands in a new one: the window is about to lock."""
        if self.sheet is not None and self.sheet.is_new:
            self.left.keep(self.sheet.form)

    def _add(self) -> None:
        left = self.left.stands
        sheet = FollowUpSheet(self._shared.window, self._bench.words, self._bench.today(), left=left)
        sheet.keep_asked.connect(self.desk.add)
        sheet.rejected.connect(self.left.forget)
        sheet.accepted.connect(self.left.forget)
        self._open(sheet)

    def _change(self, key: RecordId) -> None:
        if self._one is None or self._one.key != key:
            return
        sheet = FollowUpSheet(self._shared.window, self._bench.words, self._bench.today(), self._one.form)

        def keep(form: FollowUpForm) -> None:
            self.desk.change(key, form)

        sheet.keep_asked.connect(keep)
        self._open(sheet)

    def _on_list(self, view: FollowUpsView) -> None:
        self._list = view
        self._shared.desk.rail.show_count(FOLLOW_UPS, view.due, self.tr("%n for today", "", view.due))
        if "page" in self.__dict__:
            self.page.show_view(view)

    def _on_chosen(self, view: FollowUpView | None) -> None:
        self._one = view
        if "page" in self.__dict__:
            self.page.show_one(view)
            if view is not None:
                self.page.choose(view.key)

    def _on_phone(self, number: str) -> None:
        if self.page.card is not None and number:
            self.page.card.show_phone(number)

    def _on_ended(self, key: RecordId, how: str, undo: object) -> None:
        said = {
            "done": self.tr("Follow-up done"),
            "stopped": self.tr("Noted: they asked you to stop"),
            "closed": self.tr("Let go"),
        }
        self._say_undo(said[how], undo)
        self.page.show_done(self.reader.title_of(key) if how == "done" else "")

    def _say_undo(self, text: str, undo: object) -> None:
        def back() -> None:
            self.page.show_done("")
            if callable(undo):
                undo()

        self._shared.desk.say(text, action=self.tr("Undo"), keycap="Ctrl+Z", do=back)
