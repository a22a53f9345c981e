"""What was in the box of the peers, on a supervisor's desk: entered by keys, refused with nothing lost, undone."""

import csv
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_report import ReportRoutes
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.pulse_sheet import PulseSheet
from peerdesk.desktop.widgets.bars import Bar
from peerdesk.desktop.widgets.figure_table import FigureList
from peerdesk.desktop.widgets.focus_ring import FocusRing
from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import RecordId
from peerdesk.domain.peer_pulse import Statement
from peerdesk.work.own_days import PULSES
from peerdesk.work.peer_pulse import keep_pulse, quarters_to_enter
from tests.desktop.desks import nameless, open_door
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import PASSPHRASE, SUPERVISED, Hospital, a_hospital, clock
from tests.work.test_peer_pulse import BOX
from tests.work.test_taking_back import everything_in

REPLACES = "This quarter was entered before. Saving takes its place."


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path, joined=SUPERVISED) as made:
        yield made


@pytest.fixture
def desk(hospital: Hospital) -> Iterator[WatchedDesk]:
    hospital.join(*SUPERVISED[0]).close()
    with open_door(hospital.folder / "homes" / "Tomas Okafor", remotes=hospital.remotes) as opened:
        opened.unlock(PASSPHRASE)
        opened.show("report")
        opened.settle()
        yield opened


def report(desk: WatchedDesk) -> ReportRoutes:
    assert isinstance(desk.routes, SupervisorRoutes)
    return desk.routes.report


def form(desk: WatchedDesk) -> PulseSheet:
    sheet = report(desk).pulses.sheet
    assert isinstance(sheet, PulseSheet)
    return sheet


def press(desk: WatchedDesk, root: QWidget, words: str) -> None:
    next(one for one in root.findChildren(QAbstractButton) if one.isVisible() and one.text() == words).click()
    desk.settle()


def type_in(*texts: str) -> None:
    """Type numbers as somebody counts them: each one, and Enter, which goes to the next field."""
    for text in texts:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        QTest.keyClick(focus, "\r")


def quarters(desk: WatchedDesk) -> tuple[str, ...]:
    """What the form offers today, which is never the same for long."""
    return quarters_to_enter(report(desk).pulses._bench.today())


def enter(desk: WatchedDesk, quarter: str) -> RecordId:
    """Enter eight slips beside the form, as another computer does."""
    record, changes = keep_pulse(vault_of(desk), replace(BOX, quarter=quarter), clock(), os.urandom)
    announce(desk, changes)
    return record


def announce(desk: WatchedDesk, changes: Changes) -> None:
    report(desk).pulses._bench.announcer.tell(changes)
    desk.settle()


def add_anew(desk: WatchedDesk) -> None:
    desk.press("Escape")
    report(desk).pulses.add()
    desk.settle()


def pick(sheet: PulseSheet, quarter: str) -> None:
    sheet.quarters.set_code(quarter)
    sheet.quarters.picked.emit(quarter)


def test_a_box_is_counted_by_number_keys_and_enter_and_undone(desk: WatchedDesk) -> None:
    press(desk, report(desk).page, "Enter what was in the box")
    assert nameless(form(desk)) == []
    type_in("8", "4", "2", "1", "1", "", "3", "2", "2", "", "", "", "", "", "", "", "1", "1", "", "", "", "8")
    desk.press("Ctrl+Return")
    desk.settle()
    assert report(desk).pulses.sheet is None
    (kept,) = PULSES.all(vault_of(desk))
    assert (kept.slips, kept.ticks) == (
        8,
        {Statement.SUPPORT: (4, 2, 1, 1, 0), Statement.ROLE: (3, 2, 2, 0, 0), Statement.FRIEND: (8, 0, 0, 0, 0)},
    )
    assert any(line.startswith("8 slips") for line in said(report(desk).page))
    desk.press("Ctrl+Z")
    desk.settle()
    assert PULSES.all(vault_of(desk)) == ()


def test_each_row_says_what_it_adds_up_to_while_somebody_counts(desk: WatchedDesk) -> None:
    report(desk).pulses.add()
    desk.settle()
    sheet = form(desk)
    fields, told = sheet.grid.fields, sheet.grid.sums[Statement.SUPPORT]
    fields[0, 0].setText("4")
    assert told.text() == "4 in all"
    sheet.slips.set_text("8")
    assert told.text() == "4 of 8. Under five: no numbers are kept"
    fields[0, 1].setText("3")
    assert told.text() == "7 of 8. Left empty: 1"
    fields[0, 4].setText("1")
    assert told.text() == "8 of 8"
    assert not fields[0, 0].property("problem")
    fields[0, 2].setText("2")
    assert told.text() == "10 of 8 slips: count again"
    assert all(fields[0, column].property("problem") for column in range(5))
    assert fields[0, 3].accessibleDescription() == told.text()
    fields[0, 2].setText("x")
    assert told.text() == "Numbers only, or nothing"


def test_arrows_go_up_and_down_and_the_last_enter_reaches_save(desk: WatchedDesk) -> None:
    report(desk).pulses.add()
    desk.settle()
    fields = form(desk).grid.fields
    fields[1, 3].setFocus()
    desk.press("Down", "Down")
    assert QApplication.focusWidget() is fields[3, 3]
    desk.press("Up")
    assert QApplication.focusWidget() is fields[2, 3]
    fields[4, 4].setFocus()
    desk.press("Return")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QAbstractButton)
    assert focus.text() == "Save"


def test_what_cannot_be_kept_is_named_where_it_stands_and_nothing_is_lost(desk: WatchedDesk) -> None:
    before = everything_in(vault_of(desk))
    report(desk).pulses.add()
    desk.settle()
    sheet = form(desk)
    sheet.slips.set_text("4")
    sheet.grid.fill({Statement.RESPECT: ("3", "1", "", "", "")})
    draft = sheet.draft
    desk.press("Ctrl+Return")
    desk.settle()
    assert "Leave the box closed until five are in it. They can wait for the next quarter." in said(sheet)
    assert QApplication.focusWidget() is sheet.slips.edit
    assert sheet.draft == draft
    sheet.slips.set_text("8")
    sheet.grid.fill({Statement.RESPECT: ("6", "3", "", "", "")})
    draft = sheet.draft
    desk.press("Ctrl+Return")
    desk.settle()
    wrong = "“The staff respect me.” adds up to 9, and there are 8 slips. Count this line again."
    assert wrong in said(sheet)
    assert QApplication.focusWidget() is sheet.grid.fields[3, 0]
    ring = sheet.findChild(FocusRing)
    assert isinstance(ring, FocusRing)
    assert ring.target is sheet.grid.fields[3, 0]
    assert sheet.draft == draft
    sheet.grid.fill({Statement.RESPECT: ("6", "x", "", "", "")})
    desk.press("Ctrl+Return")
    desk.settle()
    assert "“The staff respect me.” takes whole numbers. Leave empty what nobody ticked." in said(sheet)
    sheet.slips.set_text("")
    desk.press("Ctrl+Return")
    desk.settle()
    assert "Say how many slips were in the box." in said(sheet)
    desk.press("Escape")
    desk.settle()
    assert everything_in(vault_of(desk)) == before


def test_a_quarter_that_was_entered_is_said_to_be_so_replaced_changed_and_deleted(desk: WatchedDesk) -> None:
    (first, second), vault = quarters(desk)[:2], vault_of(desk)
    enter(desk, first)
    pulses = report(desk).pulses
    pulses.add()
    desk.settle()
    sheet = form(desk)
    assert (sheet.quarters.code(), REPLACES in said(sheet)) == (second, False)
    pick(sheet, first)
    assert REPLACES in said(sheet)
    sheet.slips.set_text("11")
    desk.press("Ctrl+Return")
    desk.settle()
    assert [(one.quarter, one.slips) for one in PULSES.all(vault)] == [(first, 11)]
    press(desk, report(desk).page, "Change")
    sheet = form(desk)
    assert sheet.draft.slips == "11"
    sheet.slips.set_text("12")
    desk.press("Ctrl+Return")
    desk.settle()
    assert [(one.quarter, one.slips) for one in PULSES.all(vault)] == [(first, 12)]
    press(desk, report(desk).page, "Change")
    press(desk, form(desk), "Delete")
    assert PULSES.all(vault) == ()
    desk.press("Ctrl+Z")
    desk.settle()
    assert [one.slips for one in PULSES.all(vault)] == [12]


def test_a_quarter_entered_again_after_it_was_deleted_says_so_and_has_no_undo(desk: WatchedDesk) -> None:
    quarter, vault = quarters(desk)[0], vault_of(desk)
    PULSES.delete(vault, enter(desk, quarter))
    report(desk).pulses.add()
    desk.settle()
    sheet = form(desk)
    assert (sheet.quarters.code(), REPLACES in said(sheet)) == (quarter, True)
    sheet.slips.set_text("11")
    desk.press("Ctrl+Return")
    desk.settle()
    desk.press("Ctrl+Z")
    desk.settle()
    assert ([one.slips for one in PULSES.all(vault)], PULSES.all(vault, deleted=True)) == ([11], ())


def test_the_quarter_is_proposed_only_as_long_as_nobody_touched_the_form(desk: WatchedDesk) -> None:
    first, second, third, fourth = quarters(desk)[:4]
    record = enter(desk, first)
    report(desk).pulses.add()
    pick(form(desk), third)
    desk.settle()
    assert form(desk).quarters.code() == third, "picked before the list was read"
    type_in("", "4")
    enter(desk, third)
    assert (form(desk).draft.quarter, form(desk).draft.slips, REPLACES in said(form(desk))) == (third, "", True)
    for begin in (lambda sheet: sheet.grid.fields[0, 0].setText("4"), lambda sheet: sheet.slips.set_text("8")):
        add_anew(desk)
        begin(form(desk))
        form(desk).slips.set_text("")
        announce(desk, PULSES.delete(vault_of(desk), record))
        assert form(desk).quarters.code() == second, "numbers stand in it, or stood in it"
        PULSES.undelete(vault_of(desk), record)
    add_anew(desk)
    enter(desk, second)
    assert form(desk).quarters.code() == fourth, "nobody has begun"


def test_the_report_of_its_quarter_shows_it_as_a_chart_a_table_a_file_and_on_paper(
    desk: WatchedDesk, tmp_path: Path
) -> None:
    enter(desk, "2024-Q2")
    routes = report(desk)
    desk.show("review")
    desk.show("report")
    desk.settle()
    page = routes.page
    words = said(page)
    assert {"How the program is for its peers", "Slips in the box: 8", "Fewer than five answers"} <= set(words)
    assert "No visits to show" in words
    assert any("fewer than five slips stays closed" in line for line in words)
    assert page.findChildren(Bar)
    assert nameless(page) == []
    page.looks.set_code("table")
    page.looks.chosen.emit("table")
    desk.settle()
    (table,) = (one for one in page.findChildren(FigureList) if one.accessibleName() == "I have the support I need.")
    cells = [(table.item(row, 0), table.item(row, 1)) for row in range(table.rowCount())]
    assert [(one.text(), other.text()) for one, other in cells if one and other] == [
        *(("Yes", "4"), ("Mostly", "2"), ("In part", "1"), ("Hardly", "0"), ("No", "0"), ("Left empty", "1"))
    ]
    routes.ask_file = lambda _window, name, _kind: str(tmp_path / Path(name).name)
    page.table.click()
    desk.press("Ctrl+E")
    file, paper = tmp_path / "peerdesk-2024-Q2.csv", tmp_path / "peerdesk-2024-Q2.pdf"
    desk.wait(lambda: file.exists() and paper.exists(), "both files")
    desk.settle()
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    assert ["pulse", "slips", "Slips in the box", "8"] in rows
    assert paper.read_bytes().startswith(b"%PDF")
    PULSES.delete(vault_of(desk), PULSES.all(vault_of(desk))[0].id)
    desk.show("review")
    desk.show("report")
    desk.settle()
    assert "How the program is for its peers" not in said(page)
