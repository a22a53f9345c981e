"""The scenes of the directory: an invented one, one place of it, the form of a place, and a list for a team."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_library import LibraryRoutes
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.domain.ids import PersonId
from peerdesk.domain.place import Place, PlaceDraft, place_draft
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.work.places import place_list
from peerdesk.work.resources import resource
from peerdesk.work.team_places import TeamList

Picture = Callable[[WatchedDesk, str], None]


def take_library(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    """Take the pictures on a desk that is open."""
    library = routes.further.library
    desk.show("library")
    library.model.take_in(str(resource("library", "directory_example.csv")))
    desk.settle()
    routes.dismiss()
    picture(desk, "13-places")
    library.page.list.setFocus()
    library.page.list.opened.emit(library.page.list.current_key())
    picture(desk, "13-one-place")
    library.page.enter()
    _take_news(desk, library, picture)
    library.page.add.click()
    desk.settle()
    picture(desk, "13-place-form")
    desk.close_sheet()


def _take_news(desk: WatchedDesk, library: LibraryRoutes, picture: Picture) -> None:
    """Take what is new in a supervisor's list, and leave the page as it was."""
    then = _places_of(desk)
    now = (replace(then[0], phone="555-0199", hours="Every night"), replace(then[2], checked_by="Tomas"), *then[3:])
    lists = [TeamPlaces(version=at, published_on=date(2026, 11, 20), places=said) for at, said in ((1, then), (2, now))]
    given = TeamList(author=PersonId(bytes(16)), name="Tomas Okafor", given=lists[1], before=lists[0], is_new=True)
    if given.news is None:
        return
    news = library.team.words.news(given, given.news)
    library.team.noted.emit(library.team.note_of(given))
    picture(desk, "13-news-of-places")
    library.team.told.emit(news, lambda: None)
    picture(desk, "13-what-changed-in-places")
    desk.close_sheet()
    library.team.read()
    desk.settle()


def give_places_twice(desk: WatchedDesk, routes: SupervisorRoutes) -> None:
    """Give the list of places, and another one with a place that is new and one that has another number."""
    library = routes.library
    library.team.act()
    desk.settle()
    first = _places_of(desk)[0]
    library.model.add(PlaceDraft(name="Night Kitchen", kind="benefits", phone="555-0177"))
    library.model.change(first.id, replace(place_draft(first), phone="555-0199"))
    desk.settle()
    library.team.act()
    desk.settle()


def take_team_list(desk: WatchedDesk, picture: Picture) -> None:
    """Take the picture of a list that a supervisor has not given to everybody yet."""
    routes = desk.routes
    if not isinstance(routes, SupervisorRoutes):
        return
    desk.show("library")
    routes.library.model.take_in(str(resource("library", "directory_example.csv")))
    desk.settle()
    picture(desk, "13-places-for-a-team")


def _places_of(desk: WatchedDesk) -> tuple[Place, ...]:
    session = desk.door.session
    return place_list(session.pages.shared.bench.vault) if session is not None else ()
