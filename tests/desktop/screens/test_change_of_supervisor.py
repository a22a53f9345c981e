"""Another supervisor, in windows: choosing note by note what they see, and taking back all of a former one's."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.holders_card import HoldersCard
from peerdesk.desktop.screens.holding_sheets import ChooseSheet, TakeBackSheet
from peerdesk.desktop.screens.share_sheet import ShareSheet
from peerdesk.desktop.widgets.buttons import Button
from peerdesk.work.holdings import holders
from peerdesk.work.supervision import review_queue
from tests.desktop.desks import beyond, clipped, nameless, open_desk
from tests.desktop.screens.test_needs import card
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital, clock
from tests.work.test_change_of_supervisor import Change, take_over
from tests.work.ward import Pair

Part = TypeVar("Part", ChooseSheet, TakeBackSheet, ShareSheet, HoldersCard)


@pytest.fixture
def change(tmp_path: Path) -> Iterator[Change]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        change = take_over(pair, tuple(pair.shared()[0] for _ in range(3)))
        pair.devon.close()
        yield change


def desk_of(change: Change, **how: object) -> AbstractContextManager[WatchedDesk]:
    home = change.pair.hospital.folder / "homes" / "Devon Achebe"
    return open_desk(home, PASSPHRASE, remotes=Line(change.pair.hospital), **how)


def shown(desk: WatchedDesk, kind: type[Part]) -> Part:
    (found,) = [one for one in desk.door.frame.findChildren(kind) if one.isVisible()]
    return found


def press(desk: WatchedDesk, title: str, words: str) -> None:
    """Press a button of what is told about somebody on Today."""
    desk.show("today")
    (found,) = [
        one
        for one in card(desk).findChildren(Button)
        if one.text() == words and one.accessibleDescription().startswith(title)
    ]
    found.click()
    desk.settle()


def test_what_the_new_one_sees_is_chosen_note_by_note_each_with_its_preview(change: Change) -> None:
    with desk_of(change) as desk:
        press(desk, "Ana Ruiz", "Choose")
        offers = [one for one in shown(desk, ChooseSheet).findChildren(Button) if one.text() == "See and share"]
        assert len(offers) == 3
        offers[0].click()
        desk.settle()
        words = said(shown(desk, ShareSheet))
        assert "Ana will see exactly this" in words
        assert "You and Tomas Okafor, Ana Ruiz" in words
        desk.press("Ctrl+Return")
        desk.settle()
        left = [one for one in shown(desk, ChooseSheet).findChildren(Button) if one.text() == "See and share"]
        assert len(left) == 2
        desk.press("Escape")
        desk.settle()
        desk.press("F5")
        desk.settle()
    change.pair.hospital.sync(change.ana)
    assert len(review_queue(change.ana)) == 1


def test_a_preview_that_is_left_gives_nothing_and_comes_back_to_the_choice(change: Change) -> None:
    with desk_of(change) as desk:
        press(desk, "Ana Ruiz", "Choose")
        next(one for one in shown(desk, ChooseSheet).findChildren(Button) if one.text() == "See and share").click()
        desk.settle()
        desk.press("Escape")
        desk.settle()
        left = [one for one in shown(desk, ChooseSheet).findChildren(Button) if one.text() == "See and share"]
        assert len(left) == 3
        assert [one.name for one in holders(vault_of(desk), clock())] == ["Tomas Okafor"]


def test_all_of_a_former_supervisors_is_taken_back_after_a_preview(change: Change) -> None:
    with desk_of(change) as desk:
        press(desk, "Tomas Okafor", "Take all back")
        words = said(shown(desk, TakeBackSheet))
        assert words.count("Blue Heron 27") == 3
        assert "What Tomas has already read cannot be unread." in words
        desk.press("Escape")
        desk.settle()
        assert len(holders(vault_of(desk), clock())) == 1
        desk.show("trust")
        back = shown(desk, HoldersCard).findChild(Button)
        assert back.text() == "Take all back"
        back.click()
        desk.settle()
        desk.press("Ctrl+Return")
        desk.settle()
        assert holders(vault_of(desk), clock()) == ()
        assert not [one for one in desk.door.frame.findChildren(HoldersCard) if one.isVisible()]
        desk.press("F5")
        desk.settle()
    change.pair.hospital.sync(change.pair.tomas)
    assert review_queue(change.pair.tomas) == ()


@pytest.mark.parametrize("how", [{}, {"language": "es"}, {"percent": 200}, {"size": (900, 600)}])
def test_there_is_room_for_it(change: Change, how: dict[str, object]) -> None:
    name = "-".join(map(str, how.values()))
    with desk_of(change, **how) as desk:
        desk.show("trust")
        page = desk.door.frame
        desk.picture(f"holders-{name}")
        assert (nameless(page), clipped(page), beyond(page)) == ([], [], [])
        session = desk.door.session
        assert session is not None
        shares = session.pages.shared.shares
        shares.choose_for(change.ana_id, "Ana Ruiz")
        desk.settle()
        sheet = shown(desk, ChooseSheet)
        desk.picture(f"choose-{name}")
        assert (nameless(sheet), clipped(sheet)) == ([], [])
        sheet.reject()
        shares.take_back_from(change.pair.reader)
        desk.settle()
        back = shown(desk, TakeBackSheet)
        desk.picture(f"take-back-{name}")
        assert (nameless(back), clipped(back)) == ([], [])
        back.reject()
