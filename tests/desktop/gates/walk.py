"""The way of the Tab key over a screen: every stop once, none missed, none a trap, in the order one reads."""

from collections import Counter
from itertools import pairwise

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QMainWindow, QMenu, QScrollArea, QWidget
from shiboken6 import isValid

from peerdesk.desktop.widgets.reading_order import HELP, ONE_STOP
from tests.desktop.gates.room import described

MOST_STOPS = 400


def wanted_stops(root: QWidget) -> set[QWidget]:
    """Return what the Tab key should stop at in a window."""
    found = set()
    for part in root.findChildren(QWidget):
        by_tab = (part.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
        within_one = isinstance(part.parentWidget(), ONE_STOP)
        inner = part.objectName().startswith("qt_") or within_one or isinstance(part, QScrollArea)
        if part.window() is root and part.isVisible() and part.isEnabled() and by_tab and not inner:
            found.add(part)
    return found


def walked(root: QWidget) -> list[QWidget]:
    """Press Tab from the beginning of a window until it comes round, and return the stops in their order.

    What comes in meanwhile may draw a page anew: then the way over it begins again.
    """
    while not all(map(isValid, stops := _pressed_through(root))):
        QApplication.processEvents()
    return stops


def _pressed_through(root: QWidget) -> list[QWidget]:
    # Where there is no window manager, nobody gives the window back its turn once a sheet has closed.
    root.activateWindow()
    QApplication.processEvents()
    before = QApplication.focusWidget()
    if before is not None:
        before.clearFocus()
    stops: list[QWidget] = []
    handle = root.windowHandle()
    for _ in range(MOST_STOPS):
        QTest.keyClick(handle, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        # A day has parts of its own, and Tab goes through them before it leaves.
        if at is not None and stops and at is stops[-1]:
            continue
        if at is None or at in stops:
            break
        stops.append(at)
    if before is not None and isValid(before):
        before.setFocus(Qt.FocusReason.OtherFocusReason)
    return stops


def flaws_of_the_way(root: QWidget) -> list[str]:
    """Return the stops that are missed, and the steps that go against the order of reading."""
    stops = walked(root)
    wanted = wanted_stops(root)
    reached = {group for group in map(_only_one_of, stops) if group is not None}
    missed = [
        f"Tab misses {described(part)}" for part in wanted if part not in stops and _only_one_of(part) not in reached
    ]
    back = [
        f"Tab goes back from {described(one)} to {described(other)}"
        for one, other in pairwise(stops)
        if not other.property(HELP) and _goes_back(one, other)
    ]
    return sorted(missed) + back


def out_of_reach(root: QWidget) -> list[str]:
    """Return the commands of a window that stand in no menu, and the keys that mean two of them."""
    bar = root.menuBar() if isinstance(root, QMainWindow) else None
    if bar is None:
        return []
    listed = {entry for menu in bar.findChildren(QMenu) for entry in menu.actions()}
    hidden = [f"{action.text()!r} is in no menu" for action in root.actions() if action not in listed]
    keys = Counter(key for action in root.actions() if (key := action.shortcut().toString()))
    return hidden + [f"{key} means {count} commands" for key, count in keys.items() if count > 1]


def _only_one_of(part: QWidget) -> QObject | None:
    """Return what holds answers that exclude each other: Tab stops at one of them, arrows reach the others."""
    if not isinstance(part, QAbstractButton):
        return None
    group: QButtonGroup | None = part.group()
    if group is None:
        return part.parentWidget() if part.autoExclusive() else None
    return group if group.exclusive() else None


def _goes_back(one: QWidget, other: QWidget) -> bool:
    """Say whether the second stands before the first, where their ways part: above it, or left of it in its row."""
    here, there = _where_they_part(one, other)
    above = there.bottom() <= here.top() and there.left() <= here.right()
    shared = min(here.bottom(), there.bottom()) - max(here.top(), there.top())
    in_a_row = shared > min(here.height(), there.height()) / 2
    return above or (in_a_row and there.right() <= here.left())


def _where_they_part(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    line = _upwards(one)
    for at, above in enumerate(_upwards(other)):
        if above in line:
            mine, its = line.index(above), at
            others = _upwards(other)
            return (
                line[mine - 1].geometry() if mine else one.rect(),
                others[its - 1].geometry() if its else other.rect(),
            )
    return one.geometry(), other.geometry()


def _upwards(part: QWidget) -> list[QWidget]:
    found = [part]
    while (above := found[-1].parentWidget()) is not None:
        found.append(above)
    return found
