"""Room for words, beyond what one part says of itself: no two parts over each other, no word longer than its chip."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QLabel, QLayout, QLineEdit, QStackedLayout, QTextEdit, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.chips import CheckChip, RadioChip, _text_room
from peerdesk.desktop.widgets.paint import plain

LEAST, LEAST_PRIMARY = 24, 32
_SPOKEN = (QLabel, QAbstractButton, QLineEdit, QTextEdit)


def overlapping(root: QWidget) -> list[str]:
    """Return pairs that one layout placed over each other, each pair with what it covers twice."""
    found = []
    for parent in (root, *root.findChildren(QWidget)):
        layout = parent.layout()
        if layout is None or not parent.isVisible() or isinstance(layout, QStackedLayout):
            continue
        for one, other in combinations(list(_in_layout(layout)), 2):
            both = one.geometry().intersected(other.geometry())
            if both.width() > 1 and both.height() > 1:
                found.append(f"{described(one)} and {described(other)} share {_size(both)}")
    return found


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for item in (layout.itemAt(at) for at in range(layout.count())):
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if inner is not None and not isinstance(inner, QStackedLayout):
            yield from _in_layout(inner)
        elif widget is not None and widget.isVisible():
            yield widget


def too_long(root: QWidget) -> list[str]:
    """Return the chips with a single word that is wider than the chip: it cannot wrap, so it is cut."""
    found = []
    for chip in root.findChildren(QAbstractButton):
        if isinstance(chip, RadioChip | CheckChip) and chip.isVisible():
            theme = theme_of(chip)
            room = _text_room(theme, chip.keycap, chip.width())
            metrics = QFontMetricsF(theme.font("medium"))
            found += [
                f"{word!r} has {room:.0f} of {metrics.horizontalAdvance(word):.0f}"
                for word in plain(chip.text()).split()
                if metrics.horizontalAdvance(word) > room + 1
            ]
    return found


def hard_to_hit(root: QWidget) -> list[str]:
    """Return what can be pressed or filled in and is smaller than a finger or an unsteady hand needs."""
    found = []
    for part in root.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QAbstractButton | QLineEdit | QTextEdit):
            continue
        least = LEAST_PRIMARY if isinstance(part, PrimaryButton) else LEAST
        # The line inside a number or a list is a part of it, and the whole of that takes the click.
        whole = part.parentWidget() if part.objectName().startswith("qt_") else part
        if whole is not None and min(whole.width(), whole.height()) < least:
            found.append(f"{described(part)} is {whole.width()}x{whole.height()}")
    return found


def squeezed_in_height(root: QWidget) -> list[str]:
    """Return the parts of forms that stick out below what holds them and cannot be scrolled to."""
    edge = root.window().height()
    found = []
    for part in root.findChildren(QWidget):
        if part.isVisible() and isinstance(part, _SPOKEN) and not _scrolls(part):
            bottom = part.mapTo(root.window(), QPoint(0, part.height())).y()
            if bottom > edge + 1:
                found.append(f"{described(part)} ends at {bottom} of {edge}")
    return found


def _scrolls(part: QWidget) -> bool:
    above = part.parentWidget()
    while above is not None and not above.isWindow():
        if above.objectName() == "qt_scrollarea_viewport" or above.inherits("QAbstractScrollArea"):
            return True
        above = above.parentWidget()
    return False


def described(part: QWidget) -> str:
    """Return what a part is, with its words or its name."""
    text = getattr(part, "text", None)
    words = text() if callable(text) else ""
    return f"{type(part).__name__} {(words or part.accessibleName())!r}"


def _size(place: QRect) -> str:
    return f"{place.width()}x{place.height()}"
