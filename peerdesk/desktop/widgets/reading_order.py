"""The Tab key goes in the order of reading: as the layouts stand now, not as their parts happened to be made.

Qt keeps one chain for a window, in the order in which its parts came into being. A row that is made again, or a card
that is put above another one later, would stand at the end of it.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLayout, QWidget

HELP = "helps_with_what_stands_beside"
"""A property for a part that comes behind the others of the widget that holds it, wherever it is laid out."""

ONE_STOP = (QAbstractSpinBox, QComboBox)
"""Fields that Qt builds of several widgets. Whatever has the focus within one has lent it to the whole."""


def stops(window: QWidget) -> list[QWidget]:
    """Return where the Tab key stops in a window, in order."""
    return [part for part in _parts(window) if _is_stop(part)]


def step(window: QWidget, *, forward: bool) -> bool:
    """Move the focus of a window to the next stop of the Tab key, or the one before; say whether there was one."""
    now = QApplication.focusWidget()
    order = [part for part in _parts(window) if part is now or _is_stop(part)]
    if not forward:
        order.reverse()
    at = order.index(now) if now in order else -1
    onward = [part for part in (*order[at + 1 :], *order[: max(at, 0)]) if part is not now]
    if onward:
        onward[0].setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return bool(onward)


def _is_stop(part: QWidget) -> bool:
    by_tab = part.focusPolicy() & Qt.FocusPolicy.TabFocus
    return by_tab == Qt.FocusPolicy.TabFocus and part.isEnabled()


def _parts(parent: QWidget) -> Iterator[QWidget]:
    """Yield what is visible in a widget: first what its layout holds, in its order, then what floats over it."""
    laid_out = dict.fromkeys(sorted(_in_layout(parent.layout()), key=lambda part: bool(part.property(HELP))))
    floating = (child for child in parent.children() if isinstance(child, QWidget) and child not in laid_out)
    for part in (*laid_out, *floating):
        if part.isVisible() and not part.isWindow():
            yield part
            if not isinstance(part, ONE_STOP):
                yield from _parts(part)


def _in_layout(layout: QLayout | None) -> Iterator[QWidget]:
    items = (layout.itemAt(at) for at in range(layout.count())) if layout is not None else ()
    for item in items:
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget
        elif item is not None:
            yield from _in_layout(item.layout())
