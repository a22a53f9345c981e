"""The shift on Today: begun in three clicks or in one, notes begin there, and the end is calm."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_shift import ShiftRoutes
from peerdesk.desktop.screens.shift_bar import ShiftBar
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.shift import ShiftDraft
from peerdesk.domain.vocabulary import Language, Setting
from peerdesk.work.shifts import shift_now, start_shift
from tests.desktop.desks import beyond, click, clipped, nameless, open_desk, peer, small, type_words
from tests.desktop.screens.test_handover import desk_of
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_today import today
from tests.work.two_peers import two_peers


def bar(desk: WatchedDesk) -> ShiftBar:
    return peer(desk).today.shift


def shift(desk: WatchedDesk) -> ShiftRoutes:
    return peer(desk).day.shift


def start(desk: WatchedDesk, setting: str) -> None:
    """Begin a shift with three clicks."""
    click(bar(desk)._first)
    desk.settle()
    sheet = shift(desk).sheet
    assert sheet is not None
    click(sheet.where.chip(setting))
    click(sheet.go)
    desk.settle()


def form_draft(desk: WatchedDesk) -> EncounterDraft:
    form = peer(desk).writing.form
    assert form is not None
    return form.draft()


def test_three_clicks_begin_a_shift_and_the_next_note_begins_there(home: Path) -> None:
    with open_desk(home) as desk:
        start(desk, "inpatient")
        current = shift_now(vault_of(desk)).current
        assert current is not None
        assert current.setting is Setting.INPATIENT
        assert bar(desk)._title.text().endswith("shift, Hospital unit")
        desk.press("Ctrl+N")
        assert form_draft(desk).setting == "inpatient"
        form = peer(desk).writing.form
        assert form is not None
        assert form._from.text() == "from your shift"


def test_language_and_mode_begin_every_note_and_an_untouched_form_leaves_no_jot(home: Path) -> None:
    with open_desk(home) as desk:
        said = ShiftDraft(setting="street", unit="4 West", language="es", mode="phone")
        shift(desk).model.start(said)
        desk.settle()
        desk.press("Ctrl+N")
        draft = form_draft(desk)
        assert (draft.setting, draft.language, draft.mode) == ("street", "es", "phone")
        desk.press("Escape")
        desk.settle()
        with vault_of(desk).read() as tx:
            assert tx.drafts.all() == ()


def test_one_click_begins_as_last_time(home: Path) -> None:
    with open_desk(home) as desk:
        assert not bar(desk)._second.isVisible()
        start(desk, "street")
        shift(desk).model.end()
        desk.settle()
        assert bar(desk)._second.text() == "Same as last time"
        click(bar(desk)._second)
        desk.settle()
        current = shift_now(vault_of(desk)).current
        assert current is not None
        assert current.setting is Setting.STREET


def test_it_moves_in_the_middle_of_a_shift(home: Path) -> None:
    with open_desk(home) as desk:
        start(desk, "ed")
        click(bar(desk)._second)
        desk.settle()
        sheet = shift(desk).sheet
        assert sheet is not None
        assert sheet.draft.setting == "ed"
        sheet.unit.setFocus()
        type_words("4 West")
        sheet.where.toggle("inpatient")
        desk.press("Ctrl+Return")
        desk.settle()
        current = shift_now(vault_of(desk)).current
        assert current is not None
        assert (current.setting, current.unit) == (Setting.INPATIENT, "4 West")
        assert bar(desk)._title.text().endswith("Hospital unit, 4 West")


def test_without_a_place_the_sheet_says_what_it_needs(home: Path) -> None:
    with open_desk(home) as desk:
        click(bar(desk)._first)
        desk.settle()
        sheet = shift(desk).sheet
        assert sheet is not None
        sheet.where.set_codes([])
        desk.press("Ctrl+Return")
        assert sheet.isVisible()
        assert sheet._missing.text() == "Choose where you are."
        desk.press("Escape")
        desk.settle()
        assert shift_now(vault_of(desk)).last is None


def test_the_end_tells_what_waits_and_can_be_undone(home: Path) -> None:
    with open_desk(home) as desk:
        start(desk, "ed")
        desk.press("Ctrl+N", "1", "B", "Escape")
        desk.settle()
        click(bar(desk)._first)
        desk.settle()
        sheet = shift(desk).end_sheet
        assert sheet is not None
        assert not sheet.hand_over.isVisible()
        assert nameless(sheet) == []
        click(sheet.end)
        desk.settle()
        assert shift_now(vault_of(desk)).current is None
        desk.press("Ctrl+Z")
        desk.settle()
        assert shift_now(vault_of(desk)).current is not None


def test_the_end_offers_to_hand_over_and_the_shift_goes_on_meanwhile(tmp_path: Path) -> None:
    with two_peers(tmp_path) as two:
        two.follow_up("Blue Heron 27")
        two.marisol.close()
        with desk_of(two, "Marisol Vega") as desk:
            start(desk, "ed")
            click(bar(desk)._first)
            desk.settle()
            sheet = shift(desk).end_sheet
            assert sheet is not None
            click(sheet.hand_over)
            desk.settle()
            assert peer(desk).day.handovers.sheet is not None
            assert shift_now(vault_of(desk)).current is not None


def test_one_from_another_day_is_asked_about_and_goes_on_when_told_so(home: Path) -> None:
    with open_desk(home) as desk:
        yesterday = today() - timedelta(days=1)
        begun = start_shift(vault_of(desk), ShiftDraft(setting="ed", language="es"), yesterday, desk_rng)
        peer(desk).day.shift.model.read()
        desk.settle()
        assert bar(desk)._line.text() == "It began on another day. Still on it?"
        click(bar(desk)._second)
        desk.settle()
        assert bar(desk)._line.text().endswith("in person, Spanish")
        current = shift_now(vault_of(desk)).current
        assert current == begun.shift
        assert current.language is Language.ES


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("en", 100, (900, 600)), ("es", 100, (1280, 800)), ("es", 200, (1366, 768)), ("en", 200, (1366, 768))],
)
def test_every_word_has_room(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        said = ShiftDraft(setting="obs", unit="4 West, the long corridor behind the lift"[:40], language="es")
        shift(desk).model.start(said)
        desk.settle()
        assert_has_room(bar(desk), desk.door.frame)
        shift(desk).open_sheet()
        desk.settle()
        sheet = shift(desk).sheet
        assert sheet is not None
        assert_has_room(sheet, sheet)
        desk.press("Escape")
        desk.settle()
        shift(desk).model.look_at_end()
        desk.settle()
        end = shift(desk).end_sheet
        assert end is not None
        assert_has_room(end, end)


def assert_has_room(part: QWidget, window: QWidget) -> None:
    assert clipped(part) == []
    assert small(part) == []
    assert nameless(part) == []
    assert beyond(window) == []


def desk_rng(count: int) -> bytes:
    return bytes(count)
