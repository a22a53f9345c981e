"""A supervisor gives their places and takes an older list back; a peer reads once which places differ."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.team_news import TeamNewsSheet
from peerdesk.desktop.screens.team_text_sheets import TextVersionsSheet
from peerdesk.desktop.widgets.buttons import Button, LinkButton
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.place import Place, PlaceDraft
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.domain.vocabulary import Role
from peerdesk.work.places import place_list
from peerdesk.work.team_places import TeamList
from tests.desktop.desks import nameless, open_door, peer
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_team_texts import said, sync
from tests.support.hospital import PASSPHRASE, SUPERVISED, Hospital, a_hospital

HOUSE = PlaceDraft(name="Harbor House", kind="shelter", phone="555-0120")


def test_a_list_goes_to_a_peer_who_reads_once_what_differs(tmp_path: Path) -> None:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        for name, role, named in (("Tomas Okafor", Role.SUPERVISOR, ""), ("Devon Achebe", Role.PEER, "Tomas Okafor")):
            vault = hospital.join(name, role, named)
            hospital.sync(vault)
            vault.close()
        give(hospital, tmp_path / "homes", HOUSE)
        with open_door(tmp_path / "homes" / "Devon Achebe", remotes=hospital.remotes) as desk:
            desk.unlock(PASSPHRASE)
            sync(desk)
            desk.show("library")
            desk.settle()
            assert "has given you a list of places" in said(page(desk))
            press(desk, page(desk), "Seen")
            assert "has given you" not in said(page(desk))
        give(hospital, tmp_path / "homes", PlaceDraft(name="Night Kitchen"))
        read(hospital, tmp_path / "homes")
        take_back(hospital, tmp_path / "homes")


def test_a_supervisor_undoes_by_the_key_that_the_line_names(tmp_path: Path) -> None:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        hospital.join(*SUPERVISED[0]).close()
        with open_door(tmp_path / "homes" / "Tomas Okafor", remotes=hospital.remotes) as desk:
            desk.unlock(PASSPHRASE)
            supervisor(desk).go("library")
            model = supervisor(desk).library.model
            model.add(HOUSE)
            desk.settle()
            (place,) = place_list(vault_of(desk))
            model.delete(place.id)
            desk.settle()
            assert place_list(vault_of(desk)) == ()
            desk.press("Ctrl+Z")
            desk.settle()
            assert place_list(vault_of(desk)) == (place,)


def give(hospital: Hospital, homes: Path, draft: PlaceDraft) -> None:
    with open_door(homes / "Tomas Okafor", remotes=hospital.remotes) as desk:
        desk.unlock(PASSPHRASE)
        sync(desk)
        routes = supervisor(desk)
        routes.library.model.add(draft)
        routes.go("team_library")
        desk.settle()
        if len(place_list(vault_of(desk))) > 1:
            # What differs from what they have is said where it can be given.
            assert "Your list has changes that nobody was given: 1 new." in said(routes.texts.page)
            press(desk, routes.texts.page, "Give it to my peers")
        else:
            assert "You have given nothing yet." in said(routes.texts.page)
            routes.library.team.act()
            desk.settle()
        assert "Your list has changes" not in said(routes.texts.page)
        sync(desk)


def read(hospital: Hospital, homes: Path) -> None:
    with open_door(homes / "Devon Achebe", remotes=hospital.remotes) as desk:
        desk.unlock(PASSPHRASE)
        sync(desk)
        desk.show("library")
        desk.settle()
        assert "Tomas Okafor changed the places on " in said(page(desk))
        press(desk, page(desk), "What changed")
        (sheet,) = desk.door.frame.findChildren(TeamNewsSheet)
        assert nameless(sheet) == []
        assert "Night Kitchen\nBefore\nNothing\nNow\nOn the list" in said(sheet)
        assert "Harbor House" not in said(sheet)
        assert "Suggest a change" not in [one.text() for one in sheet.findChildren(LinkButton)]
        sheet.reject()
        desk.settle()
        assert "changed the places" in said(page(desk))
        press(desk, page(desk), "What changed")
        desk.door.frame.findChildren(TeamNewsSheet)[-1].read.click()
        desk.settle()
        assert "changed the places" not in said(page(desk))
        of_hundreds(desk)


def of_hundreds(desk: WatchedDesk) -> None:
    """Whoever hears of four hundred new places reads how many they are, and some of them."""
    many = tuple(Place(id=RecordId(number.to_bytes(16, "big")), name=f"Place {number}") for number in range(400))
    lists = [TeamPlaces(version=1, published_on=date(2026, 11, 20), places=said) for said in ((), many)]
    given = TeamList(author=PersonId(bytes(16)), name="Tomas", given=lists[1], before=lists[0], is_new=True)
    assert given.news is not None
    news = peer(desk).further.library.team.words.news(given, given.news)
    assert news.text.endswith("400 new.")
    assert (len(news.changes), news.more) == (40, "And 360 more.")


def take_back(hospital: Hospital, homes: Path) -> None:
    with open_door(homes / "Tomas Okafor", remotes=hospital.remotes) as desk:
        desk.unlock(PASSPHRASE)
        sync(desk)
        routes = supervisor(desk)
        routes.go("team_library")
        desk.settle()
        assert "Version 2" in said(routes.texts.page)
        press(desk, routes.texts.page, "All versions")
        (sheet,) = desk.door.frame.findChildren(TextVersionsSheet)
        assert nameless(sheet) == []
        assert "How it stands now stays here as a version." in said(sheet)
        press(desk, sheet, "Give this one again")
        assert [one.name for one in place_list(vault_of(desk))] == ["Harbor House"]
        assert "Version 3" in said(routes.texts.page)


def supervisor(desk: WatchedDesk) -> SupervisorRoutes:
    assert isinstance(desk.routes, SupervisorRoutes)
    return desk.routes


def page(desk: WatchedDesk) -> QWidget:
    return peer(desk).further.library.page


def press(desk: WatchedDesk, where: QWidget, words: str) -> None:
    button = next(one for one in where.findChildren(Button) if one.text() == words and one.isVisible())
    button.click()
    desk.settle()
