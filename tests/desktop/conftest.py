"""What every test of the desk shares: one application in the calm light look, back to it after each test."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.garbage import garbage_rounds
from peerdesk.desktop.theme import Theme, apply_theme, make_theme


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Return the light theme at 100 %, applied; whatever a test applies is undone after it."""
    garbage_rounds(qapp)
    light = make_theme()
    wear(qapp, light)
    yield light
    # Windows of a test that is over wait for an event loop to delete them; here they go at once. So do pages that were
    # made and never shown: no window is their parent, and each of them would make every later change of look dearer.
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    wear(qapp, light)


def wear(app: QApplication, theme: Theme) -> None:
    """Put the application into a look, unless it wears it already: to do so takes 5 ms."""
    if app.property("peerdesk_theme") != theme:
        apply_theme(app, theme)
