"""A whole shift by keys alone, with not one movement of the mouse, and the focus is never lost on the way.

A real window with a real server: the shift begins, three notes, a jot that is finished later, a follow-up, a referral,
something is handed over, a note is shared after its preview, the window locks and opens, and the shift ends.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.domain.handover import HandoffState
from peerdesk.work.follow_up_list import follow_up_list
from peerdesk.work.handing_over import all_given
from peerdesk.work.reading import encounter_detail, encounter_page
from peerdesk.work.referrals import referral_list
from peerdesk.work.shifts import shift_now
from tests.desktop.desks import open_door
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.by_keys import Keys
from tests.support.hospital import PASSPHRASE
from tests.work.two_peers import Two, two_peers

HANDLE, MEMORY, JOT, BED = "Blue Heron 27", "Only for me: the ride came", "Rang about the ride", "Bed 4"


@pytest.fixture
def two(tmp_path: Path, qapp: QApplication) -> Iterator[Two]:
    qapp.processEvents()
    with two_peers(tmp_path) as found:
        for vault in (found.marisol, found.ruth):
            vault.close()
        yield found


def test_a_whole_shift_by_keyboard_alone(two: Two, capsys: pytest.CaptureFixture[str]) -> None:
    home = two.hospital.folder / "homes" / "Marisol Vega"
    with open_door(home, remotes=Line(two.hospital)) as desk:
        keys = Keys(desk)
        with keys.hand.counting() as strokes:
            unlock(keys)
            begin(keys)
            for write in (write_whole, write_brief, write_declined, jot):
                write(keys)
            finish_the_jot(keys)
            plan(keys)
            refer(keys)
            hand_over(keys)
            share(keys)
            locked: list[bool] = []
            desk.door.locked.connect(lambda: locked.append(True))
            keys.press("Ctrl+L")
            desk.wait(lambda: bool(locked), "the window to lock")
    with open_door(home, remotes=Line(two.hospital)) as desk:
        again = Keys(desk)
        with again.hand.counting() as more:
            unlock(again)
            end(again)
        what_is_kept(desk)
    with capsys.disabled():
        sys.stdout.write(f"\na whole shift by keyboard: {strokes}; after the lock {more}")
    assert (strokes.clicks, more.clicks) == (0, 0)


def unlock(keys: Keys) -> None:
    assert keys.at == "Passphrase"
    keys.write(PASSPHRASE)
    keys.press("Return")
    keys.desk.wait(lambda: keys.desk.door.session is not None and keys.desk.door.session.is_ready, "the notes to open")
    keys.desk.settle()
    assert keys.at != ""


def begin(keys: Keys) -> None:
    keys.command("start or end")
    assert (keys.sheet, keys.at) == ("Start your shift", "Emergency department")
    keys.press("Space", "Ctrl+Return")
    assert keys.sheet == ""
    assert keys.at == "New note", "the focus is where it was before the sheet"
    assert "Emergency department" in keys.shown()


def write_whole(keys: Keys) -> None:
    keys.press("Ctrl+N")
    assert keys.at == "We met"
    keys.press("1")
    keys.press("B")
    assert keys.at == "Listened"
    for part, words in (("Who", HANDLE), ("Note for me", MEMORY)):
        keys.tab_to(part)
        keys.press("Space")
        assert keys.at == part, "opening a part puts the focus into it"
        keys.write(words)
    keys.tab_to("Follow-up")
    keys.press("Space")
    assert keys.at == "1 day"
    keys.press("Space", "Ctrl+Return")
    assert keys.at == "Earlier today", "behind a note the focus is on the list that has it"


def write_brief(keys: Keys) -> None:
    keys.press("Ctrl+N", "2")
    assert keys.at == "Said hello, left my card"
    keys.press("Ctrl+Return")
    assert keys.at == "Earlier today"


def write_declined(keys: Keys) -> None:
    keys.press("Ctrl+N", "3")
    assert keys.at == "They said no thanks"
    keys.press("Ctrl+Return")
    assert keys.at == "Earlier today"


def jot(keys: Keys) -> None:
    keys.press("Ctrl+J")
    assert (keys.sheet, keys.at) == ("A jot", "A jot")
    keys.write(JOT)
    keys.press("Return")
    assert (keys.sheet, keys.at) == ("", "Earlier today")


def finish_the_jot(keys: Keys) -> None:
    keys.tab_to("Continue")
    keys.press("Space")
    assert keys.at == "We met"
    keys.press("1", "A", "Ctrl+Return")
    assert keys.at == "Earlier today"


def plan(keys: Keys) -> None:
    keys.go("Follow-ups")
    assert keys.at == "Follow-ups"
    keys.press("A")
    assert (keys.sheet, keys.at) == ("A follow-up", "1 day")
    keys.press("Space")
    keys.tab_to("Who")
    keys.write("L.")
    keys.press("Ctrl+Return")
    assert (keys.sheet, keys.at) == ("", "Follow-ups")
    assert "2 open" in keys.shown()


def refer(keys: Keys) -> None:
    keys.go("Handoffs")
    assert keys.at == "New referral"
    keys.press("R")
    assert (keys.sheet, keys.at) == ("Somebody asked for a peer", "How to find them")
    keys.write(BED)
    keys.press("Ctrl+Return")
    assert (keys.sheet, keys.at) == ("", "New referral")
    assert BED in keys.shown()


def hand_over(keys: Keys) -> None:
    keys.tab_to("Hand over…")
    keys.press("Space")
    assert (keys.sheet, keys.at) == ("Hand over to another peer", "To")
    keys.tab_to("OK with another peer")
    keys.press("Space")
    assert keys.at == "OK with another peer"
    assert "Ruth sees exactly" in keys.shown(), "what leaves is read before it leaves"
    keys.press("Ctrl+Return")
    assert (keys.sheet, keys.at) == ("", "Hand over…")


def share(keys: Keys) -> None:
    keys.press("Ctrl+F")
    assert keys.at == "Search my notes"
    keys.write(HANDLE.split()[1])
    keys.press("Return")
    assert keys.at == "Notes", "what was found is in the list, and the focus with it"
    keys.press("Return")
    assert keys.at == "Edit note"
    assert HANDLE in keys.shown()
    keys.press("Ctrl+H")
    assert (keys.sheet, keys.at) == ("Tomas will see exactly this", "Share with Tomas")
    assert "Your note" in keys.shown().partition("Tomas will not see")[2]
    assert MEMORY not in keys.shown()
    keys.press("Ctrl+Return")
    assert keys.sheet == ""
    assert keys.at != ""


def end(keys: Keys) -> None:
    keys.command("start or end")
    assert (keys.sheet, keys.at) == ("End of your shift", "End shift")
    keys.press("Ctrl+Return")
    assert keys.sheet == ""
    assert keys.at != ""


def what_is_kept(desk: WatchedDesk) -> None:
    vault = vault_of(desk)
    rows = encounter_page(vault)
    assert sorted(row.outcome for row in rows) == ["brief", "declined", "met", "met"]
    (whole,) = [row for row in rows if row.handle == HANDLE]
    detail = encounter_detail(vault, whole.id)
    assert detail.encounter.memory == MEMORY
    assert [share.name for share in detail.shares if share.is_on] == ["Tomas Okafor"]
    assert [one.how_to_find for one in referral_list(vault)] == [BED]
    assert [one.state for one in all_given(vault)] == [HandoffState.SENT]
    assert len(follow_up_list(vault)) == 2, "what is offered stays here until it is accepted"
    assert shift_now(vault).current is None
