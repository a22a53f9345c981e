"""How a scene looks, as far as a machine can say it: one filled button, and no field that only the system painted."""

from typing import TypeVar

from PySide6.QtWidgets import QDateEdit, QWidget

from peerdesk.desktop.widgets.buttons import Button, Look
from peerdesk.desktop.widgets.day_edit import DayEdit

Kind = TypeVar("Kind", bound=QWidget)


def filled_twice(root: QWidget) -> list[str]:
    """Return the filled buttons of a screen where there is more than one: if two want to be it, one is wrong."""
    filled = [one.text() for one in _seen(root, Button) if one._look is Look.PRIMARY]
    return [f"filled: {' and '.join(filled)}"] if len(filled) > 1 else []


def foreign(root: QWidget) -> list[str]:
    """Return the fields for a day that look like the system's and not like every other field."""
    return [
        f"{one.accessibleName()} is a bare date field" for one in _seen(root, QDateEdit) if type(one) is not DayEdit
    ]


def _seen(root: QWidget, kind: type[Kind]) -> list[Kind]:
    return [one for one in root.findChildren(kind) if one.isVisibleTo(root)]
