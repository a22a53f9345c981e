"""The scenes of the unit summary: the page, and the form for times."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes

Picture = Callable[[WatchedDesk, str], None]


def take_units(desk: WatchedDesk, picture: Picture) -> None:
    """Take the pictures on the desk of a peer whose hospital counts units. Nothing is changed for them."""
    routes = desk.routes
    if not isinstance(routes, PeerRoutes):
        return
    desk.show("units")
    desk.settle()
    picture(desk, "21-units")
    page = routes.further.units.page
    next(one for one in page.findChildren(QAbstractButton) if one.text() == page.change_words).click()
    desk.settle()
    picture(desk, "21-units-times")
    desk.close_sheet()
