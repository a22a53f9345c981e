"""A place on a page that something comes to later, or that is filled anew while the rest of the page stays."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Slot(QWidget):
    """Holds one widget, or nothing and no room. It may be filled before it is put on a page."""

    _held: QWidget | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def put(self, widget: QWidget | None) -> None:
        """Hold another widget; the one before is let go."""
        if self._held is not None:
            self._box.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = widget
        if widget is not None:
            self._box.addWidget(widget)
        self._show_held()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.ParentChange:
            self._show_held()
        return done

    def _show_held(self) -> None:
        # On no page yet it would be a window of its own, and take the keys from the desk's.
        self.setVisible(self._held is not None and self.parentWidget() is not None)
