"""Bringing in, while the person types, what an open vault needs at once.

Imports and Qt's classes for Python, which come to be when they are first touched, are brought in slice by slice. Fonts,
letters and the style sheet's answers are kept by Qt itself, and only where painting has asked for them: so a list that
nobody sees is painted once, by the GUI thread, in less than a frame.
"""

import sys
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_AFTER_MS = 60
_SLICES_SECONDS = 0.004
"""For how long the window stands still at once; it paints and takes keys between two of these."""
_STUCK_SECONDS = 0.05

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:?!'-()…"
_WIDE = 2400  # Room for all the letters three times: what is cut off is not drawn.


class Slices:
    """A thread that goes on while the one that holds this waits for it, and stands still at other moments.

    PySide remembers the last class that anybody looked up in two variables, and Qt asks for a widget's class while it
    paints, without Python's lock: with a thread beside it that touched classes, a window ended in a crash every few
    hundred starts. What is brought in cannot be cut up otherwise: one import leads to hundreds.
    """

    def __init__(self, work: Callable[[Callable[[], None]], None]) -> None:
        self._changed = threading.Condition()
        self._is_its_turn = self._is_alone = self.is_over = False
        self.thread = threading.Thread(target=self._run, args=(work,), daemon=True)

    def one(self) -> None:
        """Let the work go on until it says that it could be left, and wait for that."""
        with self._changed:
            self._is_its_turn = not self.is_over
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._is_its_turn)

    def leave_alone(self) -> None:
        """Let it go on by itself to its end: nobody will wait for it any more."""
        with self._changed:
            self._is_alone = True
            self._changed.notify_all()

    def _run(self, work: Callable[[Callable[[], None]], None]) -> None:
        self._pause()
        try:
            work(self._pause)
        finally:
            with self._changed:
                self._is_its_turn, self.is_over = False, True
                self._changed.notify_all()

    def _pause(self) -> None:
        if threading.current_thread() is self.thread:
            with self._changed:
                self._is_its_turn = False
                self._changed.notify_all()
                # Whoever waits for a module that is half brought in here cannot wait for this thread as well.
                self._changed.wait_for(lambda: self._is_its_turn or self._is_alone, _STUCK_SECONDS)


class Warming(QObject):
    """Warms this process up once, in the background. `done` says that everything is there, the list painted as well."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._slices = Slices(_bring_in)
        self._watch = QTimer(self)
        self._watch.setInterval(0)
        self._watch.timeout.connect(self._go_on)
        self._is_wanted = True

    def start(self) -> None:
        """Begin in a moment: what the person sees first comes first."""
        QTimer.singleShot(_AFTER_MS, self, self._begin)

    def then(self, go: Callable[[], None]) -> None:
        """Call `go` once nothing is being brought in any more; at once, and for good, where that has not begun."""
        if self._watch.isActive():
            self.done.connect(go, Qt.ConnectionType.SingleShotConnection)
        else:
            self._is_wanted = False
            go()

    def _begin(self) -> None:
        if self._is_wanted:
            self._slices.thread.start()
            # A window may be closed, and its objects gone, at any moment.
            self.destroyed.connect(self._slices.leave_alone)
            self._watch.start()

    def _go_on(self) -> None:
        until = time.perf_counter() + _SLICES_SECONDS
        while not self._slices.is_over and time.perf_counter() < until:
            self._slices.one()
        if self._slices.is_over:
            self._watch.stop()
            paint_unseen()
            self.done.emit()


class _Pauses:
    """Asked for every module that is looked for, and knows none: there an import can be left for a moment."""

    def __init__(self, pause: Callable[[], None]) -> None:
        self._pause = pause

    def find_spec(self, _name: str, _path: object = None, _target: object = None) -> None:
        self._pause()


def _bring_in(pause: Callable[[], None]) -> None:
    pauses = _Pauses(pause)
    sys.meta_path.insert(0, pauses)
    try:
        bring_in(pause)
    finally:
        sys.meta_path.remove(pauses)


def bring_in(pause: Callable[[], None]) -> None:
    """Import the desk, and touch the classes that its first list would touch; `pause` is called between two of them."""
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
            pause()
    # And what else the desk touches: the readers of screens, the signs of its menus, its texts, its lists.
    touched = ("QGradient", "QAccessible", "QAccessibleAnnouncementEvent", "QIcon", "QTextDocument")
    for module, name in (*((QtGui, name) for name in touched), (QtCore, "QItemSelectionModel")):
        getattr(module, name)
        pause()
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
