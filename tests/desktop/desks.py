"""Real desks for tests: a real window on a real vault, whose key derivation costs nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict, Unpack

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from peerdesk.desktop.compose import Door
from peerdesk.desktop.demo_windows import Onlooker, WatchedDesk
from peerdesk.desktop.lock_triggers.trigger import LockTrigger
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.widgets.labels import ElidedLabel
from peerdesk.sync.transport import Transport
from tests.support.vaults import PASSPHRASE, a_vault, reopened

Remotes = Callable[[str, bytes], Transport]


class How(TypedDict, total=False):
    """What may be different about a desk; `open_door` says what it is otherwise."""

    remotes: Remotes | None
    language: str
    percent: int
    size: tuple[int, int]
    triggers: Callable[[], Sequence[LockTrigger]]


@contextmanager
def open_door(
    home: Path,
    *,
    remotes: Remotes | None = None,
    language: str = "en",
    percent: int = 100,
    size: tuple[int, int] = (1280, 800),
    triggers: Callable[[], Sequence[LockTrigger]] = tuple,
) -> Iterator[WatchedDesk]:
    """Show the unlock window of a home whose vaults were made with the test profile."""
    kept = Preferences(look="light", language=language, scale_percent=percent, width=size[0], height=size[1])
    kept.write(home)
    door = Door(
        home=home,
        name=None,
        app=application(),
        open_vault=lambda place, passphrase, _cancelled: reopened(place.folder, passphrase),
        remotes=remotes,
        triggers=triggers,
    )
    onlooker = Onlooker(home / "pictures", size=size)
    desk = WatchedDesk(door, onlooker)
    door.frame.resize(*size)
    try:
        yield desk
    finally:
        desk.close()
        # The next test begins with the words of the source again.
        for words in door.language._installed:
            application().removeTranslator(words)


@contextmanager
def open_desk(home: Path, passphrase: str = PASSPHRASE, **how: Unpack[How]) -> Iterator[WatchedDesk]:
    """Make a vault for Devon where there is none, and open its desk."""
    if not (home / "vaults").exists():
        a_vault(home, "Devon Achebe").close()
    with open_door(home, **how) as desk:
        desk.unlock(passphrase)
        yield desk


def application() -> QApplication:
    known = QApplication.instance()
    assert isinstance(known, QApplication)
    return known


def peer(desk: WatchedDesk) -> PeerRoutes:
    routes = desk.routes
    assert isinstance(routes, PeerRoutes)
    return routes


def type_words(words: str) -> None:
    """Type where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, words)


def click(widget: QWidget) -> None:
    """Click the middle of a widget with the mouse, where it really is."""
    where = QPoint(min(widget.width() // 2, 40), widget.height() // 2)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def nameless(root: QWidget) -> list[str]:
    """Return the focusable things on a screen that a screen reader could not name."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isEnabled():
            continue
        reader = QAccessible.queryAccessibleInterface(widget)
        name = reader.text(QAccessible.Text.Name) if reader is not None else ""
        if not name.strip() and not labelled(widget) and not is_part_of_another(widget):
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def labelled(widget: QWidget) -> bool:
    return any(label.buddy() is widget for label in widget.window().findChildren(QLabel))


def is_part_of_another(widget: QWidget) -> bool:
    """Say whether Qt made it inside a control that has a name of its own (a spin box's line, a view's port)."""
    return widget.objectName().startswith("qt_") or isinstance(widget, QScrollArea)


def clipped(root: QWidget) -> list[str]:
    """Return labels and buttons on a screen that got less room than their words need."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton):
            continue
        wanted = widget.minimumSizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            wanted.setHeight(widget.heightForWidth(widget.width()))
        if widget.width() < wanted.width() - 1 or widget.height() < wanted.height() - 1:
            found.append(f"{type(widget).__name__} {widget.text()!r} {widget.size()} wants {wanted}")
    return found


def small(root: QWidget) -> list[str]:
    """Return what can be clicked on a screen and is smaller than 32 by 32 pixels."""
    return [
        f"{type(widget).__name__} {widget.text()!r} {widget.width()}x{widget.height()}"
        for widget in root.findChildren(QAbstractButton)
        if widget.isVisible() and (widget.width() < 32 or widget.height() < 32)
    ]


def beyond(root: QWidget) -> list[str]:
    """Return what sticks out of the window at its right edge, where nobody could scroll to it."""
    edge = root.window().width()
    return [
        f"{type(widget).__name__} ends at {widget.mapTo(root.window(), QPoint(widget.width(), 0)).x()} of {edge}"
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and widget.mapTo(root.window(), QPoint(widget.width(), 0)).x() > edge + 1
    ]


def cut(root: QWidget) -> list[str]:
    """Return the single lines on a screen that end in an ellipsis, so that somebody would miss a word."""
    return [
        f"{label.text()!r} has {label.width()} of {label.fontMetrics().horizontalAdvance(label.text())}"
        for label in root.findChildren(ElidedLabel)
        if label.isVisible() and label.fontMetrics().horizontalAdvance(label.text()) > label.width()
    ]


def squeezed(root: QWidget) -> list[str]:
    """Return the parts of a screen that are lower than they must be: layouts squeeze instead of saying so."""
    return [
        f"{type(widget).__name__} {widget.height()} of {least}"
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and isinstance(widget, QAbstractButton | QLineEdit | QTextEdit)
        and widget.height() < (least := _least_height(widget)) - 1
    ]


def _least_height(widget: QWidget) -> int:
    # A chip whose words wrap at its width needs two lines, whatever it would be content with at another.
    wrapped = widget.heightForWidth(widget.width())
    return widget.minimumHeight() or max(widget.minimumSizeHint().height(), wrapped)
