"""One person's page: the way from a note, everything in one list, a merge that says what it means, and undo."""

import os
from pathlib import Path

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.person_sheets import OnePersonSheet, RenameSheet
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.work.consents import find_individual
from peerdesk.work.encounters import keep_many
from peerdesk.work.individuals import individual_list
from peerdesk.work.one_person import join_individuals
from peerdesk.work.withdrawing import Wish, withdraw
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import clock

HERON, FOX = "Blue Heron 27", "Quiet Fox 3"
NOTES = (
    EncounterDraft(setting="ed", outcome="declined", handle=HERON, memory="Asked about bus passes", follow_up="7d"),
    EncounterDraft(setting="street", outcome="met", support=("time",), handle=FOX),
    EncounterDraft(setting="clinic", outcome="left", handle=FOX, happened_on="2026-01-02"),
)


def on_the_page(desk: WatchedDesk, handle: str) -> None:
    keep_many(vault_of(desk), NOTES, clock(), os.urandom)
    desk.show("notes")
    peer(desk).list_model.search(handle)
    desk.settle()
    peer(desk).notes.list.setFocus()
    desk.press("Enter")
    desk.settle()
    peer(desk).further.person.way_in.setFocus()
    desk.press("Space")
    desk.settle()
    assert peer(desk).place == "person"


def titles(desk: WatchedDesk) -> list[str]:
    return [row.title for row in peer(desk).further.person.page.list.rows.rows]


def test_a_note_leads_to_everything_about_them_and_back(home: Path) -> None:
    with open_desk(home) as desk:
        on_the_page(desk, HERON)
        person = peer(desk).further.person
        assert person.page.title.text() == HERON
        assert (
            sorted(titles(desk)) == ["Follow-up", "Emergency  ·  They said no thanks"][::-1] or len(titles(desk)) == 2
        )
        assert desk.door.frame.windowTitle() == "One person"
        person.page.list.setFocus()
        desk.press("Down")
        desk.press("Enter")
        desk.settle()
        assert peer(desk).place == "detail"
        peer(desk).detail._back.click()
        desk.settle()
        assert peer(desk).place == "person"


def test_two_handles_become_one_person_after_it_was_said_what_that_means_and_undo_takes_it_back(home: Path) -> None:
    with open_desk(home) as desk:
        on_the_page(desk, FOX)
        withdraw(vault_of(desk), find_individual(vault_of(desk), HERON), Wish(do_not_contact=True), clock(), os.urandom)
        person = peer(desk).further.person
        person.page.same.click()
        desk.settle()
        sheet = person.sheet
        assert isinstance(sheet, OnePersonSheet)
        assert nameless(sheet) == []
        assert sheet.other.code() == HERON
        said = [one.text() for one in sheet.findChildren(type(person.page._also)) if one.isVisible()]
        assert "One of them asked not to be contacted. That holds for both." in said
        sheet.join.click()
        desk.settle()
        assert person.sheet is None
        assert [one.handle for one in individual_list(vault_of(desk))] == [FOX]
        assert person.page._asked.text() == "They asked not to be contacted."
        desk.press("Ctrl+Z")
        desk.settle()
        assert [one.handle for one in individual_list(vault_of(desk))] == [HERON, FOX]


def test_what_another_computer_put_together_shows_at_once(home: Path) -> None:
    with open_desk(home) as desk:
        on_the_page(desk, FOX)
        desk.show("follow_ups")
        follow_ups = peer(desk).further.follow_ups.page.list.rows
        peer(desk).further.follow_ups.reader.read()
        desk.settle()
        assert HERON in " ".join(row.read_aloud() for row in follow_ups.rows)
        joined = join_individuals(vault_of(desk), FOX, HERON, clock(), os.urandom).record
        assert desk.door.session is not None
        # What comes in names the saying and nobody else.
        desk.door.session.announcer.tell(Changes(records=frozenset({(RecordKind.ONE_PERSON, joined)})))
        desk.settle()
        assert FOX in " ".join(row.read_aloud() for row in follow_ups.rows)


def test_another_handle_is_taken_unless_somebody_has_it(home: Path) -> None:
    with open_desk(home) as desk:
        on_the_page(desk, FOX)
        person = peer(desk).further.person
        person.page.rename.click()
        desk.settle()
        sheet = person.sheet
        assert isinstance(sheet, RenameSheet)
        for taken, words in ((HERON, "Somebody else has"), ("Maria Lopez", "looks like a full name")):
            sheet.handle.set_text(taken)
            if taken == HERON:
                sheet.keep.click()
                desk.settle()
            assert words in sheet.problem.text()
        sheet.handle.set_text("Jo")
        sheet.keep.click()
        desk.settle()
        assert person.sheet is None
        assert person.page.title.text() == "Jo"


def test_everything_is_saved_as_a_file_for_this_account_with_a_notice_on_each_page(home: Path, tmp_path: Path) -> None:
    with open_desk(home) as desk:
        on_the_page(desk, FOX)
        person, file = peer(desk).further.person, tmp_path / "mine.pdf"
        person.ask_file = lambda _window, _name: str(file)
        person.page.save.click()
        desk.wait(file.exists, "the file")
        desk.settle()
        assert file.read_bytes().startswith(b"%PDF")
        assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("language", "percent", "size"), [("es", 200, (1366, 768)), ("es", 100, (900, 600))])
def test_it_fits_a_small_window_and_large_text(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        on_the_page(desk, FOX)
        page = peer(desk).further.person.page
        assert (nameless(page), clipped(page), small(page), beyond(page)) == ([], [], [], [])
