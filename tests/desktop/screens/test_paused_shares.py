"""A supervisor with new keys, in windows: the peer reads that sharing is paused, and says what comes next."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.share_sheet import ShareSheet
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.work.sharing import readers
from peerdesk.work.supervision import review_queue
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer
from tests.desktop.screens.test_needs import card, press
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital, clock
from tests.work.test_paused_shares import Again, come_back
from tests.work.ward import Pair


@pytest.fixture
def again(tmp_path: Path) -> Iterator[Again]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        pair.shared()
        again = come_back(pair)
        pair.devon.close()
        yield again


def desk_of(again: Again, **how: object) -> AbstractContextManager[WatchedDesk]:
    home = again.pair.hospital.folder / "homes" / "Devon Achebe"
    return open_desk(home, PASSPHRASE, remotes=Line(again.pair.hospital), **how)


def said(page: QWidget) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def test_the_peer_reads_it_on_today_and_says_that_it_is_them(again: Again) -> None:
    with desk_of(again) as desk:
        desk.press("F5")
        desk.settle()
        desk.show("today")
        (need,) = card(desk).needs
        assert need.title == "Tomas Okafor"
        assert "Sharing is paused" in need.text
        press(desk, "It is them")
        desk.press("F5")
        desk.settle()
        assert not readers(vault_of(desk), clock())[0].is_paused
    again.pair.hospital.sync(again.tomas)
    assert [one.received.item.projection.handle for one in review_queue(again.tomas)] == ["Blue Heron 27"]


def test_each_share_says_that_it_is_paused_and_nothing_new_can_be_shared(again: Again) -> None:
    with desk_of(again) as desk:
        desk.press("F5")
        desk.settle()
        with vault_of(desk).read() as tx:
            (given,) = tx.shared_items.all_given()
        desk.show("notes", given.original)
        assert "Paused: Tomas has new keys. Nothing new is sent." in said(peer(desk).detail)
        desk.press("Ctrl+H")
        desk.settle()
        (sheet,) = [one for one in desk.door.frame.findChildren(ShareSheet) if one.isVisible()]
        (share,) = [one for one in sheet.findChildren(PrimaryButton) if one.isVisible()]
        assert not share.isEnabled()
        assert any("has new keys" in line for line in said(sheet))
        desk.press("Ctrl+Return")
        assert sheet.isVisible()


def test_comparing_words_leads_to_them_and_lets_sharing_go_on(again: Again) -> None:
    with desk_of(again) as desk:
        desk.press("F5")
        desk.settle()
        desk.show("today")
        press(desk, "Compare words")
        assert peer(desk).place == "trust"
        focus = desk.door.frame.focusWidget()
        assert focus.text() == "The words match"
        focus.click()
        desk.settle()
        known = readers(vault_of(desk), clock())[0]
        assert (known.met, known.is_paused) == (True, False)


@pytest.mark.parametrize("how", [{}, {"language": "es"}, {"percent": 200}, {"size": (900, 600)}])
def test_there_is_room_for_it(again: Again, how: dict[str, object]) -> None:
    with desk_of(again, **how) as desk:
        desk.press("F5")
        desk.settle()
        with vault_of(desk).read() as tx:
            (given,) = tx.shared_items.all_given()
        for place, note in (("trust", None), ("notes", given.original)):
            desk.show(place, note)
            desk.picture(f"paused-{place}-{'-'.join(map(str, how.values()))}")
            page = desk.door.frame
            assert (nameless(page), clipped(page), beyond(page)) == ([], [], [])
