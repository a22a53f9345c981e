"""Two peers on one supervisor's list: words go to whom they were begun for, and only a step of the reader's opens."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.review import ReviewScreen
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.shared_search import SharedSearch
from peerdesk.work.sharing import find_reader, share, stop_sharing
from peerdesk.work.supervision import review_item, review_queue
from tests.desktop.desks import open_desk, type_words
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line, review
from tests.support.hospital import PASSPHRASE, SUPERVISED, Hospital, a_hospital, clock
from tests.work.ward import NOTE

TOMAS, DEVON, MARISOL = "Tomas Okafor", "Devon Achebe", "Marisol Vega"
HERON, WREN, FINCH = "Blue Heron 1", "Amber Wren 2", "Gold Finch 3"


def give(hospital: Hospital, name: str, handle: str, *, asks: bool = False) -> RecordId:
    """Let somebody share a note, and return it."""
    vault, now = hospital.opened(name), clock()
    draft = replace(NOTE, handle=handle, memory="", follow_up="", bring_to_supervision=asks)
    note = keep_encounter(vault, draft, now, os.urandom).id
    share(vault, note, find_reader(vault, TOMAS, now), now)
    hospital.sync(vault)
    vault.close()
    return note


def take_back(hospital: Hospital, name: str, note: RecordId) -> None:
    vault = hospital.opened(name)
    stop_sharing(vault, note)
    hospital.sync(vault)
    vault.close()


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path, joined=(*SUPERVISED, (MARISOL, Role.PEER, TOMAS))) as hospital:
        for name in (TOMAS, DEVON, MARISOL):
            hospital.join(name, Role.SUPERVISOR if name == TOMAS else Role.PEER, "" if name == TOMAS else TOMAS).close()
        yield hospital


@contextmanager
def desk_of_tomas(hospital: Hospital) -> Iterator[WatchedDesk]:
    vault = hospital.opened(TOMAS)
    hospital.sync(vault)
    vault.close()
    with open_desk(hospital.folder / "homes" / TOMAS, PASSPHRASE, remotes=Line(hospital)) as desk:
        desk.settle()
        yield desk


def sync(desk: WatchedDesk) -> None:
    desk.press("F5")
    desk.settle()


def page(desk: WatchedDesk) -> ReviewScreen:
    return review(desk).review


def opened(desk: WatchedDesk) -> set[str]:
    queue = review_queue(vault_of(desk))
    return {one.received.item.projection.handle for one in queue if not one.received.is_new}


def comments(desk: WatchedDesk) -> dict[str, list[str]]:
    """Return what was said about each note that is listed."""
    vault = vault_of(desk)
    found = [review_item(vault, one.received.item.id) for one in review_queue(vault)]
    return {one.received.item.projection.handle: [said.text for said in one.comments] for one in found}


def test_words_about_a_note_that_goes_reach_nobody_and_no_letter_of_them_opens_another(hospital: Hospital) -> None:
    heron = give(hospital, DEVON, HERON, asks=True)
    give(hospital, MARISOL, WREN)
    with desk_of_tomas(hospital) as desk:
        desk.press("J", "C")
        type_words("For Devon alone")
        desk.settle()
        assert opened(desk) == {HERON}
        take_back(hospital, DEVON, heron)
        sync(desk)
        assert page(desk).list.current_key() is None
        assert {"It is not on the list any more"} <= set(said(page(desk)))
        assert any("What you wrote was not sent." in line for line in said(page(desk)))
        # They were about to go on: "just talk", and Ctrl+Enter.
        desk.press("J", "U", "S", "T", "Space", "T", "A", "L", "K", "Ctrl+Return")
        desk.settle()
        assert comments(desk) == {WREN: []}
        assert opened(desk) == set()
        assert review_queue(vault_of(desk))[0].received.answer is None


def test_a_draft_waits_with_its_own_note_and_is_sent_there(hospital: Hospital) -> None:
    give(hospital, DEVON, HERON, asks=True)
    give(hospital, MARISOL, WREN)
    with desk_of_tomas(hospital) as desk:
        # No key waits for what the one before it led to.
        desk.press("J", "C")
        type_words("For Devon alone")
        desk.press("F6", "J", "C", "Ctrl+Return")
        assert page(desk).item.draft() == ""
        type_words("For Marisol")
        desk.press("F6", "K", "C")
        assert page(desk).item.draft() == "For Devon alone"
        desk.press("Ctrl+Return")
        desk.settle()
        assert comments(desk) == {HERON: ["For Devon alone"], WREN: []}
        desk.press("F6", "J")
        assert page(desk).item.draft() == "For Marisol"


def test_nothing_that_arrives_or_goes_and_no_page_that_is_come_to_opens_anything(hospital: Hospital) -> None:
    with desk_of_tomas(hospital) as desk:
        desk.show("library")
        heron = give(hospital, DEVON, HERON, asks=True)
        sync(desk)
        assert opened(desk) == set()
        desk.show("review")
        assert "Nothing is open" in said(page(desk))
        assert opened(desk) == set()
        give(hospital, MARISOL, WREN)
        sync(desk)
        assert opened(desk) == set()
        desk.press("Return")
        desk.settle()
        assert opened(desk) == {HERON}
        take_back(hospital, DEVON, heron)
        sync(desk)
        assert opened(desk) == set()
        desk.show("library")
        desk.show("review")
        assert opened(desk) == set()
        assert "Nothing is open" in said(page(desk))


def test_a_search_opens_nothing_and_enter_never_opens_what_it_has_not_found(hospital: Hospital) -> None:
    give(hospital, DEVON, HERON, asks=True)
    give(hospital, MARISOL, WREN)
    give(hospital, MARISOL, FINCH)
    with desk_of_tomas(hospital) as desk:
        field, listed = desk.search_field(), page(desk).list
        desk.press("Ctrl+F")
        type_words("nobody is called so")
        desk.settle()
        field.clear()
        QTest.keyClick(field, Qt.Key.Key_Return)
        desk.settle()
        assert opened(desk) == set()
        # What is looked for has not been answered yet, and the rows of before still stand there.
        field.setText("finch")
        QTest.keyClick(field, Qt.Key.Key_Return)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_C):
            QTest.keyClick(listed, key)
        desk.settle()
        assert opened(desk) == set()
        desk.press("Return")
        desk.settle()
        assert opened(desk) == {FINCH}
    with desk_of_tomas(hospital) as desk:
        before = opened(desk)
        desk.show("library")
        desk.press("Ctrl+F")
        type_words("wren")
        desk.settle()
        assert page(desk).isVisible()
        assert desk.search_field().hasFocus()
        assert opened(desk) == before


def test_what_is_opened_or_answered_changes_its_line_at_once_and_the_list_is_read_once_the_hand_rests(
    hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    heron = give(hospital, DEVON, HERON, asks=True)
    give(hospital, MARISOL, WREN)
    with desk_of_tomas(hospital) as desk:
        model, reads, find = review(desk).model, [], SharedSearch.find
        monkeypatch.setattr(SharedSearch, "find", lambda *all_, **more: reads.append(0) or find(*all_, **more))

        def lines() -> list[tuple[bool, list[str]]]:
            return [(row.fresh, [badge.text for badge in row.badges]) for row in page(desk).list.rows.rows if row.key]

        assert lines() == [(True, ["Bring up"]), (True, [])]
        model._rest.setInterval(60_000)
        desk.press("J")
        desk.settle()
        assert (lines(), model._fresh) == ([(False, ["Bring up"]), (True, [])], 1)
        desk.press("R")
        desk.settle()
        assert lines()[0] == (False, ["Seen"])
        assert reads == []
        model._rest.start(0)
        desk.wait(lambda: bool(reads), "the list")
        desk.settle()
        assert (lines(), model._fresh) == ([(False, ["Seen"]), (True, [])], 1)
        # What was taken back is in nothing that is kept for the next time.
        assert len(model._made) == 2
        take_back(hospital, DEVON, heron)
        sync(desk)
        assert [row.title for _, _, row in model._made.values()] == [WREN]
