"""The scenes of a peer with two computers: what needs them, two versions, history, and what was deleted."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.screens.computers_card import ComputersCard
from peerdesk.desktop.screens.history_card import HistoryCard
from peerdesk.desktop.screens.two_versions import TwoVersions
from peerdesk.desktop.widgets.buttons import Button
from peerdesk.desktop.widgets.scroll import show_whole
from peerdesk.desktop.widgets.version_choice import VersionChoice
from peerdesk.domain.ids import RecordId

Picture = Callable[[WatchedDesk, str], None]


def take_versions(desk: WatchedDesk, note: RecordId, picture: Picture) -> None:
    """Take the pictures on a desk that is open; nothing that stands in its vault is changed."""
    routes = desk.routes
    if not isinstance(routes, PeerRoutes):
        return
    desk.show("today")
    picture(desk, "24-needs-you")
    desk.show("notes", note)
    picture(desk, "25-two-versions")
    card = routes.detail.findChildren(TwoVersions)[0]
    card.findChildren(VersionChoice)[1].setChecked(True)
    card.enter()
    picture(desk, "25-two-versions-picked")
    history = routes.detail.findChildren(HistoryCard)[0]
    routes.detail.version_opened.emit(history.lines[-1].key)
    picture(desk, "26-earlier-version")
    desk.close_sheet()
    show_whole(history)
    picture(desk, "26-history")
    routes.deleted.asked.emit()
    picture(desk, "27-deleted")
    routes.deleted.page.erase_asked.emit(note)
    picture(desk, "28-erase")
    desk.close_sheet()
    desk.show("trust")
    picture(desk, "29-sync-trust-needs")
    for computers in desk.door.frame.findChildren(ComputersCard):
        for remove in computers.findChildren(Button)[:1]:
            remove.click()
            picture(desk, "31-remove-a-computer")
            desk.close_sheet()
