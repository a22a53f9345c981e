"""The scenes of the directory: an invented one, one place of it, the form of a place, and a list for a team."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.work.resources import resource

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
    library.page.add.click()
    desk.settle()
    picture(desk, "13-place-form")
    desk.close_sheet()


def take_team_list(desk: WatchedDesk, picture: Picture) -> None:
    """Take the picture of a list that a supervisor has not given to everybody yet."""
    routes = desk.routes
    if not isinstance(routes, SupervisorRoutes):
        return
    desk.show("library")
    routes.library.model.take_in(str(resource("library", "directory_example.csv")))
    desk.settle()
    picture(desk, "13-places-for-a-team")
