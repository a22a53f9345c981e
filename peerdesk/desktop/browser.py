"""The one way to the person's own browser: for signing in with the hospital, after a press that says where it goes."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from peerdesk.wire.web_address import origin_of


def open_in_browser(address: str) -> bool:
    """Hand an address to the system's browser, which is a process of its own. Say whether there was one to take it.

    Nothing but a page of the web goes this way: no file, no script, and nothing that was written in a note.
    """
    return bool(origin_of(address)) and QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))
