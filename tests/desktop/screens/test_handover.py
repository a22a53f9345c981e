"""Handing over in windows: who agreed is ticked, what leaves is read, and the other peer accepts at their own desk."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.handover_card import HandoverCard
from peerdesk.desktop.screens.handover_sheet import HandoverSheet
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.domain.handover import HandoffState
from peerdesk.domain.ids import RecordId
from peerdesk.work.handing_over import all_given, waiting
from peerdesk.work.taking_over import accept, offers
from tests.desktop.desks import clipped, nameless, open_desk, peer
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, clock
from tests.work.two_peers import SECRET, Two, two_peers


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with two_peers(tmp_path) as found:
        yield found


def desk_of(two: Two, name: str, **how: object) -> AbstractContextManager[WatchedDesk]:
    return open_desk(two.hospital.folder / "homes" / name, PASSPHRASE, remotes=Line(two.hospital), **how)


def card(desk: WatchedDesk) -> HandoverCard:
    (found,) = [one for one in peer(desk).today.findChildren(HandoverCard) if one.isVisible()]
    return found


def said(desk: WatchedDesk) -> str:
    return "\n".join(one.text() for one in card(desk).findChildren(QLabel) if one.isVisible())


def press(desk: WatchedDesk, words: str) -> None:
    (button,) = [one for one in card(desk).findChildren(QAbstractButton) if one.isVisible() and one.text() == words]
    button.click()
    desk.settle()


def all_given_of(desk: WatchedDesk) -> RecordId:
    with vault_of(desk).read() as tx:
        return tx.handovers.kept()[0].follow_up


def sheet(desk: WatchedDesk) -> HandoverSheet:
    press(desk, "Hand over…")
    found = peer(desk).day.handovers.sheet
    assert found is not None
    return found


def test_who_agreed_is_ticked_what_leaves_is_read_and_the_other_accepts(two: Two) -> None:
    for handle in ("J.", "Red Maple 4", "Blue Heron 27"):
        two.follow_up(handle)
    two.marisol.close()
    with desk_of(two, "Marisol Vega") as desk:
        opened = sheet(desk)
        assert opened.picked == ()
        desk.press("Ctrl+Return")
        assert opened.isVisible()
        first, _not_asked, last = opened.picks
        first.agreed.click()
        last.agreed.click()
        first.prompt.setText("Bed by the window")
        first.how.set_code("phone")
        first.changed.emit()
        desk.settle()
        (shown,) = [one.text() for one in first.findChildren(QLabel) if "sees exactly" in one.text()]
        assert shown.startswith("Ruth sees exactly: J.  ·  Emergency department  ·  ")
        assert shown.endswith("Phone  ·  Bed by the window")
        assert SECRET not in shown
        assert nameless(opened) == []
        desk.press("Ctrl+Return")
        desk.settle()
        assert "On the server for Ruth, not answered yet" in said(desk)
        assert len(all_given(vault_of(desk))) == 2
    two.ruth.close()
    with desk_of(two, "Ruth Lind") as desk:
        desk.press("F5")
        desk.settle()
        assert "Marisol offers you a follow-up" in said(desk)
        assert "Bed by the window" in said(desk)
        buttons = [one for one in card(desk).findChildren(QAbstractButton) if one.isVisible()]
        assert [one.text() for one in buttons].count("Accept") == 2
        next(one for one in buttons if one.text() == "Accept").click()
        desk.settle()
        press(desk, "No thanks")
        assert [one.handle for one in waiting(vault_of(desk))] in (["J."], ["Blue Heron 27"])
        desk.press("F5")
        desk.settle()
    with desk_of(two, "Marisol Vega") as desk:
        desk.press("F5")
        desk.settle()
        assert "Ruth accepted. It is theirs now." in said(desk)
        assert "Ruth said no. It is still yours." in said(desk)
        assert nameless(desk.door.frame) == []


def test_the_sheet_grows_with_what_a_tick_shows(two: Two) -> None:
    for handle in ("J.", "Red Maple 4"):
        two.follow_up(handle)
    two.marisol.close()
    with desk_of(two, "Marisol Vega") as desk:
        opened = sheet(desk)
        first = opened.picks[0]
        first.agreed.click()
        first.prompt.setText("Bed by the window. Likes to be asked about the garden before anything else.")
        desk.settle()
        (body,) = opened.findChildren(ScrollBody)
        assert body.verticalScrollBar().maximum() == 0


def test_it_is_taken_back_until_it_was_accepted_and_then_it_says_so(two: Two) -> None:
    two.hand(two.follow_up())
    two.meet()
    two.marisol.close()
    with desk_of(two, "Marisol Vega") as desk:
        press(desk, "Take back")
        assert "Taken back; Ruth hears of it when they sync" in said(desk)
        assert all_given(vault_of(desk))[0].state is HandoffState.TAKEN_BACK


def test_whoever_was_too_late_reads_that_it_is_theirs(two: Two) -> None:
    two.hand(two.follow_up())
    two.meet()
    two.marisol.close()
    accept(two.ruth, offers(two.ruth).waiting[0].handoff.id, clock(), os.urandom)
    two.hospital.sync(two.ruth)
    with desk_of(two, "Marisol Vega") as desk:
        desk.press("F5")
        desk.settle()
        assert "Ruth accepted. It is theirs now." in said(desk)
        assert "Take back" not in [one.text() for one in card(desk).findChildren(QAbstractButton)]
        mine = all_given_of(desk)
        with vault_of(desk).read() as tx:
            note = tx.follow_ups.get(mine).encounter
        desk.show("notes", note)
        lines = [one.text() for one in peer(desk).detail.findChildren(QLabel) if one.isVisible()]
        assert "Ruth has accepted it: it is theirs now" in lines


@pytest.mark.parametrize("how", [{"language": "es"}, {"percent": 200}, {"size": (900, 600)}])
def test_there_is_room_for_every_word(two: Two, how: dict[str, object]) -> None:
    two.hand(two.follow_up("Red Maple 4"))
    two.follow_up("Blue Heron 27")
    two.marisol.close()
    with desk_of(two, "Marisol Vega", **how) as desk:
        assert clipped(card(desk)) == []
        peer(desk).day.handovers.offer()
        opened = peer(desk).day.handovers.sheet
        assert opened is not None
        for pick in opened.picks:
            pick.agreed.click()
        desk.settle()
        assert clipped(opened) == []


def test_a_peer_of_no_hospital_sees_nothing_of_it(home: Path) -> None:
    with open_desk(home) as desk:
        assert not [one for one in peer(desk).today.findChildren(HandoverCard) if one.isVisible()]
