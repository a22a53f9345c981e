"""What a removed computer wrote, in the window: item by item, a yes or a no to each, and nothing leaves the sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.removed_model import RemovedModel
from peerdesk.desktop.screens.removed_sheet import RemovedSheet
from peerdesk.domain.changes import RecordKind
from peerdesk.work.attention import needs
from peerdesk.work.removed_items import BY_THEMSELVES
from tests.desktop.desks import clipped, nameless, open_desk, small
from tests.desktop.screens.test_computers import WARD, shared, toast
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital
from tests.support.two_computers import TwoComputers
from tests.work.test_handing_in import hand_in
from tests.work.test_removing import memories, remove, write


class Found:
    """Devon's ward computer, asleep; a removed laptop has handed in two notes and a change."""

    def __init__(self, two: TwoComputers) -> None:
        self.home, self.line = two.hospital.folder / "homes" / WARD, Line(two.hospital)
        known = two.note()
        write(two.laptop, "mine")
        write(two.laptop, "not mine")
        two.change(two.laptop, known, memory="changed there, in more words than fit into one line of a small window")
        remove(two, two.ward)
        hand_in(two, two.laptop)
        two.hospital.sync(two.ward)
        two.ward.close()


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Found]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield Found(TwoComputers(hospital))


def looked(desk: WatchedDesk, label: str = "Look at each") -> RemovedSheet:
    desk.settle()
    desk.show("trust")
    desk.settle()
    page = shared(desk).trust
    next(one for one in page.findChildren(QPushButton) if one.text() == label and one.isVisible()).click()
    desk.settle()
    sheet = shared(desk).removed.sheet
    assert sheet is not None
    return sheet


def said(sheet: RemovedSheet) -> list[str]:
    return [one.text() for one in sheet.findChildren(QLabel) if one.isVisible()]


def buttons(sheet: RemovedSheet, label: str) -> list[QPushButton]:
    return [one for one in sheet.findChildren(QPushButton) if one.text() == label and one.isVisible()]


def test_each_item_is_shown_with_its_first_words_and_decided_by_itself(found: Found) -> None:
    with open_desk(found.home, PASSPHRASE, remotes=found.line) as desk:
        sheet = looked(desk)
        assert {"mine", "not mine"} <= set(said(sheet))
        assert any(one.startswith("Changed there") for one in said(sheet))
        by_words = {one.accessibleDescription().split(". ")[1]: one for one in buttons(sheet, "It is mine")}
        by_words["mine"].setFocus()
        by_words["mine"].click()
        desk.settle()
        assert "mine" not in said(sheet)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QPushButton)
        assert focused.text() == "It is mine"
        for _ in range(2):
            buttons(sheet, "Let it go")[0].click()
            desk.settle()
        assert "Nothing is left to decide here." in said(sheet)
        sheet.done_button.click()
        desk.settle()
        assert memories(vault_of(desk)) == {"first", "mine"}
        assert needs(vault_of(desk)) == ()
        assert shared(desk).removed.sheet is None


def test_what_is_decided_elsewhere_meanwhile_is_said_and_the_list_is_read_again(found: Found) -> None:
    with open_desk(found.home, PASSPHRASE, remotes=found.line) as desk:
        sheet = looked(desk)
        one = buttons(sheet, "It is mine")[0]
        for _ in range(2):
            one.click()
        desk.settle()
        assert toast(desk) == "This is not here any more."
        assert len(buttons(sheet, "It is mine")) == 2


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("es", 100, (900, 600)), ("en", 200, (1366, 768)), ("es", 200, (1366, 768))]
)
def test_no_word_is_cut(found: Found, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(found.home, PASSPHRASE, remotes=found.line, language=language, percent=percent, size=size) as desk:
        sheet = looked(desk, "Ver cada cosa" if language == "es" else "Look at each")
        assert (clipped(sheet), small(sheet), nameless(sheet)) == ([], [], [])


def test_everything_that_a_person_can_have_written_there_has_a_name(home: Path) -> None:
    with open_desk(home) as desk:
        session = desk.door.session
        assert session is not None
        assert RemovedModel(session.bench)._kinds().keys() == set(RecordKind) - BY_THEMSELVES
