"""A place on a page that something comes to later, or that is filled anew while the rest of the page stays."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from peerdesk.desktop.widgets.reading_order import stops


class Slot(QWidget):
    """Holds one widget, or nothing and no room. It may be filled before it is put on a page.

    Whoever has the focus in what is filled anew keeps it: on the part of the same name, else where they were.
    """

    _held: QWidget | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def put(self, widget: QWidget | None) -> None:
        """Hold another widget; the one before is let go."""
        focus = self._focus()
        if self._held is not None:
            self._box.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = widget
        if widget is not None:
            self._box.addWidget(widget)
        self._show_held()
        if widget is not None and focus is not None:
            widget.show()
            _focus_again(widget, *focus)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.ParentChange:
            self._show_held()
        return done

    def _focus(self) -> tuple[str, int] | None:
        """Return what the focus is on inside, by its name and its place on the way of Tab; None where it is outside."""
        now = self.window().focusWidget()
        if self._held is None or not self._held.isAncestorOf(now):
            return None
        way = stops(self._held)
        return _called(now), way.index(now) if now in way else 0

    def _show_held(self) -> None:
        # On no page yet it would be a window of its own, and take the keys from the desk's.
        self.setVisible(self._held is not None and self.parentWidget() is not None)


def _focus_again(widget: QWidget, name: str, at: int) -> None:
    way = stops(widget)
    alike = (part for part in way if _called(part) == name)
    if way:
        next(alike, way[min(at, len(way) - 1)]).setFocus(Qt.FocusReason.OtherFocusReason)


def _called(part: QWidget) -> str:
    return part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "")
