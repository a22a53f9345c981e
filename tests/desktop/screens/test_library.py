"""The directory in a real window: found by keys alone, checked by a press, imported whole or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.routes_library import LibraryRoutes
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.introduction_sheet import IntroductionSheet
from peerdesk.desktop.screens.place_sheet import PlaceSheet, TableSheet
from peerdesk.desktop.widgets.buttons import IconButton
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.place import PlaceDraft
from peerdesk.domain.vocabulary import Role
from peerdesk.work.encounters import encounter_detail, encounter_page
from peerdesk.work.introductions import introduction_list
from peerdesk.work.places import place_list
from peerdesk.work.resources import resource
from tests.desktop.desks import beyond, clipped, nameless, open_desk, open_door, peer, small, squeezed, type_words
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import PASSPHRASE as HOSPITAL_PASSPHRASE
from tests.support.hospital import SUPERVISED, a_hospital
from tests.support.vaults import PASSPHRASE, a_vault

EXAMPLE = str(resource("library", "directory_example.csv"))


def routes(desk: WatchedDesk) -> LibraryRoutes:
    return peer(desk).further.library


def enter(desk: WatchedDesk, *, table: str = EXAMPLE) -> None:
    desk.show("library")
    if table:
        routes(desk).model.take_in(table)
    desk.settle()


def said(root: QWidget) -> list[str]:
    return [one.text() for one in root.findChildren(QLabel) if one.isVisible()]


def names(desk: WatchedDesk) -> list[str]:
    return [row.title for row in routes(desk).page.list.rows.rows]


def test_an_empty_directory_says_how_to_begin_and_keeps_a_place_by_keys_alone(home: Path) -> None:
    with open_desk(home) as desk:
        enter(desk, table="")
        page = routes(desk).page
        assert "No places yet" in said(page)
        assert page._first_take.hasFocus()
        desk.press("Tab", "Space")
        desk.settle()
        sheet = routes(desk).sheet
        assert isinstance(sheet, PlaceSheet)
        desk.press("Ctrl+Return")
        desk.settle()
        assert "Say what it is called." in said(sheet)
        type_words("Pier House")
        desk.press("Ctrl+Return")
        desk.settle()
        assert [one.name for one in place_list(vault_of(desk))] == ["Pier House"]
        assert names(desk) == ["Pier House"]
        assert {"Pier House", "Nobody has checked this yet"} <= set(said(page.card))


def test_a_place_is_found_as_somebody_types_and_its_number_is_copied_for_a_moment(home: Path) -> None:
    with open_desk(home) as desk:
        enter(desk)
        assert len(names(desk)) == 15
        desk.press("Tab", "Shift+Tab")
        routes(desk).page.search.setFocus()
        type_words("rio span")
        desk.settle()
        assert names(desk) == ["Comedor Río Azul"]
        assert "555-0121" in said(routes(desk).page.card)
        desk.press("Down")
        assert routes(desk).page.list.hasFocus()
        routes(desk).page.card.copy.click()
        assert QGuiApplication.clipboard().text() == "555-0121"
        routes(desk).page.search.setText("")
        routes(desk).page.kind.picked.emit("shelter")
        assert names(desk) == ["Harborlight Shelter"]
        routes(desk).page.search.setText("nothing like it")
        assert "Nothing found" in said(routes(desk).page)
        assert not routes(desk).page.card.isVisible()


def test_what_nobody_checked_for_half_a_year_says_so_until_somebody_presses_checked(home: Path) -> None:
    a_vault(home, "Devon Achebe").close()
    with open_door(home) as desk:
        desk.door.now = lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)
        desk.unlock(PASSPHRASE)
        enter(desk, table="")
        old = PlaceDraft(name="Evening Circle", checked_on="2026-03-09", checked_by="Ruth")
        routes(desk).model.add(old)
        desk.settle()
        card = routes(desk).page.card
        assert "Not checked since March by Ruth" in said(card)
        assert [badge.text for badge in routes(desk).page.list.rows.rows[0].badges] == ["Call first"]
        card.check.click()
        desk.settle()
        (one,) = place_list(vault_of(desk))
        assert (one.checked_on, one.checked_by) == (desk.door.now().astimezone().date(), "Devon Achebe")
        assert "Checked 22 Nov by Devon Achebe" in said(card)


def test_of_a_list_with_a_bad_line_nothing_is_kept_and_the_line_is_named(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "ours.csv"
    file.write_text("name,kind\nHarbor House,shelter\nThe castle,castle\n,shelter\n", encoding="utf-8")
    with open_desk(home) as desk:
        enter(desk, table=str(file))
        (sheet,) = desk.door.frame.findChildren(TableSheet)
        lines = said(sheet)
        assert "Line 3: “castle” is no kind of place here. The form of a new place lists them." in lines
        assert "Line 4: it has no name." in lines
        assert place_list(vault_of(desk)) == ()
        desk.press("Escape")
        desk.settle()
        routes(desk).model.take_in(str(tmp_path / "gone.csv"))
        desk.settle()
        assert place_list(vault_of(desk)) == ()


def test_somebody_is_introduced_to_a_place_and_only_its_name_stays_with_that(home: Path) -> None:
    with open_desk(home) as desk:
        enter(desk)
        routes(desk).page.search.setText("harborlight")
        routes(desk).page.card.introduce.click()
        desk.settle()
        sheet = peer(desk).further.handoffs.introductions.sheet
        assert isinstance(sheet, IntroductionSheet)
        assert sheet.to.text() == "Harborlight Shelter"
        offered = sheet.to.edit.completer()
        offered.setCompletionPrefix("azul")
        assert offered.currentCompletion() == "Comedor Río Azul"
        sheet.who.set_text("Blue Heron 27")
        sheet.agreed.click()
        desk.press("Ctrl+Return")
        desk.settle()
        (one,) = introduction_list(vault_of(desk))
        assert (one.introduction.to, one.handle) == ("Harborlight Shelter", "Blue Heron 27")
        place = next(one for one in place_list(vault_of(desk)) if one.name == "Harborlight Shelter")
        routes(desk).model.change(place.id, PlaceDraft(name="Another name"))
        routes(desk).model.delete(place.id)
        routes(desk).page.list.setFocus()
        desk.settle()
        assert introduction_list(vault_of(desk))[0].introduction.to == "Harborlight Shelter"
        desk.press("Ctrl+Z")
        desk.settle()
        assert "Another name" in [one.name for one in place_list(vault_of(desk))]


def test_a_list_is_saved_and_imported_again_without_a_change(home: Path, tmp_path: Path) -> None:
    with open_desk(home) as desk:
        enter(desk)
        file = tmp_path / "ours.csv"
        routes(desk).model.save(str(file))
        desk.settle()
        before = place_list(vault_of(desk))
        routes(desk).model.take_in(str(file))
        desk.settle()
        assert desk.door.session is not None
        assert "Imported. New: 0. Changed: 0. As before: 15." in said(desk.door.frame)
        assert place_list(vault_of(desk)) == before


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("es", 100, (1280, 800)), ("es", 200, (1366, 768)), ("en", 100, (900, 600))]
)
def test_everything_has_room_and_a_name(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        for table in ("", EXAMPLE):
            enter(desk, table=table)
            page = routes(desk).page
            for problems in (clipped(page), beyond(page), small(page), squeezed(page), nameless(page)):
                assert problems == []
        routes(desk)._add()
        desk.settle()
        sheet = routes(desk).sheet
        assert sheet is not None
        assert nameless(sheet) == []
        assert DOT in routes(desk).page.list.rows.rows[0].sub


def test_a_supervisor_gives_their_list_and_their_peer_sees_it_beside_their_own(tmp_path: Path) -> None:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        for name, role, named in (("Tomas Okafor", Role.SUPERVISOR, ""), ("Devon Achebe", Role.PEER, "Tomas Okafor")):
            vault = hospital.join(name, role, named)
            hospital.sync(vault)
            vault.close()
        homes = tmp_path / "homes"
        with open_door(homes / "Tomas Okafor", remotes=hospital.remotes) as desk:
            desk.unlock(HOSPITAL_PASSPHRASE)
            sync(desk)
            assert isinstance(desk.routes, SupervisorRoutes)
            desk.routes.go("library")
            page = desk.routes.library.page
            desk.routes.library.model.take_in(EXAMPLE)
            desk.settle()
            assert "0 of 1 peer was given this list as it stands." in said(page)
            assert not page.card.introduce.isVisible()
            page.team_asked.emit()
            desk.settle()
            assert "1 peer was given this list as it stands" in said(page)
            sync(desk)
        with open_door(homes / "Devon Achebe", remotes=hospital.remotes) as desk:
            desk.unlock(HOSPITAL_PASSPHRASE)
            sync(desk)
            assert peer(desk)._desk.rail._items["library"].accessibleDescription() == "1 new list of places"
            enter(desk, table="")
            page = routes(desk).page
            assert any(words.startswith("Tomas Okafor has given you a list of places") for words in said(page))
            assert len(names(desk)) == 15
            assert "Tomas Okafor" in said(page.card)
            assert (page.card.check.isVisible(), page.card.change.isVisible()) == (False, False)
            page.team_asked.emit()
            desk.settle()
            assert peer(desk)._desk.rail._items["library"].accessibleDescription() == "You are here"
            page.card.own.click()
            desk.settle()
            assert [one.name for one in place_list(vault_of(desk))] == ["Comedor Río Azul"]
            assert len(names(desk)) == 15
            assert page.card.check.isVisible()


def sync(desk: WatchedDesk) -> None:
    for _ in range(2):
        desk.press("F5")
        desk.settle()


def test_a_place_for_a_next_step_is_looked_up_and_its_name_put_into_the_note_for_oneself(home: Path) -> None:
    with open_desk(home) as desk:
        enter(desk)
        begun = EncounterDraft(
            setting="ed", outcome="met", support=("time",), memory="Asked", next={"shelter": "offered"}
        )
        peer(desk).writing.begin(begun, place="")
        desk.settle()
        form = peer(desk).writing.form
        assert form is not None
        (look,) = (one for one in form.findChildren(IconButton) if one.accessibleName().startswith("Find a place"))
        look.click()
        desk.settle()
        sheet = peer(desk).writing.pick_place.sheet
        assert sheet is not None
        assert [row.title for row in sheet.list.rows.rows] == ["Harborlight Shelter"]
        assert nameless(sheet) == []
        type_words("nothing like it")
        desk.settle()
        assert not sheet.pick.isEnabled()
        sheet.search.clear()
        desk.settle()
        sheet.pick.click()
        desk.settle()
        assert form.draft().memory == "Asked\nHarborlight Shelter"
        desk.press("Ctrl+Return")
        desk.settle()
        (row,) = encounter_page(vault_of(desk))
        kept = encounter_detail(vault_of(desk), row.id).encounter
        assert (kept.memory, [step.value for step in kept.next]) == ("Asked\nHarborlight Shelter", ["shelter"])


def test_at_large_text_one_place_stands_in_the_room_of_the_list_and_esc_goes_back(home: Path) -> None:
    with open_desk(home, percent=200, size=(1366, 768)) as desk:
        enter(desk)
        page = routes(desk).page
        assert page.list.isVisible()
        assert not page.card.isVisible()
        page.list.setFocus()
        desk.press("Down", "Return")
        desk.settle()
        assert (page.list.isVisible(), page.search.isVisible()) == (False, False)
        assert "Cove Street Health Center" in said(page.card)
        assert page.card.isAncestorOf(desk.door.frame.focusWidget())
        assert [*clipped(page), *squeezed(page), *beyond(page)] == []
        desk.press("Escape")
        desk.settle()
        assert page.list.hasFocus()
        assert not page.card.isVisible()
