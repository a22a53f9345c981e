"""The scenes of one person: everything about them, two handles that are one; and of a peer's own sums."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes

Picture = Callable[[WatchedDesk, str], None]


def take_person(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    """Take the pictures on a desk that is open. Nothing is changed for them."""
    person, impact = routes.further.person, routes.further.impact
    person.show("Blue Heron 27")
    desk.settle()
    picture(desk, "19-person")
    person.page.same.click()
    desk.settle()
    picture(desk, "19-one-person")
    desk.close_sheet()
    desk.show("impact")
    desk.settle()
    picture(desk, "20-what-i-did")
    impact.page.export.click()
    desk.settle()
    picture(desk, "20-take-along")
    desk.close_sheet()
