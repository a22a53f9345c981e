"""The scenes: which screen, in which look, language, text size and window."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from peerdesk.desktop.demo_windows import Onlooker, WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.screens.first_run import SheetPage
from peerdesk.desktop.sentences import Sentences
from peerdesk.desktop.shots.hospital import DEVON, PASSPHRASE, TOMAS, Hospital
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import WrongPassphraseError
from peerdesk.work.recovery_sheet import RecoverySheet

_MEMORY = "Bus pass came through. Wants to try the Tuesday group. Staff were kind, so we talked about"
_SHEET = RecoverySheet(name=DEVON, code="K7QP-2MXD-9RTH-4WZC-B6NJ-8FVA-3SYE-5LGU-HD2K")


class Photographer:
    """Takes every picture once. Names follow the screens; a suffix says what is different about a picture."""

    def __init__(self, out: Path, hospital: Hospital) -> None:
        self._onlooker = Onlooker(out)
        self._hospital = hospital
        self._suffix = ""

    def take_all(self) -> list[Path]:
        """Take all pictures and return their files."""
        self._door()
        self._peer("light", self._whole_peer)
        self._peer("dark", self._whole_peer)
        self._supervisor("light")
        self._supervisor("dark")
        self._empty()
        self._peer("light", self._spanish, suffix="es")
        self._peer("light", self._large, suffix="200pct", size=(1366, 768))
        self._peer("light", self._small, suffix="900x600", size=(900, 600))
        return self._onlooker.pictures

    def close(self) -> None:
        """Close what is still open."""
        self._onlooker.close()

    def _picture(self, desk: WatchedDesk, name: str) -> None:
        desk.settle()
        desk.picture(f"{name}-{self._suffix}")

    @contextmanager
    def _desk(self, home: Path, name: str, look: str, size: tuple[int, int] = (1280, 800)) -> Iterator[WatchedDesk]:
        self._onlooker.size = size
        desk = self._onlooker.door(home, name, look=look)
        desk.door.frame.resize(*size)
        try:
            yield desk
        finally:
            # Every picture starts from English at 100 %, whatever the one before had chosen.
            desk.door.prefer(desk.door.preferences.with_language("en").with_scale(100))
            desk.settle()
            desk.close()

    def _door(self) -> None:
        self._suffix = "light"
        with self._desk(self._hospital.ward, DEVON, "light") as desk:
            page = desk.door.unlock_page()
            page.passphrase_edit.setText("sixteen letters.")
            page.passphrase_edit.setFocus()
            self._picture(desk, "01-unlock")
            page.show_refused(Sentences().of(WrongPassphraseError()))
            self._picture(desk, "01-unlock-wrong")
        with self._desk(self._hospital.nobody, "", "light") as desk:
            self._picture(desk, "18-set-up")
            desk.door.frame.show_page(SheetPage(_SHEET.text()))
            self._picture(desk, "19-recovery-sheet")

    def _peer(
        self,
        look: str,
        scenes: Callable[[WatchedDesk, PeerRoutes], None],
        *,
        suffix: str = "",
        size: tuple[int, int] = (1280, 800),
    ) -> None:
        self._suffix = suffix or look
        with self._desk(self._hospital.ward, DEVON, look, size) as desk:
            desk.unlock(PASSPHRASE)
            routes = desk.routes
            if isinstance(routes, PeerRoutes):
                scenes(desk, routes)

    def _whole_peer(self, desk: WatchedDesk, routes: PeerRoutes) -> None:
        desk.show("today")
        self._picture(desk, "02-today")
        self._quick_note(desk, routes)
        self._search(desk)
        desk.show("notes", self._hospital.note)
        self._picture(desk, "06-note-detail")
        self._sheets(desk, routes)
        desk.show("trust")
        self._picture(desk, "10-sync-trust")
        desk.press("F1")
        self._picture(desk, "20-crisis-numbers")
        desk.press("Escape")

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

    def _search(self, desk: WatchedDesk) -> None:
        desk.show("notes")
        desk.press("Ctrl+F")
        search = desk.search_field()
        search.setText("bus")
        self._picture(desk, "05-notes-search")
        search.setText("")
        desk.settle()

    def _sheets(self, desk: WatchedDesk, routes: PeerRoutes) -> None:
        desk.show("notes", self._hospital.private)
        desk.press("Ctrl+H")
        desk.wait(lambda: routes.sharing.sheet is not None and routes.sharing.sheet.isVisible(), "the share sheet")
        self._picture(desk, "07-share-preview")
        desk.press("Escape")
        desk.show("notes", self._hospital.note)
        routes.detail.stop_asked.emit(routes.reader_of_shown())
        self._picture(desk, "08-stop-sharing")
        modal = QApplication.activeModalWidget()
        if modal is not None:
            modal.close()
        desk.settle()

    def _supervisor(self, look: str) -> None:
        self._suffix = look
        with self._desk(self._hospital.office, TOMAS, look) as desk:
            desk.unlock(PASSPHRASE)
            self._picture(desk, "09-review")
            desk.show("trust")
            self._picture(desk, "10-sync-trust-supervisor")

    def _empty(self) -> None:
        self._suffix = "light"
        with self._desk(self._hospital.empty, DEVON, "light") as desk:
            desk.unlock(PASSPHRASE)
            self._picture(desk, "13a-empty-today")
            desk.show("notes")
            self._picture(desk, "13b-empty-notes")
            desk.show("trust")
            self._picture(desk, "13c-sync-trust-alone")

    def _spanish(self, desk: WatchedDesk, routes: PeerRoutes) -> None:
        desk.door.prefer(desk.door.preferences.with_language("es"))
        desk.settle()
        self._few(desk)

    def _large(self, desk: WatchedDesk, routes: PeerRoutes) -> None:
        desk.door.prefer(desk.door.preferences.with_scale(200))
        desk.settle()
        self._few(desk)

    def _small(self, desk: WatchedDesk, routes: PeerRoutes) -> None:
        self._few(desk)

    def _dismiss(self, desk: WatchedDesk) -> None:
        # Another language or text size builds the pages anew, so they are asked for only now.
        if isinstance(desk.routes, PeerRoutes):
            desk.routes.dismiss()

    def _few(self, desk: WatchedDesk) -> None:
        desk.show("today")
        self._picture(desk, "02-today")
        desk.press("Ctrl+N", "1", "B", "Tab")
        self._picture(desk, "03-quicknote")
        desk.press("Escape")
        self._dismiss(desk)
        desk.show("notes")
        self._picture(desk, "05-notes")
        desk.show("notes", self._hospital.note)
        self._picture(desk, "06-note-detail")
        desk.show("notes", self._hospital.private)
        desk.press("Ctrl+H")
        self._picture(desk, "07-share-preview")
        desk.press("Escape")
        desk.show("trust")
        self._picture(desk, "10-sync-trust")
