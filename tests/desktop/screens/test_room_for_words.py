"""Low windows, large text and Spanish: at the door, over a page and in a title row every word has its room."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.views import TrustView
from peerdesk.desktop.screens.crisis import CrisisSheet
from peerdesk.desktop.screens.first_run import FirstRun, SheetPage
from peerdesk.desktop.screens.note_footer import NoteFooter
from peerdesk.desktop.screens.paper_page import PaperPage
from peerdesk.desktop.screens.share_sheet import StopSheet
from peerdesk.desktop.screens.sync_trust import SyncTrust
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import TitleLabel
from peerdesk.desktop.widgets.people import PersonTile
from peerdesk.domain.encounter import EncounterDraft
from tests.desktop.desks import beyond, clipped, cut, open_desk, open_door, peer, squeezed
from tests.support.vaults import new_vault

CODE = "K7QP-2MXD-9RTH-4WZC-B6NJ-8FVA-3SYE-5LGU-HD2K"
ROOMS = [
    ("en", 100, (1280, 800)),
    ("es", 100, (900, 600)),
    ("en", 200, (1366, 768)),
    ("es", 200, (1366, 768)),
    ("es", 200, (900, 600)),
]
in_every_room = pytest.mark.parametrize(("language", "percent", "size"), ROOMS)


def flaws(root: QWidget) -> list[str]:
    return [*clipped(root), *squeezed(root), *cut(root), *beyond(root)]


@in_every_room
def test_the_door_shows_every_name_and_the_whole_passphrase_line(
    home: Path, language: str, percent: int, size: tuple[int, int]
) -> None:
    for name in ("Devon Achebe", "Marisol Vega", "Ruth Lind"):
        new_vault(home, name).close()
    with open_door(home, language=language, percent=percent, size=size) as desk:
        page = desk.door.unlock_page()
        assert flaws(page) == []
        page.show_refused("That passphrase does not open these notes. Try again, or use your recovery sheet.")
        desk.settle()
        assert flaws(page) == []
        assert len([tile for tile in page.findChildren(PersonTile) if tile.isVisible()]) == 3
        bottom = page.passphrase_edit.mapTo(page, QPoint(0, page.passphrase_edit.height())).y()
        assert bottom <= page.height(), "whoever comes to the door can type at once"


@in_every_room
def test_the_first_steps_and_the_recovery_sheet_have_room(
    home: Path, language: str, percent: int, size: tuple[int, int]
) -> None:
    with open_door(home, language=language, percent=percent, size=size) as desk:
        page = desk.door.frame.centralWidget()
        assert isinstance(page, FirstRun)
        assert flaws(page) == []
        sheet = SheetPage("Devon Achebe", CODE, "Print this sheet and keep it at home, away from your computer. " * 8)
        desk.door.frame.show_page(sheet)
        desk.settle()
        assert flaws(sheet) == []
        save = sheet._save.mapTo(sheet, QPoint(0, sheet._save.height())).y()
        assert save <= sheet.height() or size == (900, 600), "the way on is in view"
        for whose in ("", "Devon Achebe"):
            paper = PaperPage(language, whose=whose)
            desk.door.frame.show_page(paper)
            paper.show_slip("There is a slip. Look at these groups again: 3, 7.")
            paper.form.show_problem("The server there is not that of the hospital on this sheet. Nothing was sent.")
            desk.settle()
            assert flaws(paper) == []


def test_the_recovery_code_is_the_largest_thing_to_copy(home: Path) -> None:
    sheet = SheetPage("Devon Achebe", CODE, "Print this sheet.")
    shown = next(label for label in sheet.findChildren(TitleLabel.__base__) if "K7QP" in label.text())
    assert shown.text().replace("\n", "") == CODE
    assert shown.font().pointSizeF() >= 17


@pytest.mark.parametrize(("language", "percent", "size"), ROOMS[:4])
def test_a_sheet_is_as_wide_as_its_words_and_its_shadow_knows(
    home: Path, language: str, percent: int, size: tuple[int, int]
) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        for sheet in (CrisisSheet(desk.door.frame), StopSheet(desk.door.frame, "Tomas")):
            sheet.open()
            desk.settle()
            assert sheet._scrim._hole.size() == sheet.size()
            assert [clipped(sheet), squeezed(sheet)] == [[], []]
            sheet.close()
            desk.settle()


@in_every_room
def test_sync_and_trust_wraps_its_words_and_keeps_its_button_in_the_window(
    home: Path, language: str, percent: int, size: tuple[int, int]
) -> None:
    line = "Nothing is waiting to send. Last talk with Harbor Point Medical Center was today 14:02."
    traffic = "Older notes are still arriving: 1200 of 50000 (963.4 kB up, 263.9 kB down, and nothing was refused)"
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        desk.show("trust")
        page = peer(desk)._shared.trust
        view = TrustView(title="All is saved here", line=line, traffic=traffic, state="done", enrolled=True)
        page.show_view(view)
        desk.settle()
        assert [*clipped(page), *beyond(page)] == []


@in_every_room
def test_the_foot_of_a_note_cuts_no_button(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_door(home, language=language, percent=percent, size=size) as desk:
        foot = NoteFooter(desk.door.frame)
        foot.show_new(new=True, can_share=True)
        rail = theme_of(foot).height(64)
        foot.resize(max(size[0], 1100) - rail, foot.height())
        foot.show()
        desk.settle()
        assert clipped(foot) == []
        assert foot.save.geometry().right() < foot.width()


def test_the_foot_of_a_note_says_who_can_read_it_where_there_is_room(home: Path) -> None:
    with open_door(home) as desk:
        foot = NoteFooter(desk.door.frame)
        foot.show_new(new=True, can_share=True)
        foot.resize(1068, foot.height())
        foot.show()
        desk.settle()
        assert foot._line.isVisible()


def test_the_crisis_numbers_share_one_edge_in_large_text(home: Path) -> None:
    with open_desk(home, percent=200, size=(1366, 768)) as desk:
        sheet = CrisisSheet(desk.door.frame)
        sheet.open()
        desk.settle()
        assert len({figure.width() for figure in sheet._figures}) == 1
        sheet.close()


def test_the_day_and_the_place_of_a_note_are_never_cut(home: Path) -> None:
    note = EncounterDraft(setting="ed", outcome="met", support=("listened",), handle="Blue Heron 27")
    with open_desk(home, size=(900, 600)) as desk:
        peer(desk).writing.begin(note, place="")
        desk.press("Ctrl+Return")
        desk.settle()
        desk.show("notes", peer(desk).list_model._page[0].id)
        detail = peer(desk).detail
        assert cut(detail) == []
        assert detail.subtitle.y() > detail.title.y() + detail.title.height()
        desk.door.frame.resize(1280, 800)
        desk.settle()
        middle = detail.title.mapTo(detail, detail.title.rect().center()).y()
        assert abs(detail.subtitle.mapTo(detail, detail.subtitle.rect().center()).y() - middle) <= 2


def test_on_an_upright_screen_stacked_cards_lie_close_together_and_the_room_is_below(home: Path) -> None:
    with open_desk(home, size=(700, 3000)) as desk:
        desk.show("trust")
        page = desk.door.frame.findChild(SyncTrust)
        assert page is not None
        edges = sorted(
            (card.mapTo(page, QPoint(0, 0)).y(), card.mapTo(page, QPoint(0, card.height())).y())
            for card in page.findChildren(Card)
            if card.isVisibleTo(page)
        )
        gaps = [below[0] - above[1] for above, below in pairwise(edges)]
        assert len(gaps) > 1
        assert max(gaps) <= 24


def test_whoever_belongs_to_no_hospital_has_no_half_empty_page(home: Path) -> None:
    with open_desk(home) as desk:
        desk.show("trust")
        page = desk.door.frame.findChild(SyncTrust)
        assert page is not None
        cards = [card for card in page.findChildren(Card) if card.isVisibleTo(page)]
        # The first card goes across the whole page.
        columns = Counter(card.mapTo(page, QPoint(0, 0)).x() for card in cards if card.width() < page.width() * 2 // 3)
        assert len(columns) == 2, "two columns"
        assert max(columns.values()) - min(columns.values()) <= 1, "neither is longer by more than one card"
