from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.announcer import Announcer, say


def test_a_change_reaches_everyone_who_listens(qtbot: QtBot) -> None:
    announcer = Announcer()
    heard: list[object] = []
    announcer.changed.connect(heard.append)
    announcer.changed.connect(heard.append)
    what = object()
    announcer.tell(what)
    assert heard == [what, what]


def test_saying_something_needs_no_reader_and_shows_nothing(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    say(widget, "Note kept.")
    say(widget, "That passphrase does not open these notes.", urgent=True)
    assert isinstance(widget, QObject)
    assert QAccessible.queryAccessibleInterface(widget) is not None
    assert not widget.isVisible()
