"""A form that somebody was locked out of stands as it did when they come back, until it is kept or closed."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.follow_up_sheet import FollowUpSheet
from peerdesk.desktop.screens.introduction_sheet import IntroductionSheet
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.work.consents import find_individual
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.introductions import introduction_list
from peerdesk.work.unfinished import unfinished
from peerdesk.work.withdrawing import Wish, withdraw
from tests.desktop.desks import open_desk, peer
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import clock


def follow_up(desk: WatchedDesk) -> FollowUpSheet:
    desk.show("follow_ups")
    peer(desk).further.follow_ups.page.add_asked.emit()
    desk.settle()
    sheet = peer(desk).further.follow_ups.sheet
    assert sheet is not None
    return sheet


def introduction(desk: WatchedDesk, to: str = "") -> IntroductionSheet:
    desk.show("handoffs")
    handoffs = peer(desk).further.handoffs
    handoffs.page.introduction_asked.emit(to)
    desk.settle()
    sheet = handoffs.introductions.sheet
    assert sheet is not None
    return sheet


def test_a_follow_up_stands_as_it_did_before_a_lock_but_for_the_number_to_call(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        form = follow_up(desk)
        form.who.set_text("Blue Heron 27")
        form.what.set_text("the bus pass")
        form.safe.phone.set_text("555 0100")
        form.safe.agreed.setChecked(True)
        stood = form.form
        desk.door.lock()
    with open_desk(tmp_path) as desk:
        assert follow_up(desk).form == replace(stood, phone="")
        desk.press("Ctrl+Return")
        desk.settle()
        assert unfinished(vault_of(desk), "follow-up") == {}
        assert follow_up(desk).form.what == ""


def test_what_stood_about_somebody_who_changed_their_mind_is_not_offered_again(tmp_path: Path) -> None:
    note = EncounterDraft(setting="ed", outcome="declined", handle="Blue Heron 27")
    with open_desk(tmp_path) as desk:
        keep_encounter(vault_of(desk), note, clock(), os.urandom)
        follow_up(desk).who.set_text("Blue Heron 27")
        desk.door.lock()
    with open_desk(tmp_path) as desk:
        individual = find_individual(vault_of(desk), "Blue Heron 27")
        done = withdraw(vault_of(desk), individual, Wish(do_not_contact=True), clock(), os.urandom)
        assert desk.door.session is not None
        desk.door.session.announcer.tell(done.changes)
        desk.settle()
        assert follow_up(desk).form.handle == ""


def test_an_introduction_stands_as_it_did_and_goes_with_who_closes_it(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        form = introduction(desk)
        form.to.set_text("Harbor House")
        form.who.set_text("Red Maple 4")
        desk.door.lock()
    with open_desk(tmp_path) as desk:
        assert introduction(desk).draft.handle == "Red Maple 4"
        assert introduction_list(vault_of(desk)) == ()
        desk.press("Escape")
        desk.settle()
        assert introduction(desk).draft.to == ""


def test_an_introduction_to_a_place_that_was_picked_is_to_that_place(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        introduction(desk).who.set_text("Red Maple 4")
        desk.door.lock()
    with open_desk(tmp_path) as desk:
        draft = introduction(desk, "Harbor House").draft
        assert (draft.to, draft.handle) == ("Harbor House", "Red Maple 4")


@pytest.mark.parametrize("kept", [b"", b'{"nobody": "knows this", "what": "bus"}'])
def test_what_another_peerdesk_kept_of_a_form_is_no_hindrance(tmp_path: Path, kept: bytes) -> None:
    with open_desk(tmp_path) as desk, vault_of(desk).write() as tx:
        tx.settings.put("unfinished follow-up", kept)
    with open_desk(tmp_path) as desk:
        assert follow_up(desk).form.what == ("bus" if kept else "")
