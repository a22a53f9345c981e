"""The scenes of supervision: the log, the form, what is read before it is signed; and of a peer's own page."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.widgets.buttons import OutlinedButton

Picture = Callable[[WatchedDesk, str], None]


def take_supervision(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    """Take the pictures on a desk that is open; nothing that stands in its vault is changed."""
    desk.show("supervision")
    picture(desk, "35-supervision")
    page = routes.further.supervision.page
    page.log.click()
    picture(desk, "36-log-a-session")
    desk.close_sheet()
    sign = QCoreApplication.translate("SupervisionScreen", "Read and sign")
    next(one for one in page.findChildren(OutlinedButton) if one.text() == sign).click()
    picture(desk, "37-read-and-sign")
    desk.close_sheet()


def take_own_lists(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    """Take the two lists of a peer's own on the page of supervision, and their forms."""
    work = routes.further.own_work
    desk.show("supervision")
    desk.settle()
    body = routes.further.supervision.page.body
    body.ensureWidgetVisible(work.training.card)
    picture(desk, "76-own-lists")
    work.out_of_role.add()
    picture(desk, "77-asked-outside-my-role")
    desk.close_sheet()
    work.training.add()
    picture(desk, "78-a-training")
    desk.close_sheet()


def take_wellbeing(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    """Take the page of one's own wellbeing, empty and with two entries, and leave it as it was."""
    desk.show("wellbeing")
    picture(desk, "52-wellbeing-empty")
    model, page = routes.further.wellbeing.model, routes.further.wellbeing.page
    for word, line in (("tired", "Two hard hours, then tea with Ruth. The tea helped."), ("good", "")):
        model.keep(word, line)
    desk.settle()
    routes.dismiss()
    page.moods.toggle("okay")
    picture(desk, "53-wellbeing")
    page.clear_form()
    model.erase(model.entries)
    desk.settle()
    routes.dismiss()
