"""Handoffs in a real window: a referral in seconds, nothing lost by a lock, and words that go with the end."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_handoffs import HandoffRoutes
from peerdesk.desktop.screens.introduction_sheet import IntroductionSheet
from peerdesk.desktop.screens.referral_sheets import PassSheet, ReferralSheet
from peerdesk.domain.handover import HandoffState
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.domain.introduction_vocabulary import IntroductionResult
from peerdesk.domain.referral import ReferralDraft
from peerdesk.domain.referral_vocabulary import ReferralState
from peerdesk.domain.vocabulary import Setting
from peerdesk.vault.vault import Vault
from peerdesk.work.introductions import add_introduction, introduction_list
from peerdesk.work.referrals import ListedReferral, add_referral, referral_draft, referral_list
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small, squeezed, type_words
from tests.desktop.screens.test_quick_note import Fingers, form_of, vault_of
from tests.support.hospital import PASSPHRASE
from tests.support.vaults import a_vault
from tests.work.two_peers import two_peers

BED = "bed 12"
MOST_SECONDS = 15.0
KEY_SECONDS, THOUGHT_SECONDS = 0.28, 1.35
"""The keystroke model: a key by somebody who types 40 words a minute, and the thought before each step."""


def add(vault: Vault, place: str = "ed", found: str = BED) -> RecordId:
    return add_referral(vault, ReferralDraft(place=place, how_to_find=found), datetime.now(UTC), os.urandom)[0]


@pytest.fixture
def waiting(home: Path) -> RecordId:
    with a_vault(home, "Devon Achebe") as vault:
        return add(vault)


def routes(desk: WatchedDesk) -> HandoffRoutes:
    return peer(desk).further.handoffs


def enter(desk: WatchedDesk) -> None:
    desk.press("Alt+4")
    desk.settle()


def said(desk: WatchedDesk) -> list[str]:
    return [one.text() for one in routes(desk).page.findChildren(QLabel) if one.isVisible()]


def press(desk: WatchedDesk, words: str) -> None:
    page = routes(desk).page
    next(one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.text() == words).click()
    desk.settle()


def sheet(desk: WatchedDesk) -> ReferralSheet:
    found = routes(desk).sheet
    assert isinstance(found, ReferralSheet)
    return found


def the_one(desk: WatchedDesk) -> ListedReferral:
    (one,) = referral_list(vault_of(desk))
    return one


def test_a_referral_is_kept_in_seconds_by_keys_alone(home: Path) -> None:
    with open_desk(home) as desk:
        desk.settle()
        counted = Fingers()
        desk.press("Alt+4", "R")
        desk.settle()
        type_words(BED)
        desk.press("Ctrl+Return")
        desk.settle()
        steps = 4
        seconds = counted.keys * KEY_SECONDS + steps * THOUGHT_SECONDS
        print(f"a referral: {counted.keys} keys, {counted.clicks} clicks, {seconds:.2f} s by the keystroke model")
        assert counted.keys >= len(BED)
        assert counted.clicks == 0
        assert seconds <= MOST_SECONDS
        one = the_one(desk)
        assert (one.how_to_find, one.referral.place, one.is_mine) == (BED, Setting.ED, True)
        assert {BED, "Emergency department"} <= set(said(desk))


def test_a_lock_in_the_middle_loses_nothing(home: Path) -> None:
    with open_desk(home) as desk:
        enter(desk)
        desk.press("R")
        desk.settle()
        type_words("bay 4, as")
        desk.door.lock()
    with open_desk(home) as desk:
        enter(desk)
        assert referral_list(vault_of(desk)) == ()
        desk.press("R")
        desk.settle()
        assert sheet(desk).draft.how_to_find == "bay 4, as"
        desk.press("Escape")
        desk.settle()
        assert referral_draft(vault_of(desk)) is None


def test_a_form_with_an_answer_missing_stays_open_and_says_so(home: Path) -> None:
    with open_desk(home) as desk:
        enter(desk)
        assert "Nobody waits for you" in said(desk)
        desk.press("R")
        desk.settle()
        desk.press("Ctrl+Return")
        desk.settle()
        assert nameless(sheet(desk)) == []
        shown = [one.text() for one in sheet(desk).findChildren(QLabel) if one.isVisible()]
        assert "Say how to find them: a bed, a bay, what they are called." in shown
        assert referral_list(vault_of(desk)) == ()


def test_the_end_takes_the_words_and_undo_brings_them_back(home: Path, waiting: RecordId) -> None:
    with open_desk(home) as desk:
        enter(desk)
        assert (
            peer(desk)._desk.rail._items["handoffs"].accessibleDescription() == "You are here, 1 who asked for a peer"
        )
        press(desk, "No thanks")
        assert (the_one(desk).how_to_find, the_one(desk).referral.state) == ("", ReferralState.DECLINED)
        assert BED not in said(desk)
        assert "Emergency department: They said no thanks" in said(desk)
        desk.press("Ctrl+Z")
        desk.settle()
        assert (the_one(desk).how_to_find, the_one(desk).is_mine) == (BED, True)
        assert BED in said(desk)


def test_meeting_ends_it_and_begins_a_note_there(home: Path) -> None:
    with a_vault(home, "Devon Achebe") as vault:
        add(vault, "obs")
    with open_desk(home) as desk:
        enter(desk)
        press(desk, "We met")
        assert the_one(desk).referral.state is ReferralState.MET
        begun = form_of(desk).draft()
        assert (begun.setting, begun.outcome, begun.handle) == ("obs", "met", "")


def test_it_is_passed_with_one_line_and_only_with_a_yes(tmp_path: Path) -> None:
    with two_peers(tmp_path) as two:
        record = add(two.marisol)
        two.marisol.close()
        with open_desk(two.hospital.folder / "homes" / "Marisol Vega", PASSPHRASE) as desk:
            enter(desk)
            press(desk, "Pass on…")
            found = routes(desk).sheet
            assert isinstance(found, PassSheet)
            assert nameless(found) == []
            desk.press("Ctrl+Return")
            desk.settle()
            assert the_one(desk).referral.state is ReferralState.OPEN
            found.agreed.setChecked(True)
            found.prompt.set_text("Asks for somebody from here")
            desk.press("Ctrl+Return")
            desk.settle()
            one = the_one(desk)
            assert (one.referral.id, one.passed_to, one.passed) == (record, "Ruth Lind", HandoffState.WAITING)
            assert "Emergency department: Offered to Ruth" in said(desk)
            assert "Between peers" in said(desk)


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("en", 100, (900, 600)), ("es", 100, (1280, 800)), ("es", 200, (1366, 768))]
)
def test_nothing_is_cut_off(home: Path, waiting: RecordId, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        draft = IntroductionDraft(to="Harbor House", handle="Blue Heron 27", agreed=True, how="call_together")
        add_introduction(vault_of(desk), draft, datetime.now(UTC), os.urandom)
        enter(desk)
        page = routes(desk).page
        assert nameless(desk.door.frame) == []
        assert (clipped(page), small(page), beyond(page), squeezed(page)) == ([], [], [], [])
        desk.press("R")
        desk.settle()
        sheet(desk)._more.open_row()
        desk.settle()
        assert (clipped(sheet(desk)), small(sheet(desk)), beyond(sheet(desk))) == ([], [], [])
        desk.press("Escape")
        desk.settle()
        page.introduction_asked.emit("")
        desk.settle()
        form = introduction_sheet(desk)
        assert (clipped(form), small(form), beyond(form)) == ([], [], [])


def introduction_sheet(desk: WatchedDesk) -> IntroductionSheet:
    found = routes(desk).introductions.sheet
    assert found is not None
    return found


def test_an_introduction_wants_a_yes_and_what_came_of_it_is_one_press(home: Path) -> None:
    with open_desk(home) as desk:
        enter(desk)
        press(desk, "New introduction")
        form = introduction_sheet(desk)
        assert nameless(form) == []
        form.to.edit.setFocus()
        type_words("Harbor House")
        desk.press("Ctrl+Return")
        desk.settle()
        shown = [one.text() for one in form.findChildren(QLabel) if one.isVisible()]
        assert "Ask them first. When they want to be introduced, tick it." in shown
        form.agreed.setChecked(True)
        form.who.set_text("J.")
        desk.press("Ctrl+Return")
        desk.settle()
        assert routes(desk).introductions.sheet is None
        assert {"Harbor House", "Not known yet"} <= set(said(desk))
        press(desk, "Connected")
        (one,) = introduction_list(vault_of(desk))
        assert (one.handle, one.introduction.result) == ("J.", IntroductionResult.CONNECTED)
        press(desk, "Change")
        introduction_sheet(desk).delete_asked.emit()
        desk.settle()
        assert introduction_list(vault_of(desk)) == ()
        desk.press("Ctrl+Z")
        desk.settle()
        assert len(introduction_list(vault_of(desk))) == 1
