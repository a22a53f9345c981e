"""What a peer was asked outside their role, and trainings, in a real window: two picks, and a way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDateEdit, QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_own_work import OwnWorkRoutes
from peerdesk.desktop.screens.out_of_role_sheet import OutOfRoleSheet
from peerdesk.desktop.screens.training_sheet import TrainingSheet
from peerdesk.desktop.widgets.chips import ChoicePill
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.role_vocabulary import RoleAnswer, RoleAsk, TrainingTopic
from peerdesk.work.agenda_list import agenda
from peerdesk.work.own_days import OUT_OF_ROLE, TRAININGS
from tests.desktop.desks import beyond, click, clipped, nameless, open_desk, peer, small, squeezed
from tests.desktop.screens.test_quick_note import Fingers, vault_of
from tests.desktop.screens.test_supervision import DEVON, desk_of
from tests.support.hospital import SUPERVISED, Hospital, a_hospital
from tests.work.test_own_days import ask
from tests.work.ward import Pair

MOST_CLICKS = 2


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path, joined=SUPERVISED) as made:
        pair = Pair(made)
        pair.meet()
        for vault in (pair.devon, pair.tomas):
            vault.close()
        yield made


def work(desk: WatchedDesk) -> OwnWorkRoutes:
    return peer(desk).further.own_work


def asking(desk: WatchedDesk) -> OutOfRoleSheet:
    sheet = work(desk).out_of_role.sheet
    assert isinstance(sheet, OutOfRoleSheet)
    return sheet


def training(desk: WatchedDesk) -> TrainingSheet:
    sheet = work(desk).training.sheet
    assert isinstance(sheet, TrainingSheet)
    return sheet


def pill(sheet: OutOfRoleSheet, words: str) -> ChoicePill:
    return next(one for one in sheet.asked.findChildren(ChoicePill) if one.text() == words)


def said(root: QWidget) -> list[str]:
    return [one.text() for one in root.findChildren(QLabel) if one.isVisible()]


def press(desk: WatchedDesk, root: QWidget, words: str) -> None:
    next(one for one in root.findChildren(QAbstractButton) if one.isVisible() and one.text() == words).click()
    desk.settle()


def test_two_clicks_keep_what_was_asked_and_undo_takes_it_away(home: Path) -> None:
    with open_desk(home) as desk:
        click(peer(desk).today.out_of_role)
        desk.settle()
        sheet = asking(desk)
        assert nameless(sheet) == []
        counted = Fingers()
        click(pill(sheet, "Sit one to one"))
        click(sheet.answers["another_way"])
        desk.settle()
        assert counted.clicks == MOST_CLICKS
        assert work(desk).out_of_role.sheet is None
        (one,) = OUT_OF_ROLE.all(vault_of(desk))
        assert (one.asked, one.answer) == (RoleAsk.SITTER, RoleAnswer.ANOTHER_WAY)
        desk.press("Ctrl+Z")
        desk.settle()
        assert OUT_OF_ROLE.all(vault_of(desk)) == ()


def test_keys_alone_keep_it_too_and_an_answer_waits_for_the_pick(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+Shift+A")
        desk.settle()
        desk.press("2")
        desk.settle()
        assert "Choose what you were asked first." in said(asking(desk))
        assert OUT_OF_ROLE.all(vault_of(desk)) == ()
        desk.press("Space", "2")
        desk.settle()
        (one,) = OUT_OF_ROLE.all(vault_of(desk))
        assert (one.asked, one.answer) == (RoleAsk.CONVINCE, RoleAnswer.SAID_NO)


def test_moving_through_the_answers_by_key_keeps_nothing(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+Shift+A")
        desk.settle()
        desk.press("Down", "Down", "Tab", "Tab", "Escape")
        desk.settle()
        assert OUT_OF_ROLE.all(vault_of(desk)) == ()


def test_the_card_says_what_was_kept_changes_it_and_brings_it_back(hospital: Hospital) -> None:
    with desk_of(hospital, DEVON) as desk:
        desk.show("supervision")
        desk.settle()
        card = work(desk).out_of_role.card
        press(desk, card, "I was asked something")
        pill(asking(desk), "Convince someone to stay or accept care").click()
        asking(desk).answers["did_once"].click()
        desk.settle()
        assert {"Convince someone to stay or accept care", "This month: 1"} <= set(said(card))
        assert nameless(peer(desk).further.supervision.page) == []
        press(desk, card, "Change")
        form = asking(desk)
        assert (nameless(form), clipped(form), small(form), beyond(form)) == ([], [], [], [])
        pill(form, "Search belongings or watch someone").click()
        day = form.findChild(QDateEdit)
        assert isinstance(day, QDateEdit)
        day.setDate(QDate(2026, 1, 3))
        desk.press("Ctrl+Return")
        desk.settle()
        (one,) = OUT_OF_ROLE.all(vault_of(desk))
        assert (one.asked, one.answer, one.happened_on.isoformat()) == (
            RoleAsk.WATCH,
            RoleAnswer.DID_ONCE,
            "2026-01-03",
        )
        press(desk, card, "Change")
        press(desk, asking(desk), "Delete")
        assert OUT_OF_ROLE.all(vault_of(desk)) == ()
        desk.press("Ctrl+Z")
        desk.settle()
        assert OUT_OF_ROLE.all(vault_of(desk)) == (one,)
        press(desk, card, "Change")
        press(desk, asking(desk), "Delete")
        press(desk, card, "Deleted: 1")
        assert "Search belongings or watch someone" in said(card)
        assert nameless(peer(desk).further.supervision.page) == []
        press(desk, card, "Put back")
        assert OUT_OF_ROLE.all(vault_of(desk)) == (one,)
        assert "Deleted: 1" not in [
            button.text() for button in card.findChildren(QAbstractButton) if button.isVisible()
        ]


def test_one_is_put_on_the_list_for_supervision_and_on_no_agenda(hospital: Hospital) -> None:
    with desk_of(hospital, DEVON) as desk:
        ask(vault_of(desk))
        desk.show("supervision")
        desk.settle()
        press(desk, work(desk).out_of_role.card, "Change")
        press(desk, asking(desk), "Bring to supervision")
        (item,) = agenda(vault_of(desk))
        assert (item.topic, item.line) == (AgendaTopic.OUT_OF_ROLE, "Sit one to one: offered another way")
        assert item.readers == ()


def test_a_training_is_kept_and_taken_along(hospital: Hospital, tmp_path: Path) -> None:
    with desk_of(hospital, DEVON) as desk:
        desk.show("supervision")
        desk.settle()
        card = work(desk).training.card
        press(desk, card, "Add a training")
        form = training(desk)
        assert nameless(form) == []
        form.name.edit.setFocus()
        QTest.keyClicks(form.name.edit, "Ethics for peers")
        desk.press("Ctrl+Return")
        desk.settle()
        assert "Say how many hours it was." in said(form)
        form.hours.set_text("1,3")
        desk.press("Ctrl+Return")
        desk.settle()
        assert "Write hours in quarters, such as 1.5." in said(form)
        form.hours.set_text("1,5")
        form.topic.set_code("ethics")
        desk.press("Ctrl+Return")
        desk.settle()
        (one,) = TRAININGS.all(vault_of(desk))
        assert (one.quarters, one.topic) == (6, TrainingTopic.ETHICS)
        assert {"Ethics for peers", "Hours this year: 1.5"} <= set(said(card))
        file = tmp_path / "mine.csv"
        work(desk).save_as(str(file))
        desk.wait(file.exists, "the table")
        desk.settle()
        assert file.read_text(encoding="utf-8").splitlines()[1].endswith(",Ethics for peers,1.5,,ethics")
        press(desk, card, "Change")
        press(desk, training(desk), "Delete")
        assert TRAININGS.all(vault_of(desk)) == ()
        desk.press("Ctrl+Z")
        desk.settle()
        assert TRAININGS.all(vault_of(desk)) == (one,)


def test_a_list_that_is_read_before_its_page_is_there_is_no_window_of_its_own(hospital: Hospital) -> None:
    with desk_of(hospital, DEVON) as desk:
        card, routes = work(desk).out_of_role.card, work(desk).out_of_role
        routes.model.read()
        desk.settle()
        assert card.findChildren(QLabel)
        assert not card.isVisible()
        desk.show("supervision")
        desk.settle()
        assert card.isVisible()
        assert card.window() is desk.door.frame


@pytest.mark.parametrize(("percent", "size"), [(100, (900, 600)), (200, (1366, 768))])
def test_nothing_is_cut_off_in_spanish(home: Path, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language="es", percent=percent, size=size) as desk:
        today = peer(desk).today
        assert (clipped(today), beyond(today), squeezed(today)) == ([], [], [])
        for open_sheet, routes in (
            (work(desk).out_of_role.add, work(desk).out_of_role),
            (work(desk).training.add, work(desk).training),
        ):
            open_sheet()
            desk.settle()
            sheet = routes.sheet
            assert sheet is not None
            assert (clipped(sheet), small(sheet), beyond(sheet)) == ([], [], [])
            desk.press("Escape")
            desk.settle()
