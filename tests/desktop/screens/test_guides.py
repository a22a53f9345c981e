"""F2 in the window: there at once, without a network, and with the hospital's own words where it has any."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.guide_model import GuideView
from peerdesk.desktop.screens.crisis import CrisisSheet
from peerdesk.desktop.screens.guide_sheet import GuideSheet
from peerdesk.domain.local_words import LocalWords
from peerdesk.work.guides import Whose, guides
from tests.desktop.desks import clipped, nameless, open_desk, small

OWN = LocalWords(team="5555", supervisor="Tomas, 0142", report="Call the state line first, then write to the unit.")


def view(language: str) -> GuideView:
    said = Whose(team=(), hospital="Checked.", is_sure=True)
    return GuideView(guides=guides(language, OWN), local=OWN, whose=said, whose_numbers=said)


def opened(desk: WatchedDesk) -> GuideSheet:
    desk.press("F2")
    desk.settle()
    (sheet,) = desk.door.frame.findChildren(GuideSheet)
    return sheet


def words(sheet: GuideSheet | CrisisSheet) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())


def test_the_guide_is_one_key_away_and_says_what_is_not_filled_in(home: Path) -> None:
    with open_desk(home) as desk:
        sheet = opened(desk)
        assert "your hospital must fill this in" in words(sheet)
        assert "has not filled this in yet" in words(sheet)
        sheet.situation.set_code("court")
        sheet.situation.picked.emit("court")
        desk.settle()
        assert "Hand over nothing and sign nothing." in words(sheet)
        assert nameless(sheet) == []


def test_the_hospitals_own_words_stand_in_the_guide_and_beside_the_crisis_numbers(home: Path) -> None:
    with open_desk(home) as desk:
        sheet = opened(desk)
        sheet.show_view(view("en"))
        desk.settle()
        assert "Call 5555." in words(sheet)
        assert "must fill this in" not in words(sheet)
        sheet.accept()
        desk.press("F1")
        desk.settle()
        (crisis,) = desk.door.frame.findChildren(CrisisSheet)
        crisis.show_local(view("en"))
        desk.settle()
        assert "Code team: 5555\nSupervisor on call: Tomas, 0142\nChecked." in words(crisis)
        assert words(crisis).count("Not checked by your hospital") == 4
        crisis.show_local(replace(view("en"), numbers_day="21 November 2026", numbers_are_old=False))
        assert words(crisis).count("Checked by your hospital on 21 November 2026") == 4
        crisis.show_local(replace(view("en"), numbers_day="1 March 2026"))
        assert words(crisis).count("Checked by your hospital on 1 March 2026: a while ago") == 4


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("en", 100, (900, 600)), ("es", 100, (1280, 800)), ("es", 200, (1366, 768))]
)
def test_no_word_is_cut(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        sheet = opened(desk)
        for guide in guides(language, LocalWords()):
            sheet.situation.set_code(guide.code)
            sheet.situation.picked.emit(guide.code)
            desk.settle()
            assert (clipped(sheet), small(sheet)) == ([], []), guide.code
