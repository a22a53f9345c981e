"""Nineteen hours: five times the phone rings, and each time somebody asks for a peer. Each is kept in seconds.

Two are met, one says no thanks, and two are passed on at the change of shift, in real windows with a real server
between them. The window locks in the middle of a word, and nothing of it is lost.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.referral_sheets import PassSheet
from peerdesk.domain.handover import HandoffState
from peerdesk.domain.referral_vocabulary import ReferralSource, ReferralState, ResponseTime
from peerdesk.work.referrals import ListedReferral, referral_list
from tests.desktop.desks import peer
from tests.desktop.screens.test_handover import desk_of
from tests.desktop.screens.test_handover import said as said_on_card
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.fingers import Fingers, Strokes
from tests.support.residue import clear_bytes
from tests.work.two_peers import Two, two_peers

BEDS = ("Bed 12 Zephyr", "Bay 4 Quillon", "Bed 2 Marrow", "Hall B Tansy", "Bed 7 Umber")
MEMORY = "Quetzalcanary, only for me"
PROMPT = "Asks for somebody from here"
SECONDS = 15.0
INTERRUPTED = 2


class Evening:
    """One peer's hand at one desk."""

    def __init__(self, desk: WatchedDesk) -> None:
        self.desk = desk
        self.hand = Fingers(desk)

    def go(self, place: str) -> None:
        """Go to a place of the rail by its key, whichever that is by now."""
        key = next(one.shortcut() for one in self.desk.door.frame.actions() if one.text() == place)
        self.hand.press(key.toString())
        self.desk.settle()

    def begin_referral(self, words: str) -> None:
        """Open the form from wherever the desk stands, and write how to find them."""
        self.go("Handoffs")
        self.hand.press("R")
        self.desk.settle()
        self.hand.write(words)

    def keep_referral(self) -> None:
        self.hand.press("Ctrl+Return")
        self.desk.settle()

    def press(self, words: str, place: str) -> None:
        """Click the first button of these words on the page of handoffs that is about a place."""
        page = peer(self.desk).further.handoffs.page
        button = next(
            one
            for one in page.findChildren(QAbstractButton)
            if one.isVisible() and one.text() == words and place in one.accessibleDescription()
        )
        self.hand.click(button)
        self.desk.settle()

    def meet(self, place: str) -> None:
        """Say that they met, and write the shortest note about it, with a line that stays with the peer."""
        self.press("We met", place)
        form = peer(self.desk).writing.form
        assert form is not None
        assert form.draft().outcome == "met"
        self.hand.press("B")
        form.parts._rows["memory"].open_row()
        self.desk.settle()
        self.hand.write(MEMORY)
        self.hand.press("Ctrl+Return")
        self.desk.settle()
        self.go("Handoffs")

    def pass_on(self, place: str) -> None:
        self.press("Pass on…", place)
        sheet = peer(self.desk).further.handoffs.sheet
        assert isinstance(sheet, PassSheet)
        sheet.prompt.edit.setFocus()
        self.hand.write(PROMPT)
        self.hand.click(sheet.agreed)
        self.hand.press("Ctrl+Return")
        self.desk.settle()

    def referrals(self) -> dict[str, ListedReferral]:
        """Return the referrals by how to find them; those without any more are left out."""
        return {one.how_to_find: one for one in referral_list(vault_of(self.desk)) if one.how_to_find}


@pytest.fixture
def two(tmp_path: Path, qapp: QApplication) -> Iterator[Two]:
    qapp.processEvents()
    with two_peers(tmp_path) as found:
        for vault in (found.marisol, found.ruth):
            vault.close()
        yield found


def test_five_are_asked_for_three_are_seen_to_and_two_are_passed_on(
    two: Two, capsys: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as stack:
        took = the_phone_rings(two, stack)
    with capsys.disabled():
        for bed, strokes in zip(BEDS, took, strict=True):
            sys.stdout.write(f"\nreferral {bed.split(maxsplit=1)[0]}: {strokes}")
    assert max(one.seconds for one in took) <= SECONDS
    with desk_of(two, "Marisol Vega") as desk:
        the_shift_changes(Evening(desk))
    with desk_of(two, "Ruth Lind") as desk:
        ruth_sees_where_and_the_line(desk)
    with desk_of(two, "Marisol Vega") as desk:
        desk.press("F5")
        desk.settle()
        how_it_ended(desk)


def the_phone_rings(two: Two, stack: ExitStack) -> list[Strokes]:
    """Keep five referrals; in the middle of one of them the window locks, and the rest is written after the unlock."""
    took = []
    evening = Evening(stack.enter_context(desk_of(two, "Marisol Vega")))
    for at, bed in enumerate(BEDS):
        with evening.hand.counting() as strokes:
            evening.begin_referral(bed if at != INTERRUPTED else bed[:6])
            if at == INTERRUPTED:
                evening.desk.door.lock()
                stack.close()
                evening = Evening(stack.enter_context(desk_of(two, "Marisol Vega")))
        if at == INTERRUPTED:
            assert bed not in evening.referrals()
            strokes = finish_interrupted(evening, bed, strokes)
        else:
            with evening.hand.counting() as rest:
                evening.keep_referral()
            strokes = added(strokes, rest)
        took.append(strokes)
    assert set(evening.referrals()) == set(BEDS)
    return took


def finish_interrupted(evening: Evening, bed: str, before: Strokes) -> Strokes:
    with evening.hand.counting() as after:
        evening.begin_referral(bed[6:])
        evening.keep_referral()
    assert bed in evening.referrals(), "what was typed before the lock stands before what was typed behind it"
    return added(before, after)


def added(one: Strokes, other: Strokes) -> Strokes:
    return Strokes(
        keys=one.keys + other.keys,
        answers=one.answers + other.answers,
        letters=one.letters + other.letters,
        clicks=one.clicks + other.clicks,
    )


def the_shift_changes(evening: Evening) -> None:
    evening.go("Handoffs")
    for bed in BEDS[:2]:
        evening.meet(bed)
    evening.press("No thanks", BEDS[2])
    for bed in BEDS[3:]:
        evening.pass_on(bed)
    evening.desk.press("F5")
    evening.desk.settle()
    assert set(evening.referrals()) == set(BEDS[3:]), "until Ruth accepts, it is still here"


def ruth_sees_where_and_the_line(desk: WatchedDesk) -> None:
    desk.press("F5")
    desk.settle()
    shown = said_on_card(desk)
    assert shown.count(PROMPT) == 2
    assert "Emergency department" in shown
    everything = "\n".join(one.text() for one in desk.door.frame.findChildren(QLabel))
    raw = b"".join(clear_bytes(vault_of(desk)).values())
    assert PROMPT.encode() in raw, "or the words below are not there because nothing is"
    for secret in (*BEDS, MEMORY):
        assert secret not in everything
        assert secret.encode() not in raw
    while any(one.text() == "Accept" for one in buttons(desk.door.frame)):
        first(desk, "Accept")
    desk.press("F5")
    desk.settle()


def how_it_ended(desk: WatchedDesk) -> None:
    listed = referral_list(vault_of(desk))
    states = sorted(one.referral.state for one in listed)
    done = [ReferralState.MET, ReferralState.MET, ReferralState.DECLINED, ReferralState.PASSED, ReferralState.PASSED]
    assert states == sorted(done)
    assert {one.passed for one in listed if one.referral.state is ReferralState.PASSED} == {HandoffState.ACCEPTED}
    assert {one.referral.response for one in listed} == {ResponseTime.UNDER_15}
    assert not any(one.is_mine or one.how_to_find for one in listed)
    # Nobody is told who was met: whoever asked is not even kept where it was not said.
    assert {one.referral.source for one in listed} <= {None, *ReferralSource}
    vault = vault_of(desk)
    vault.tidy()
    kept = clear_bytes(vault)
    assert MEMORY.encode() in kept["file"]
    assert [bed for bed in BEDS if bed.encode() in kept["file"]] == []


def buttons(root: QWidget) -> list[QAbstractButton]:
    return [one for one in root.findChildren(QAbstractButton) if one.isVisible()]


def first(desk: WatchedDesk, words: str) -> None:
    next(one for one in buttons(desk.door.frame) if one.text() == words).click()
    desk.settle()
