"""The scenes of supervision: the log that both see, the form, and what is read before it is signed."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

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
    _close_sheet(desk)
    # Behind the one that saves the file.
    to_sign = page.findChildren(OutlinedButton)[-1]
    to_sign.click()
    picture(desk, "37-read-and-sign")
    _close_sheet(desk)


def _close_sheet(desk: WatchedDesk) -> None:
    sheet = QApplication.activeModalWidget()
    if sheet is not None:
        sheet.close()
    desk.settle()
