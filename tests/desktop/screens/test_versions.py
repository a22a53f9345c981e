"""Two computers of one peer in windows: what differs stands side by side, and one of two, or both, are kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.history_card import HistoryCard
from peerdesk.desktop.screens.two_versions import TwoVersions
from peerdesk.desktop.widgets.version_choice import VersionChoice
from peerdesk.domain.ids import RecordId
from peerdesk.work.encounters import change_encounter, encounter_detail
from peerdesk.work.history import history
from peerdesk.work.two_versions import disputes
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital, clock
from tests.support.two_computers import TwoComputers

LONG = "Bus pass came through. Wants to try the Tuesday group, and asked me to walk over too the first time. " * 3


class Town:
    """Devon's two computers, asleep, with one note that was changed on both."""

    def __init__(self, hospital: Hospital) -> None:
        two = TwoComputers(hospital)
        self.hospital = hospital
        self.note = two.note(handle="Blue Heron 27", follow_up="7d")
        two.change(two.ward, self.note, memory=LONG, setting="inpatient", support=["time", "listened"])
        two.change(two.laptop, self.note, memory="At home.", setting="street", support=["time", "info"])
        two.meet()
        two.ward.close()
        two.laptop.close()

    @contextmanager
    def desk(self, home: str = "laptop", **how: object) -> Iterator[WatchedDesk]:
        folder = self.hospital.folder / "homes" / home
        with open_desk(folder, PASSPHRASE, remotes=Line(self.hospital), **how) as desk:
            desk.settle()
            desk.show("notes", self.note)
            yield desk


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with a_hospital(tmp_path) as hospital:
        yield Town(hospital)


def card(desk: WatchedDesk) -> TwoVersions:
    (found,) = [one for one in peer(desk).detail.findChildren(TwoVersions) if one.isVisible()]
    return found


def choices(desk: WatchedDesk) -> list[str]:
    return [one.text() for one in card(desk).findChildren(VersionChoice)]


def lines(desk: WatchedDesk) -> list[tuple[str, str]]:
    (found,) = [one for one in peer(desk).detail.findChildren(HistoryCard) if one.isVisible()]
    return [(line.title, line.sub) for line in found.lines]


def memory(desk: WatchedDesk, note: RecordId) -> str:
    return encounter_detail(vault_of(desk), note).encounter.memory


def test_what_differs_stands_side_by_side_with_its_computer(town: Town) -> None:
    with town.desk() as desk:
        said = choices(desk)
        assert said[0].startswith("Note for me, This computer  ·  today ")
        assert said[0].endswith(": At home.")
        assert said[1].startswith("Note for me, Your other computer  ·  today ")
        assert said[2] == f"Note for me, Both: At home.\n\n{LONG.strip()}"
        assert [one for one in said if one.startswith("Where, Both")] == []
        assert nameless(desk.door.frame) == []
        assert not peer(desk).detail._edit.isHidden()


def test_by_keyboard_one_answer_is_kept_and_the_rest_stays_side_by_side(town: Town) -> None:
    with town.desk() as desk:
        peer(desk).detail.enter_versions()
        desk.press("Down", "Right", "Up", "Left", "Up", "Ctrl+Return")
        desk.settle()
        assert memory(desk, town.note) == f"At home.\n\n{LONG.strip()}"
        assert {one.field for one in disputes(vault_of(desk), town.note)} == {"setting", "support"}
        assert len(choices(desk)) == 5
        for link in card(desk).findChildren(type(card(desk)._all_from("x"))):
            if "This computer" in link.text():
                link.click()
                break
        desk.press("Ctrl+Return")
        desk.settle()
        assert disputes(vault_of(desk), town.note) == ()
        assert peer(desk).detail._two is None


def test_keeping_nothing_says_so_and_what_was_picked_survives_a_sync(town: Town) -> None:
    with town.desk() as desk:
        card(desk)._button.click()
        desk.settle()
        assert card(desk)._say.isVisible()
        assert isinstance(QApplication.focusWidget(), VersionChoice)
        picked = card(desk).findChildren(VersionChoice)[1]
        picked.click()
        desk.press("F5")
        desk.settle()
        assert card(desk).findChildren(VersionChoice)[1].isChecked()


def test_what_the_other_computer_settled_meanwhile_is_not_picked_over_it(town: Town) -> None:
    with town.desk() as desk:
        shown = card(desk)
        shown.findChildren(VersionChoice)[0].click()
        # It is settled behind the window's back, as a sync would do it while the finger is over the button.
        change_encounter(vault_of(desk), town.note, {"memory": "Newer words."}, clock(), os.urandom)
        shown._keep()
        desk.settle()
        assert memory(desk, town.note) == "Newer words."
        assert len(choices(desk)) == 5


def test_history_says_what_changed_where_and_when_and_a_version_comes_back_and_goes(town: Town) -> None:
    with town.desk() as desk:
        said = lines(desk)
        assert said[-1][0] == "Written, emergency department"
        assert {title for title, _ in said[:-1]} == {"Changed: note for me, where, support you gave"}
        assert all("today" in sub for _, sub in said)
        assert {sub.split("·")[-1].strip() for _, sub in said} == {"This computer", "Your other computer"}
        first = history(vault_of(desk), town.note)[0]
        peer(desk).detail.version_opened.emit(first.revision)
        desk.settle()
        sheet = peer(desk).versions.sheet
        assert sheet is not None
        assert sheet.windowTitle() == "Version 1"
        assert nameless(sheet) == []
        desk.press("Ctrl+Return")
        desk.settle()
        assert memory(desk, town.note) == "first"
        assert disputes(vault_of(desk), town.note) == ()
        desk.press("Ctrl+Z")
        desk.settle()
        assert memory(desk, town.note) in {LONG.strip(), "At home."}


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("en", 100, (1280, 800)), ("es", 100, (900, 600)), ("en", 200, (1366, 768)), ("es", 200, (1366, 768))],
)
def test_no_word_is_cut_in_any_language_or_size(town: Town, language: str, percent: int, size: tuple[int, int]) -> None:
    with town.desk(language=language, percent=percent, size=size) as desk:
        frame = desk.door.frame
        assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], [])
        for one in card(desk).findChildren(VersionChoice):
            assert one.height() >= one.heightForWidth(one.width()) - 1


def test_a_screen_reader_hears_radio_buttons_with_all_of_their_words(town: Town) -> None:
    with town.desk() as desk:
        first = card(desk).findChildren(VersionChoice)[0]
        reader = QAccessible.queryAccessibleInterface(first)
        assert reader is not None
        assert reader.role() == QAccessible.Role.RadioButton
        assert "At home." in reader.text(QAccessible.Text.Name)
        assert first.focusPolicy() & Qt.FocusPolicy.TabFocus
