"""The scenes of supervision: the log that both see, the form, and what is read before it is signed."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.widgets.buttons import OutlinedButton

Picture = Callable[[WatchedDesk, str], None]


def take_supervision(desk: WatchedDesk, picture: Picture) -> None:
    """Take the pictures on a desk that is open; nothing that stands in its vault is changed."""
    desk.show("supervision")
    picture(desk, "35-supervision")
    page = desk.routes.supervision.page
    page.log.click()
    picture(desk, "36-log-a-session")
    desk.close_sheet()
    # Behind the one that saves the file.
    to_sign = page.findChildren(OutlinedButton)[-1]
    to_sign.click()
    picture(desk, "37-read-and-sign")
    desk.close_sheet()
