"""A charge nurse asks Ruth for what is not a peer's to do, a word in a note can hurt, and she keeps a line for herself.

Real windows of Ruth and of her supervisor, with a real server between. What she was asked stays with her; the word is
hers to choose or to let stand; what is for herself leaves no computer.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.note_part_texts import MemoryPart
from peerdesk.desktop.screens.nudge_line import NudgeLine
from peerdesk.desktop.screens.out_of_role_sheet import OutOfRoleSheet
from peerdesk.desktop.widgets.chips import ChoicePill
from peerdesk.domain.out_of_role import OutOfRole, OutOfRoleDraft
from peerdesk.domain.role_vocabulary import RoleAnswer, RoleAsk
from peerdesk.domain.team_report import ROLE
from peerdesk.work.nudges import unwanted
from peerdesk.work.out_of_role import add_out_of_role
from peerdesk.work.own_days import OUT_OF_ROLE
from peerdesk.work.reading import encounter_detail, encounter_page
from peerdesk.work.role_counts import start_role_counts
from peerdesk.work.weekly_counts import start_counts
from peerdesk.work.wellbeing import check_ins
from tests.desktop.desks import click, open_desk, peer
from tests.desktop.screens.test_quick_note import Fingers, form_of, vault_of
from tests.desktop.screens.test_report import LONG_AGO, latest_month
from tests.desktop.screens.test_road import Line
from tests.journeys.played import files_with
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital
from tests.support.residue import clear_bytes
from tests.work.team import JOINED, Team
from tests.work.test_taking_back import everything_in

RUTH, TOMAS = "Ruth Lind", "Tomas Okafor"
CANARY = "Quietmarigold"
TAPS = 2
NUDGE_SECONDS = 0.1
"""What a suggestion may take of the processor, from the key to the line on the screen."""
QUOTED = 'The nurse said "frequent flyer" twice. '


@pytest.fixture
def hospital(tmp_path: Path, qapp: QApplication) -> Iterator[Hospital]:
    qapp.processEvents()
    with a_hospital(tmp_path, joined=JOINED) as made:
        team = Team(made)
        for vault in (team.tomas, *team.peers):
            vault.close()
        yield made


def desk_of(hospital: Hospital, name: str) -> AbstractContextManager[WatchedDesk]:
    return open_desk(hospital.folder / "homes" / name, PASSPHRASE, remotes=Line(hospital))


def words_in(root: QWidget) -> str:
    """Return everything that a window says, shown now or not."""
    labels = [one.text() for one in root.findChildren(QLabel)]
    return "\n".join([*labels, *(one.text() for one in root.findChildren(QAbstractButton))])


def log_what_was_asked(desk: WatchedDesk, asked: str, answer: RoleAnswer) -> int:
    """Open the sheet and pick twice. Returns how many clicks the picks took."""
    desk.press("Ctrl+Shift+A")
    desk.settle()
    sheet = peer(desk).further.own_work.out_of_role.sheet
    assert isinstance(sheet, OutOfRoleSheet)
    counted = Fingers()
    click(next(one for one in sheet.asked.findChildren(ChoicePill) if one.text() == asked))
    click(sheet.answers[answer.value])
    desk.settle()
    assert peer(desk).further.own_work.out_of_role.sheet is None
    return counted.clicks


def write_a_note(desk: WatchedDesk) -> float:
    """Write what hurts, once as a quote; take the suggestion, leave the next one, save. Returns the slowest one's time.

    The time is the processor's, from the key to the line.
    """
    desk.press("Ctrl+N", "1", "B")
    form_of(desk).parts.open_part("memory")
    part = form_of(desk).findChild(MemoryPart)
    assert part is not None
    desk.settle()
    part.edit.setFocus()
    QTest.keyClicks(part.edit, QUOTED)
    desk.settle()
    line = part.findChild(NudgeLine)
    assert line is not None
    assert not line.isVisible(), "nobody is corrected for what somebody else said"
    first = suggested(part, line, "They are no frequent flyer ")
    assert "person who visits often" in line.take.text()
    assert QApplication.focusWidget() is part.edit
    line.take.click()
    second = suggested(part, line, "and not noncompliant ")
    desk.press("Ctrl+Return")
    desk.settle()
    return max(first, second)


def suggested(part: MemoryPart, line: NudgeLine, words: str) -> float:
    QTest.keyClicks(part.edit, words[:-1])
    QApplication.processEvents()
    began = time.process_time()
    QTest.keyClicks(part.edit, words[-1])
    while not line.isVisible() and time.process_time() - began < 10 * NUDGE_SECONDS:
        QApplication.processEvents()
    assert line.isVisible()
    return time.process_time() - began


def keep_a_line_for_herself(desk: WatchedDesk) -> None:
    desk.show("wellbeing")
    desk.settle()
    page = peer(desk).further.wellbeing.page
    page.moods.toggle("heavy")
    page.line.set_text(f"{CANARY} happened today")
    page.keep.click()
    desk.settle()
    assert len(check_ins(vault_of(desk))) == 1


def test_a_day_on_which_ruth_is_asked_to_be_what_she_is_not(
    hospital: Hospital, capsys: pytest.CaptureFixture[str]
) -> None:
    with desk_of(hospital, RUTH) as desk:
        assert log_what_was_asked(desk, "Convince someone to stay or accept care", RoleAnswer.SAID_NO) == TAPS
        assert log_what_was_asked(desk, "Sit one to one", RoleAnswer.ANOTHER_WAY) == TAPS
        spent = write_a_note(desk)
        with capsys.disabled():
            sys.stdout.write(f"\na suggestion: {spent * 1000:.1f} ms of the processor at most")
        assert spent <= NUDGE_SECONDS
        keep_a_line_for_herself(desk)
        desk.press("F5")
        desk.settle()
        vault = vault_of(desk)
        assert {(one.asked, one.answer) for one in OUT_OF_ROLE.all(vault)} == {
            (RoleAsk.CONVINCE, RoleAnswer.SAID_NO),
            (RoleAsk.SITTER, RoleAnswer.ANOTHER_WAY),
        }
        (row,) = encounter_page(vault)
        memory = encounter_detail(vault, row.id).encounter.memory
        assert memory.startswith(QUOTED), "what is quoted stands as it was said"
        assert memory.endswith("They are no person who visits often and not noncompliant")
        assert_suggestions_are_kept_nowhere(desk)

    # There is no place for whoever asked.
    assert {one.name for one in fields(OutOfRole)} == {"id", "asked", "answer", "happened_on"}
    assert_it_is_ruths_alone(hospital)


def assert_suggestions_are_kept_nowhere(desk: WatchedDesk) -> None:
    vault = vault_of(desk)
    assert unwanted(vault) == frozenset()
    clear = b"".join(clear_bytes(vault).values())
    # What was offered for a word that she let stand is in no page of the file.
    assert QUOTED.encode() in clear
    assert b"they chose differently" not in clear
    assert b"worked for them yet" not in clear
    assert CANARY.encode() not in clear, "her own line lies in a file of its own, under another key"


def assert_it_is_ruths_alone(hospital: Hospital) -> None:
    """Look for all of it at the server, on the supervisor's computer and in the supervisor's window."""
    with desk_of(hospital, TOMAS) as desk:
        desk.press("F5")
        desk.settle()
        here, shown = everything_in(vault_of(desk)), words_in(desk.door.frame)
        assert OUT_OF_ROLE.all(vault_of(desk)) == ()
        for secret in (CANARY, "frequent flyer", "sitter", "Sit one to one"):
            assert secret not in here, secret
            assert secret not in shown, secret
            assert files_with(secret, hospital.data) == [], secret


def a_month(team: Team, day: date, asked: tuple[int, ...]) -> str:
    """Let three peers meet people in the month of a day, and each be asked so often outside their role."""
    on = day.isoformat()
    for vault, times in zip(team.peers, asked, strict=True):
        for _ in range(8):
            team.note(vault, "declined", happened_on=on)
        for _ in range(times):
            add_out_of_role(vault, OutOfRoleDraft(asked="sitter", answer="said_no", on=on), team.now, os.urandom)
    return f"{day:%Y-%m}"


def test_the_teams_month_says_how_often_from_three_peers_and_from_eleven_on(tmp_path: Path, qapp: QApplication) -> None:
    qapp.processEvents()
    with a_hospital(tmp_path, joined=JOINED) as hospital:
        team = Team(hospital)
        for vault in team.peers:
            start_counts(vault, team.now - 2 * LONG_AGO, os.urandom)
            start_role_counts(vault, team.now - 2 * LONG_AGO)
        day = latest_month(team.today)
        enough = a_month(team, day, (5, 4, 2))
        before = (day - timedelta(days=31)).replace(day=15)
        of_two = a_month(team, before, (20, 20, 0))
        few = a_month(team, (before - timedelta(days=31)).replace(day=15), (1, 1, 1))
        team.meet()
        assert "sitter" not in everything_in(team.tomas)
        for vault in (team.tomas, *team.peers):
            vault.close()
        said = {}
        with desk_of(hospital, TOMAS) as desk:
            routes = desk.routes
            assert isinstance(routes, SupervisorRoutes)
            desk.show("report")
            desk.settle()
            for month in (enough, of_two, few):
                routes.report.page.picked.emit(month)
                desk.settle()
                (asked,) = (one for one in routes.report.page._view.tables if one.code == ROLE)
                said[month] = [row.number for row in asked.rows]
                assert asked.title in words_in(routes.report.page)
        assert said == {enough: ["11"], of_two: ["not said"], few: ["<11"]}
