"""The search for places: from it the arrow goes on to what was found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from peerdesk.desktop.widgets.fields import SearchField


class PlaceSearch(SearchField):
    """A search line. `went_down` says that somebody wants to go on to the list."""

    went_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_down.emit()
        else:
            super().keyPressEvent(event)
