"""Permission papers on the desk when the supervisor changes: offered one by one, and taken back with the notes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.desktop.screens.holding_sheets import ChooseSheet, TakeBackSheet
from peerdesk.desktop.screens.papers_sheet import PapersSheet
from peerdesk.desktop.widgets.buttons import Button
from peerdesk.work.holdings import holders
from tests.desktop.consent_desk import sheet
from tests.desktop.screens.test_change_of_supervisor import desk_of, press
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import SUPERVISED, a_hospital, clock
from tests.work.papers_desk import OTHER, VERBAL, allowed, give, seen
from tests.work.test_change_of_supervisor import Change, take_over
from tests.work.ward import Pair


@pytest.fixture
def change(tmp_path: Path) -> Iterator[Change]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        note, _ = pair.shared()
        allowed(pair.devon)
        allowed(pair.devon, VERBAL, handle=OTHER)
        give(pair.devon, pair.reader)
        give(pair.devon, pair.reader, OTHER)
        pair.meet()
        change = take_over(pair, (note,))
        pair.devon.close()
        yield change


def offered(choice: ChooseSheet) -> list[Button]:
    return [one for one in choice.findChildren(Button) if "Permission papers" in one.accessibleDescription()]


def test_a_new_supervisor_is_shown_papers_one_by_one_each_with_its_preview(change: Change) -> None:
    with desk_of(change) as desk:
        press(desk, "Ana Ruiz", "Choose")
        choice = sheet(desk, ChooseSheet)
        assert isinstance(choice, ChooseSheet)
        assert len(offered(choice)) == 2
        offered(choice)[0].click()
        desk.settle()
        words = said(sheet(desk, PapersSheet))
        assert "Ana will see exactly this" in words
        assert "Dr. Kim, 4 West" in words
        desk.press("Ctrl+Return")
        desk.settle()
        choice = sheet(desk, ChooseSheet)
        assert isinstance(choice, ChooseSheet)
        assert len(offered(choice)) == 1
        desk.press("Escape")
        desk.settle()
        desk.press("F5")
        desk.settle()
    change.pair.hospital.sync(change.ana)
    assert [one.handle for one in seen(change.ana)] == ["Blue Heron 27"]


def test_a_former_supervisors_papers_are_listed_and_go_back_with_the_notes(change: Change) -> None:
    with desk_of(change) as desk:
        press(desk, "Tomas Okafor", "Take all back")
        words = said(sheet(desk, TakeBackSheet))
        assert words.count("Permission papers") == 2
        desk.press("Ctrl+Return")
        desk.settle()
        assert holders(vault_of(desk), clock()) == ()
        desk.press("F5")
        desk.settle()
    change.pair.hospital.sync(change.pair.tomas)
    assert seen(change.pair.tomas) == []
