"""The road through windows: a peer shares and stops, a supervisor reviews and answers, with a real server between."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.sync_pulse import NUDGE_MS
from peerdesk.desktop.names import initials
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.share_sheet import ShareSheet
from peerdesk.domain.changes import Changes
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import OfflineError
from peerdesk.sync.transport import Transport
from peerdesk.work.reading import encounter_detail, encounter_page
from peerdesk.work.supervision import review_queue
from tests.desktop.desks import nameless, open_desk, peer, type_words
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import PASSPHRASE, SUPERVISED, Hospital, a_hospital
from tests.sync.bad_line import BadLine

SECRET = "Quetzalcanary"
NOTE = EncounterDraft(
    setting="ed", outcome="met", support=("listened",), handle="Blue Heron 27", memory=SECRET, prompt="Can we talk?"
)


class Line:
    """The way to the server, which can be cut."""

    def __init__(self, hospital: Hospital) -> None:
        self._hospital = hospital
        self.is_cut = False

    def __call__(self, address: str, pin: bytes) -> Transport:
        return BadLine(self._hospital.remotes(address, pin), self._pass)

    def _pass(self, _endpoint: str, _question: object, go_on: Callable[[], Any]) -> Any:
        if self.is_cut:
            raise OfflineError
        return go_on()


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        for one in SUPERVISED:
            vault = hospital.join(*one)
            hospital.sync(vault)
            vault.close()
        yield hospital


@contextmanager
def desk_of(hospital: Hospital, name: str, line: Line | None = None) -> Iterator[WatchedDesk]:
    home = hospital.folder / "homes" / name
    with open_desk(home, PASSPHRASE, remotes=line or Line(hospital)) as desk:
        yield desk


def write_and_open(desk: WatchedDesk) -> bytes:
    peer(desk).writing.begin(NOTE, place="")
    desk.press("Ctrl+Return")
    desk.settle()
    note = encounter_page(vault_of(desk))[0].id
    desk.show("notes", note)
    return note


def share(desk: WatchedDesk, *, with_memory: bool = False) -> ShareSheet:
    desk.press("Ctrl+H")
    desk.wait(lambda: peer(desk).sharing.sheet is not None and peer(desk).sharing.sheet.isVisible(), "the sheet")
    sheet = peer(desk).sharing.sheet
    assert sheet is not None
    assert nameless(sheet) == []
    if with_memory:
        sheet._memory.click()
        desk.settle()
    return sheet


def accept(desk: WatchedDesk, sheet: ShareSheet) -> None:
    sheet._share.click()
    desk.settle()


def words_on(sheet: ShareSheet) -> str:
    labels = [label for label in sheet.findChildren(type(sheet.title).__bases__[0]) if label.isVisible()]
    return "\n".join(label.text() for label in labels)


def pill(desk: WatchedDesk) -> str:
    session = desk.door.session
    assert session is not None
    return session.pages.shared.desk.bar.pill.text()


def review(desk: WatchedDesk) -> SupervisorRoutes:
    routes = desk.routes
    assert isinstance(routes, SupervisorRoutes)
    return routes


def test_the_sheet_shows_exactly_what_leaves_and_what_stays(hospital: Hospital) -> None:
    with desk_of(hospital, "Devon Achebe") as desk:
        write_and_open(desk)
        sheet = share(desk)
        shown = words_on(sheet)
        assert "Tomas will see exactly this" in shown
        assert "Blue Heron 27" in shown
        assert "Your note" in shown
        assert SECRET not in shown
        assert share_count(desk) == 0
        sheet._memory.click()
        desk.settle()
        assert SECRET in words_on(sheet)
        sheet.reject()
        desk.settle()
        assert share_count(desk) == 0


def share_count(desk: WatchedDesk) -> int:
    with vault_of(desk).read() as tx:
        return len(tx.shared_items.all_given())


def test_a_note_travels_through_windows_and_back(hospital: Hospital) -> None:
    with desk_of(hospital, "Devon Achebe") as desk:
        note = write_and_open(desk)
        accept(desk, share(desk))
        desk.settle()
        assert pill(desk).startswith("Up to date ")
    with desk_of(hospital, "Tomas Okafor") as desk:
        routes = review(desk)
        desk.settle()
        rows = [row for row in routes.review.list.rows.rows if not row.section]
        assert [row.title for row in rows] == ["Blue Heron 27"]
        assert nameless(desk.door.frame) == []
        routes.review.list.setFocus()
        desk.press("J", "C")
        type_words("Good call on walking over.")
        desk.press("Ctrl+Return")
        desk.settle()
        routes.review.list.setFocus()
        desk.press("T")
        desk.settle()
        assert not any(SECRET.encode() in file.read_bytes() for file in desk_files(hospital, "Tomas Okafor"))
    with desk_of(hospital, "Devon Achebe") as desk:
        desk.settle()
        desk.show("notes", note)  # type: ignore[arg-type]
        view = peer(desk).sharing._view
        assert view is not None
        assert [said.text for said in view.comments] == ["Good call on walking over."]
        assert initials(view.comments[0].whole_name) == "TO"
        assert view.thanks == ("Tomas says thank you",)
        assert view.sharing[0].opened.startswith("Opened by Tomas today")


def desk_files(hospital: Hospital, name: str) -> list[Path]:
    return [path for path in (hospital.folder / "homes" / name).rglob("*") if path.is_file()]


def test_stopping_says_honestly_what_it_can_and_cannot_do(hospital: Hospital) -> None:
    with desk_of(hospital, "Devon Achebe") as desk:
        note = write_and_open(desk)
        accept(desk, share(desk))
        desk.show("notes", note)  # type: ignore[arg-type]
        peer(desk).detail.stop_asked.emit(peer(desk).sharing.reader_of_shown)
        desk.settle()
        sheet = QApplication.activeModalWidget()
        assert sheet is not None
        assert sheet.windowTitle() == "Stop sharing with Tomas"
        desk.press("Ctrl+Return")
        desk.settle()
        assert share_count(desk) == 0
    with desk_of(hospital, "Tomas Okafor") as desk:
        desk.settle()
        assert review_queue(vault_of(desk)) == ()
        assert not review(desk).review._panes.isVisible()


def test_offline_is_calm_and_the_line_coming_back_is_seen(hospital: Hospital) -> None:
    line = Line(hospital)
    line.is_cut = True
    with desk_of(hospital, "Devon Achebe", line) as desk:
        write_and_open(desk)
        desk.settle()
        assert pill(desk) == "Offline, saved here"
        desk.show("today")
        assert peer(desk).today._notes.rows.rows[0].badges[0].text == "Waiting to send"
        line.is_cut = False
        desk.press("F5")
        desk.settle()
        assert pill(desk).startswith("Up to date ")
        assert peer(desk).today._notes.rows.rows[0].badges[0].text == "Private"


def test_single_keys_do_nothing_while_words_are_written(hospital: Hospital) -> None:
    with desk_of(hospital, "Devon Achebe") as desk:
        write_and_open(desk)
        accept(desk, share(desk))
    with desk_of(hospital, "Tomas Okafor") as desk:
        desk.settle()
        routes = review(desk)
        routes.review.list.setFocus()
        desk.press("J", "C")
        type_words("rtl")
        desk.settle()
        assert review_queue(vault_of(desk))[0].received.answer is None
        assert routes.review.item.draft() == "rtl"


def test_a_supervisors_desk_has_no_way_to_write_a_note(hospital: Hospital) -> None:
    with desk_of(hospital, "Tomas Okafor") as desk:
        desk.press("Ctrl+N")
        desk.settle()
        assert encounter_page(vault_of(desk)) == ()
        assert desk.search_field().placeholderText() == "Search shared notes"


def test_sharing_right_after_saving_shows_the_same_sheet(hospital: Hospital) -> None:
    with desk_of(hospital, "Devon Achebe") as desk:
        desk.settle()
        peer(desk).writing.begin(NOTE, place="")
        peer(desk).writing._want_share("Tomas", peer(desk).share_desk.readers[0].key)
        desk.press("Ctrl+Return")
        desk.settle()
        sheet = peer(desk).sharing.sheet
        assert sheet is not None
        assert sheet.isVisible()
        accept(desk, sheet)
        assert share_count(desk) == 1
        kept = encounter_detail(vault_of(desk), encounter_page(vault_of(desk))[0].id)
        assert [state.is_on for state in kept.shares] == [True]


def test_what_changed_is_sent_after_a_pause_or_at_once_when_nobody_types(hospital: Hospital) -> None:
    with desk_of(hospital, "Devon Achebe") as desk:
        session = desk.door.session
        assert session is not None
        pulse = session.pages.shared.pulse
        pulse._on_changed(Changes(outbox=True))
        assert pulse.is_busy
        assert pulse._nudge.interval() == NUDGE_MS
        before = pulse.last
        pulse.hurry()
        assert pulse._nudge.interval() == 0
        desk.wait(lambda: pulse.last is not before, "the round")
        desk.settle()
        pulse.hurry()
        assert not pulse.is_busy, "there is nothing to hurry"
