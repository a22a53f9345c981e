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
    apply_theme(qapp, light)
    yield light
    # Windows of a test that is over wait for an event loop to delete them; here they go at once.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if qapp.property("peerdesk_theme") != light:
        apply_theme(qapp, light)
