"""Bringing in, while the person types, what an open vault needs at once.

Imports and Qt's classes for Python, which come to be when they are first touched, are brought in by a thread. Fonts,
letters and the style sheet's answers are kept by Qt itself, and only where painting has asked for them: so a list that
nobody sees is painted once, by the GUI thread, in less than a frame.
"""

import sys
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from peerdesk.desktop.turns import whole_turns

_AFTER_MS = 60
_LOOK_EVERY_MS = 15
_PAUSE_SECONDS = 0.0001
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:?!'-()…"
_WIDE = 2400  # Room for all the letters three times: what is cut off is not drawn.


class Warming(QObject):
    """Warms this process up once, in the background. `done` says that everything is there, the list painted as well."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = threading.Thread(target=_bring_in_whole, daemon=True)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_EVERY_MS)
        self._watch.timeout.connect(self._look)
        self._is_wanted = True

    def start(self) -> None:
        """Begin in a moment: what the person sees first comes first."""
        QTimer.singleShot(_AFTER_MS, self, self._begin)

    def then(self, go: Callable[[], None]) -> None:
        """Call `go` once nothing is being brought in any more; at once, and for good, where that has not begun.

        A desk that is built beside the thread touches the same classes of Qt: seldom, that was a crash.
        """
        if self._watch.isActive():
            self.done.connect(go, Qt.ConnectionType.SingleShotConnection)
        else:
            self._is_wanted = False
            go()

    def _begin(self) -> None:
        if self._is_wanted:
            self._thread.start()
            self._watch.start()

    def _look(self) -> None:
        # The thread knows nothing of this object: a window may be closed, and its objects gone, at any moment of it.
        if not self._thread.is_alive():
            self._watch.stop()
            paint_unseen()
            self.done.emit()


class _Pauses:
    """Asked for every module that is looked for, knows none, and lets the window in first."""

    def __init__(self) -> None:
        self._mine = threading.get_ident()

    def find_spec(self, _name: str, _path: object = None, _target: object = None) -> None:
        if threading.get_ident() == self._mine:
            time.sleep(_PAUSE_SECONDS)


def _bring_in_whole() -> None:
    pauses = _Pauses()
    sys.meta_path.insert(0, pauses)
    try:
        with whole_turns():
            bring_in()
    finally:
        sys.meta_path.remove(pauses)


def bring_in() -> None:
    """Import the desk, and touch the classes that its first list would touch. Any thread may do it."""
    from PySide6 import QtCore, QtGui, QtWidgets
    from PySide6.QtCore import QDate, QLocale

    # So that they are there when the passphrase is; the second brings Qt's part for the network.
    import peerdesk.desktop.compose_desk
    import peerdesk.desktop.instance
    import peerdesk.desktop.lock_watch
    import peerdesk.desktop.locking  # noqa: F401 - the four are here to be brought in
    from peerdesk.desktop.lock_triggers.here import kinds_here

    kinds_here()
    # The part of a list that scrolls is a widget of Qt's own. To find its class Python looks at every kind of widget,
    # of event and of object. At the options of styles, half a MiB with all their constants, it never looks.
    for name in dir(QtWidgets):
        if not name.startswith(("QStyleOption", "QStyleHint")):
            getattr(QtWidgets, name)
            # Between two classes the window has its turn.
            time.sleep(_PAUSE_SECONDS)
    # And what else the desk touches: the readers of screens, the signs of its menus, its texts, its lists.
    touched = ("QGradient", "QAccessible", "QAccessibleAnnouncementEvent", "QIcon", "QTextDocument")
    for module, name in (*((QtGui, name) for name in touched), (QtCore, "QItemSelectionModel")):
        getattr(module, name)
        time.sleep(_PAUSE_SECONDS)
    # Every list says days; the first time takes as long as painting three rows.
    QLocale().toString(QDate(2000, 1, 1), "d MMM")


def paint_unseen() -> None:
    """Paint a list with all that a row can have, where nobody sees it. For the GUI thread, after `bring_in`."""
    from peerdesk.desktop.rows import Row, RowBadge
    from peerdesk.desktop.widgets.section_list import SectionList

    unseen = SectionList("")
    badge = RowBadge(text=_LETTERS, icon="lock", tone="private")
    unseen.set_rows(
        (Row(key=0, title=_LETTERS, sub=_LETTERS, right=_LETTERS, badges=(badge,), marks=((0, 3),), tall=True),)
    )
    unseen.resize(_WIDE, unseen.sizeHintForRow(0))
    unseen.grab()
    unseen.deleteLater()
