"""The search for garbage of an application that outlives its windows."""

import shiboken6
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.garbage import GarbageRounds


def end_rounds() -> None:
    """Take the rounds away from the application; the next window makes them anew."""
    app = QApplication.instance()
    for rounds in app.findChildren(GarbageRounds) if app is not None else ():
        shiboken6.delete(rounds)
