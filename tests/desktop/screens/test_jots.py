"""Jots: one key and one line, a list on Today, a note prefilled from it, and a way back after it was let go."""

from pathlib import Path

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.domain.shift import ShiftDraft
from peerdesk.work.encounters import drafts, encounter_page
from tests.desktop.desks import nameless, open_desk, peer, type_words
from tests.desktop.screens.test_quick_note import vault_of


def jot(desk: WatchedDesk, line: str) -> None:
    desk.press("Ctrl+J")
    desk.settle()
    if line:
        type_words(line)
    desk.press("Return")
    desk.settle()


def titles(desk: WatchedDesk) -> list[str]:
    return [kept.draft.memory for kept in drafts(vault_of(desk))]


def test_one_key_and_a_line_keep_a_jot_that_begins_where_the_shift_is(home: Path) -> None:
    with open_desk(home) as desk:
        peer(desk).day.shift.model.start(ShiftDraft(setting="street"))
        desk.settle()
        jot(desk, "Bay 4, bus card")
        (kept,) = drafts(vault_of(desk))
        assert (kept.draft.memory, kept.draft.setting) == ("Bay 4, bus card", "street")


def test_a_jot_may_have_no_words(home: Path) -> None:
    with open_desk(home) as desk:
        jot(desk, "")
        assert titles(desk) == [""]


def test_esc_keeps_none(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+J")
        desk.settle()
        type_words("not this")
        sheet = peer(desk).day.jots.sheet
        assert sheet is not None
        assert nameless(sheet) == []
        desk.press("Escape")
        desk.settle()
        assert titles(desk) == []


def test_finishing_opens_the_note_with_the_line_and_the_jot_goes_once_it_is_saved(home: Path) -> None:
    with open_desk(home) as desk:
        jot(desk, "Bay 4, bus card")
        key = drafts(vault_of(desk))[0].id
        peer(desk).today.jot_opened.emit(key)
        desk.settle()
        form = peer(desk).writing.form
        assert form is not None
        assert form.draft().memory == "Bay 4, bus card"
        form.enter()
        desk.press("3")
        assert len(drafts(vault_of(desk))) == 1
        desk.press("Ctrl+Return")
        desk.settle()
        assert titles(desk) == []
        assert len(encounter_page(vault_of(desk))) == 1


def test_a_jot_that_was_let_go_comes_back_as_it_was(home: Path) -> None:
    with open_desk(home) as desk:
        jot(desk, "Bay 4, bus card")
        (before,) = drafts(vault_of(desk))
        peer(desk).today.jot_dropped.emit(before.id)
        desk.settle()
        assert titles(desk) == []
        desk.press("Ctrl+Z")
        desk.settle()
        assert drafts(vault_of(desk)) == (before,)
