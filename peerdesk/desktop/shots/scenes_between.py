"""The scenes between peers and between computers: handing over, leaving, and what a removed computer wrote."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.computer_views import ComputerView
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.screens.computers_card import ComputersCard
from peerdesk.desktop.screens.two_lists_sheet import TwoListsSheet
from peerdesk.desktop.widgets.scroll import ScrollBody

Picture = Callable[[WatchedDesk, str], None]


def take_giving(desk: WatchedDesk, picture: Picture) -> None:
    """Take a peer who hands over, and whose last day it is. Nothing that stands in the vault is changed."""
    routes = desk.routes
    if not isinstance(routes, PeerRoutes):
        return
    desk.show("today")
    routes.day.handovers.offer()
    desk.settle()
    sheet = routes.day.handovers.sheet
    if sheet is not None:
        sheet.picks[0].agreed.setChecked(True)
        sheet.picks[0].prompt.setText("Likes to be asked about the garden.")
    picture(desk, "40-hand-over")
    desk.close_sheet()
    routes.day.leaving.show()
    desk.settle()
    picture(desk, "41-leaving")
    desk.close_sheet()
    lists = TwoListsSheet(desk.door.frame, 12, here="9c41 07be 55d2 e0a8", shown="1f6a 83c0 2b97 44de")
    lists.open()
    picture(desk, "42-two-lists")
    desk.close_sheet()
    desk.show("trust")
    for card in desk.door.frame.findChildren(ComputersCard):
        card.show_computers((_this_computer(), _going_computer()))
        desk.settle()
        for body in desk.door.frame.findChildren(ScrollBody):
            body.ensureWidgetVisible(card)
    picture(desk, "43-being-removed")


def take_receiving(desk: WatchedDesk, picture: Picture) -> None:
    """Take a peer to whom something is offered, and whose lost computer has handed in its work."""
    routes = desk.routes
    if not isinstance(routes, PeerRoutes):
        return
    desk.show("today")
    picture(desk, "44-offered-to-me")
    desk.show("trust")
    session = desk.door.session
    if session is not None:
        session.pages.shared.removed.look()
    desk.settle()
    picture(desk, "45-is-this-yours")
    desk.close_sheet()


def _this_computer() -> ComputerView:
    name = _said("Computer %1").replace("%1", "1")
    badge, about = _said("Here now"), _said("This one")
    return ComputerView(key=b"", name=name, about=about, is_this=True, badge=badge, tone="ok", waits=False)


def _going_computer() -> ComputerView:
    badge, about = _said("Being removed"), _said("None of the latest changes here is from it")
    return ComputerView(key=b"", name="My laptop", about=about, is_this=False, badge=badge, tone="wait", waits=True)


def _said(words: str) -> str:
    return QCoreApplication.translate("ComputersModel", words)
