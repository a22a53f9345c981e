"""The scenes: what is photographed on each screen, in each manner."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from peerdesk.desktop.demo_windows import Onlooker, WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.screens.first_run import FirstRun, SheetPage
from peerdesk.desktop.screens.paper_page import PaperPage
from peerdesk.desktop.screens.sign_in_page import SignInPage
from peerdesk.desktop.sentences import Sentences
from peerdesk.desktop.shots.hospital import DEVON, MARISOL, PASSPHRASE, TOMAS, Hospital
from peerdesk.desktop.shots.manners import DARK, EVERY_MANNER, LIGHT, Manner
from peerdesk.desktop.shots.scenes_agenda import take_agenda
from peerdesk.desktop.shots.scenes_between import take_giving, take_receiving
from peerdesk.desktop.shots.scenes_consent import take_consent, take_received
from peerdesk.desktop.shots.scenes_follow_ups import take_follow_ups
from peerdesk.desktop.shots.scenes_handoffs import take_handoffs
from peerdesk.desktop.shots.scenes_help import take_help, take_practice
from peerdesk.desktop.shots.scenes_library import take_library, take_team_list
from peerdesk.desktop.shots.scenes_managed import take_faulty_beginning, take_faulty_door
from peerdesk.desktop.shots.scenes_person import take_person
from peerdesk.desktop.shots.scenes_report import take_paper, take_report
from peerdesk.desktop.shots.scenes_safety import take_safety
from peerdesk.desktop.shots.scenes_shift import take_shift
from peerdesk.desktop.shots.scenes_supervision import take_own_lists, take_supervision, take_wellbeing
from peerdesk.desktop.shots.scenes_team import take_team_news, take_team_texts
from peerdesk.desktop.shots.scenes_units import take_units
from peerdesk.desktop.shots.scenes_versions import take_versions
from peerdesk.desktop.shots.unit_days import COUNTING
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.toast import Toast
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import WrongPassphraseError
from peerdesk.work.recovery_sheet import RecoverySheet

_TOAST = "23-undo"
"""The scene of a toast; in any other one it would be left over from what was done before."""
_MEMORY = "Bus pass came through. Wants to try the Tuesday group. Staff were kind, so we talked about"
_SIGN_IN = "login.harbor-point.example"
_SHEET = RecoverySheet(name=DEVON, code="K7QP-2MXD-9RTH-4WZC-B6NJ-8FVA-3SYE-5LGU-HD2K")


class Photographer:
    """Takes every picture once. Names follow the screens; a suffix says in which manner a picture was taken.

    `look` is what is done with a scene and its name: a picture, unless somebody only wants to see it.
    """

    def __init__(
        self,
        out: Path,
        hospital: Hospital,
        *,
        manners: Sequence[Manner] = EVERY_MANNER,
        look: Callable[[WatchedDesk, str], object] = WatchedDesk.picture,
    ) -> None:
        self._onlooker = Onlooker(out)
        self._hospital = hospital
        self._manners = manners
        self._look = look
        self._suffix = ""

    def take_all(self) -> list[Path]:
        """Take all pictures and return their files."""
        for manner in self._manners:
            self._suffix = manner.suffix
            self._door(manner)
            self._set_up(manner)
            self._peer(manner)
            self._two_computers(manner)
            self._supervisor(manner)
            self._report(manner)
            self._units(manner)
            self._empty(manner)
        return self._onlooker.pictures

    def close(self) -> None:
        """Close what is still open."""
        self._onlooker.close()

    def _picture(self, desk: WatchedDesk, name: str) -> None:
        desk.settle()
        if name != _TOAST:
            for toast in desk.door.frame.findChildren(Toast):
                toast.dismiss()
        self._look(desk, f"{name}-{self._suffix}")

    @contextmanager
    def _desk(self, home: Path, name: str, manner: Manner) -> Iterator[WatchedDesk]:
        self._onlooker.size = manner.size
        desk = self._onlooker.door(home, name, look=manner.look)
        desk.door.frame.resize(*manner.size)
        desk.door.prefer(desk.door.preferences.with_language(manner.language).with_scale(manner.percent))
        desk.settle()
        try:
            yield desk
        finally:
            # All windows share one application, and the next one begins with the words of the source.
            desk.door.prefer(desk.door.preferences.with_language("en").with_scale(100))
            desk.settle()
            desk.close()

    def _door(self, manner: Manner) -> None:
        with self._desk(self._hospital.ward, DEVON, manner) as desk:
            page = desk.door.unlock_page()
            page.passphrase_edit.setText("sixteen letters.")
            page.passphrase_edit.setFocus()
            self._picture(desk, "01-unlock")
            page.show_refused(Sentences().of(WrongPassphraseError()))
            self._picture(desk, "01-unlock-wrong")
            take_faulty_door(desk, self._picture)

    def _set_up(self, manner: Manner) -> None:
        with self._desk(self._hospital.nobody, "", manner) as desk:
            self._picture(desk, "18-set-up")
            take_faulty_beginning(desk, self._hospital.nobody, self._picture)
            self._new_passphrase(desk)
            for button in desk.door.frame.findChildren(PrimaryButton):
                button.click()
            self._picture(desk, "18-set-up-no-name")
            desk.door.frame.show_page(
                SheetPage(_SHEET.name, _SHEET.code, _SHEET.text().partition(_SHEET.code)[2].strip())
            )
            self._picture(desk, "19-recovery-sheet")
            for whose, name in (("", "20-second-computer"), (DEVON, "21-forgotten")):
                desk.door.frame.show_page(PaperPage(manner.language, whose=whose))
                self._picture(desk, name)
            page = SignInPage(_SIGN_IN)
            desk.door.frame.show_page(page)
            self._picture(desk, "18-sign-in")
            page.show_opened(opened=False)
            self._picture(desk, "18-sign-in-no-browser")
            take_practice(desk, self._picture)

    def _new_passphrase(self, desk: WatchedDesk) -> None:
        page = desk.door.frame.centralWidget()
        if isinstance(page, FirstRun):
            page.form.passphrase.show_words(PASSPHRASE)
            desk.wait(lambda: page.form.passphrase.is_read, "what is said of it")
            self._picture(desk, "18-set-up-passphrase")

    def _peer(self, manner: Manner) -> None:
        with self._desk(self._hospital.ward, DEVON, manner) as desk:
            desk.unlock(PASSPHRASE)
            routes = desk.routes
            if not isinstance(routes, PeerRoutes):
                return
            self._today(desk, routes)
            self._quick_note(desk, routes)
            self._notes(desk)
            self._toast(desk, routes)
            desk.show("notes", self._hospital.note)
            self._picture(desk, "06-note-detail")
            self._sharing(desk, routes)
            take_consent(desk, self._hospital.note, self._picture)
            take_follow_ups(desk, routes, self._picture)
            take_handoffs(desk, routes, self._picture)
            take_supervision(desk, routes, self._picture)
            take_agenda(desk, routes, self._picture)
            take_own_lists(desk, routes, self._picture)
            take_wellbeing(desk, routes, self._picture)
            take_library(desk, routes, self._picture)
            take_person(desk, routes, self._picture)
            desk.show("trust")
            self._picture(desk, "10-sync-trust")
            if manner in (LIGHT, DARK):
                self._menus(desk)
            take_giving(desk, self._picture)
            take_safety(desk, self._picture)
            take_shift(desk, self._picture)
            take_help(desk, self._picture)

    def _two_computers(self, manner: Manner) -> None:
        with self._desk(self._hospital.laptop, MARISOL, manner) as desk:
            desk.unlock(PASSPHRASE)
            take_versions(desk, self._hospital.differing, self._picture)
            take_receiving(desk, self._picture)

    def _quick_note(self, desk: WatchedDesk, routes: PeerRoutes) -> None:
        desk.press("Ctrl+N", "1", "B", "Tab")
        self._picture(desk, "03-quicknote-required")
        filled = EncounterDraft(
            setting="ed",
            outcome="met",
            support=("time", "listened"),
            handle="Blue Heron 27",
            memory=_MEMORY,
            follow_up="7d",
            supplies={"naloxone_nasal": 1},
            mattered=("transport",),
        )
        routes.writing.begin(filled, place="")
        self._picture(desk, "04-quicknote-expanded")
        routes.writing.take()
        desk.show("today")

    def _notes(self, desk: WatchedDesk) -> None:
        desk.show("notes")
        self._picture(desk, "05-notes")
        desk.press("Ctrl+F")
        search = desk.search_field()
        search.setText("bus")
        self._picture(desk, "05-notes-search")
        search.setText("")
        desk.settle()

    def _sharing(self, desk: WatchedDesk, routes: PeerRoutes) -> None:
        desk.show("notes", self._hospital.private)
        desk.press("Ctrl+H")
        desk.wait(lambda: routes.sharing.sheet is not None and routes.sharing.sheet.isVisible(), "the share sheet")
        self._picture(desk, "07-share-preview")
        desk.press("Escape")
        desk.show("notes", self._hospital.note)
        routes.detail.stop_asked.emit(routes.sharing.reader_of_shown)
        self._picture(desk, "08-stop-sharing")
        desk.close_sheet()
        for key, name in (("F1", "20-crisis-numbers"), ("Ctrl+Slash", "21-keys")):
            desk.press(key)
            self._picture(desk, name)
            desk.close_sheet()

    def _today(self, desk: WatchedDesk, routes: PeerRoutes) -> None:
        desk.show("today")
        self._picture(desk, "02-today")
        take_team_news(desk, routes, self._picture)

    def _toast(self, desk: WatchedDesk, routes: PeerRoutes) -> None:
        desk.show("notes")
        routes.notes.list.setFocus()
        desk.press("End", "Delete")
        self._picture(desk, _TOAST)
        desk.press("Ctrl+Z")
        desk.settle()
        routes.dismiss()

    def _menus(self, desk: WatchedDesk) -> None:
        desk.press("F10")
        self._picture(desk, "22-menu-bar")
        desk.press("Escape")
        desk.door.frame.forget_alt()

    def _supervisor(self, manner: Manner) -> None:
        with self._desk(self._hospital.office, TOMAS, manner) as desk:
            desk.unlock(PASSPHRASE)
            self._picture(desk, "09-review-nothing-open")
            desk.press("K")
            self._picture(desk, "09-review")
            desk.press("C", "O", "K")
            self._picture(desk, "09-review-comment")
            take_received(desk, self._picture)
            desk.show("supervision")
            self._picture(desk, "35-supervision-of-a-supervisor")
            take_team_list(desk, self._picture)
            take_team_texts(desk, self._picture)
            desk.show("trust")
            self._picture(desk, "10-sync-trust-supervisor")

    def _report(self, manner: Manner) -> None:
        with self._desk(self._hospital.team, TOMAS, manner) as desk:
            desk.unlock(PASSPHRASE)
            take_report(desk, self._picture)
            if manner is LIGHT:
                take_paper(desk, self._onlooker.out / f"12-report-on-paper-{manner.suffix}.png")

    def _units(self, manner: Manner) -> None:
        with self._desk(self._hospital.counting, COUNTING, manner) as desk:
            desk.unlock(PASSPHRASE)
            take_units(desk, self._picture)

    def _empty(self, manner: Manner) -> None:
        with self._desk(self._hospital.empty, DEVON, manner) as desk:
            desk.unlock(PASSPHRASE)
            self._picture(desk, "13a-empty-today")
            desk.show("notes")
            self._picture(desk, "13b-empty-notes")
            desk.show("trust")
            self._picture(desk, "13c-sync-trust-alone")
            desk.show("library")
            self._picture(desk, "13-no-places")
