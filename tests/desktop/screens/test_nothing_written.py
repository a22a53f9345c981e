"""Nothing written: one press counts the encounter or keeps nothing, and no byte of what was typed stays."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.nothing_sheet import NothingSheet
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Outcome, Setting
from peerdesk.work.backups import back_up, backups_here
from peerdesk.work.counting import counted_this_week
from peerdesk.work.encounters import drafts, encounter_page, search
from tests.desktop.desks import beyond, click, clipped, nameless, open_desk, peer, small, type_words
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_today import today
from tests.support.residue import residue

CANARY = "Quetzalcanary"
pytestmark = pytest.mark.usefixtures("temporary_folder_of_its_own")


def sheet_of(desk: WatchedDesk) -> NothingSheet:
    desk.settle()
    sheet = peer(desk).day.nothing.sheet
    assert sheet is not None
    return sheet


def counted(desk: WatchedDesk) -> list[tuple[Setting, Outcome]]:
    return [(one.setting, one.outcome) for one in counted_this_week(vault_of(desk), today().date())]


def type_everything(desk: WatchedDesk) -> None:
    """Fill a new note by hand, and have it kept as a jot while that goes on."""
    desk.press("Ctrl+N", "1", "B")
    form = peer(desk).writing.form
    assert form is not None
    for part in ("who", "memory", "words"):
        form.parts.open_part(part)
        desk.settle()
        type_words(f"{CANARY} {part}")
        peer(desk).writing.writer.flush()
        desk.settle()
    assert len(drafts(vault_of(desk))) == 1


def press_nothing(desk: WatchedDesk) -> NothingSheet:
    form = peer(desk).writing.form
    assert form is not None
    click(form.nothing)
    return sheet_of(desk)


def test_keep_nothing_keeps_nothing_anywhere(home: Path) -> None:
    with open_desk(home) as desk:
        type_everything(desk)
        vault = vault_of(desk)
        back_up(vault, today())
        assert residue(vault, CANARY)
        click(press_nothing(desk).forget)
        desk.settle()
        desk.wait(lambda: not residue(vault, CANARY), "the backup to be made anew")
        assert (drafts(vault), encounter_page(vault), search(vault, CANARY)) == ((), (), ())
        with vault.read() as tx:
            assert tx.outbox.fresh(tx.own_space, 10) == ()
            assert tx.individuals.recent(10) == ()
            assert tx.follow_ups.open_until(today().date()) == ()
        assert len(backups_here(vault.folder)) == 1
        assert peer(desk).writing.form is None
        assert CANARY not in QGuiApplication.clipboard().text()
        # There is nothing to undo, and going on and locking bring nothing back.
        desk.press("Ctrl+Z", "Ctrl+N", "Escape")
        peer(desk).keep_draft()
        desk.settle()
        assert drafts(vault) == ()


def test_a_count_is_three_keys_without_a_form(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+Shift+J")
        sheet = sheet_of(desk)
        assert not sheet.forget.isVisible()
        desk.press("3", "Ctrl+Return")
        desk.settle()
        assert counted(desk) == [(Setting.ED, Outcome.DECLINED)]
        assert encounter_page(vault_of(desk)) == ()
        assert peer(desk).today._counted.text() == "Only counted this week: 1"
        desk.press("Ctrl+Z")
        desk.settle()
        assert counted(desk) == []
        assert not peer(desk).today._counted.isVisible()


def test_a_count_from_the_form_takes_three_answers_and_leaves_the_rest_behind(home: Path) -> None:
    with open_desk(home) as desk:
        type_everything(desk)
        click(press_nothing(desk).count)
        desk.settle()
        (one,) = counted_this_week(vault_of(desk), today().date())
        assert (one.outcome, [code.value for code in one.support]) == (Outcome.MET, ["listened"])
        assert residue(vault_of(desk), CANARY) == []
        assert drafts(vault_of(desk)) == ()
        assert peer(desk).place == "today"


def test_nothing_says_that_something_is_missing_and_nothing_asks_to_be_finished(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+Shift+J")
        sheet = sheet_of(desk)
        desk.press("Ctrl+Return")
        assert sheet._missing.text() == "Choose how it went."
        desk.press("1", "Ctrl+Return")
        assert sheet._missing.text() == "Choose at least one kind of support."
        desk.press("A", "Ctrl+Return")
        desk.settle()
        assert len(counted(desk)) == 1
        assert peer(desk).today_model._jots == {}


def test_going_back_leaves_the_note_as_it_was(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "3")
        press_nothing(desk)
        desk.press("Escape")
        desk.settle()
        form = peer(desk).writing.form
        assert form is not None
        assert form.draft().outcome == "declined"
        assert counted(desk) == []


def test_a_note_that_is_kept_already_is_not_offered_to_be_unwritten(home: Path) -> None:
    with open_desk(home) as desk:
        peer(desk).writing.begin(EncounterDraft(setting="ed", outcome="declined"), place="")
        desk.press("Ctrl+Return")
        desk.settle()
        note = encounter_page(vault_of(desk))[0].id
        desk.show("notes", note)
        desk.press("Ctrl+E")
        desk.settle()
        form = peer(desk).writing.form
        assert form is not None
        assert not form.nothing.isVisible()


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("en", 100, (900, 600)), ("es", 200, (1366, 768)), ("en", 200, (1366, 768))],
)
def test_every_word_has_room(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        desk.press("Ctrl+N", "1")
        desk.settle()
        assert beyond(desk.door.frame) == []
        assert clipped(peer(desk).writing.form or desk.door.frame) == []
        sheet = press_nothing(desk)
        assert clipped(sheet) == []
        assert small(sheet) == []
        assert nameless(sheet) == []
