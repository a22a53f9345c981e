"""The one way to the person's own browser: for signing in with the hospital, after a press that says where it goes."""

import sys

from PySide6.QtCore import QProcess, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from peerdesk.desktop.other_programs import bundle_here, environment_for_others
from peerdesk.wire.web_address import origin_of


def open_in_browser(address: str, bundle: str | None = None) -> bool:
    """Hand an address to the system's browser, which is a process of its own. Say whether there was one to take it.

    Nothing but a page of the web goes this way: no file, no script, and nothing that was written in a note. `bundle` is
    where the libraries of the frozen application are, None for this very one.
    """
    if not origin_of(address):
        return False
    url, bundle = QUrl(address, QUrl.ParsingMode.StrictMode), bundle_here() if bundle is None else bundle
    opener = QStandardPaths.findExecutable("xdg-open") if bundle and sys.platform == "linux" else ""
    return _start(opener, url, bundle) if opener else QDesktopServices.openUrl(url)


def _start(opener: str, url: QUrl, bundle: str) -> bool:
    """Start what Qt would start here, too, but Qt gives it our own environment."""
    around = dict(one.split("=", 1) for one in QProcess.systemEnvironment() if "=" in one)
    process = QProcess()
    process.setProgram(opener)
    process.setArguments([url.toString(QUrl.ComponentFormattingOption.FullyEncoded)])
    process.setEnvironment([f"{name}={value}" for name, value in environment_for_others(around, bundle).items()])
    return bool(process.startDetached())
