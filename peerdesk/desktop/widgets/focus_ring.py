"""The focus ring: one transparent overlay per window, for keyboard focus only."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWindow
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QScrollArea, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.paint import panel
from peerdesk.desktop.widgets.reading_order import step

GAP = 2
WIDTH = 2
_BY_KEYBOARD = Qt.WidgetAttribute.WA_KeyboardFocusChange
_TABS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_STEPS = _TABS | frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.LayoutRequest,
    }
)


class FocusRing(QWidget):
    """Draws a ring two pixels around the part that has the focus, if the focus came by key.

    Build one for each window. Lists draw their ring inside the row, so the overlay leaves them alone.

    It watches windows, for keys and the pointer, and the parts around which it stands, and nothing else. A filter on
    the application would be called for every event of every widget: that was two fifths of what building and painting
    the desk took, and beside a busy thread a wait for Python each time.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._worn: QWidget | None = None
        self._by_key = False
        self._steps = False
        self._tab = False
        self._comes_back = False
        self._followed: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
            app.focusWindowChanged.connect(self._on_window)
            self._on_window(app.focusWindow())

    @property
    def target(self) -> QWidget | None:
        """The part that now wears the ring, or None."""
        return self._target

    @property
    def by_key(self) -> bool:
        """Say whether the last thing the reader did was to press a key."""
        return self._by_key

    def step(self, *, forward: bool) -> bool | None:
        """Move the focus in the order of reading, if the Tab key was pressed just now; say whether there was a stop.

        None without that key: Qt also moves the focus on from a part that goes, and that may be half gone by then.
        """
        asked, self._tab = self._tab, False
        return step(self._window, forward=forward) if asked else None

    def put_on(self, target: QWidget) -> None:
        """Move the focus to a part and show the ring there, even where the focus was already."""
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._follow(target)
        self._worn = self._target

    def take_off(self) -> None:
        """Take the ring away; the focus stays where it is."""
        self._follow(None)
        self._worn = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._by_key, self._steps = True, event.key() in _STEPS
            self._tab = event.key() in _TABS and self._window.isActiveWindow()
        elif kind == QEvent.Type.KeyRelease:
            self._tab = False
        elif kind == QEvent.Type.MouseButtonPress:
            self._by_key, self._steps = False, False
            self.take_off()
        elif kind == QEvent.Type.WindowActivate and watched is self._window:
            self._comes_back = True
        elif kind in _MOVES and watched in self._followed:
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._target is None:
            return
        painter = QPainter(self)
        rect = QRectF(self._wanted(self._target)).translated(-self.x(), -self.y())
        radius = self._radius(self._target) + GAP + WIDTH / 2
        panel(painter, rect, fill=None, edge=theme_of(self).colour("focus"), radius=radius, width=WIDTH)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new.window() is not self._window:
            self._follow(None)
            return
        # Qt notes here that the focus came by Tab or by a shortcut, and leaves it to others to forget it. Of a step
        # with the arrows inside a group it notes nothing.
        by_keyboard = self._window.testAttribute(_BY_KEYBOARD) or self._steps
        self._window.setAttribute(_BY_KEYBOARD, False)
        # A window that comes forward again gives the focus back, and the ring with it.
        back = self._comes_back and new is self._worn
        self._comes_back = False
        self._follow(new if by_keyboard or back else None)
        self._worn = self._target

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _follow(self, target: QWidget | None) -> None:
        if isinstance(target, QAbstractItemView):
            target = None
        for one in self._followed:
            if one is not self._window and shiboken6.isValid(one):
                one.removeEventFilter(self)
        self._target = target
        self._followed = []
        at = target
        while at is not None:
            self._followed.append(at)
            if at is not self._window:
                at.installEventFilter(self)
            at = None if at is self._window else at.parentWidget()
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        shown = self._wanted(target).intersected(self._clip(target))
        if shown.isEmpty():
            self.hide()
            return
        self.setGeometry(shown)
        self.show()
        self.raise_()
        self.update()

    def _wanted(self, target: QWidget) -> QRect:
        grow = GAP + WIDTH
        top_left = target.mapTo(self._window, QPoint(0, 0))
        return QRect(top_left, target.size()).adjusted(-grow, -grow, grow, grow)

    def _clip(self, target: QWidget) -> QRect:
        """Return the part of the window in which the ring may show: not outside the scroll areas around it."""
        clip = self._window.rect()
        at = target.parentWidget()
        while at is not None and at is not self._window:
            if isinstance(at, QScrollArea):
                view: QAbstractScrollArea = at
                port = view.viewport()
                place = QRect(port.mapTo(self._window, QPoint(0, 0)), port.size())
                clip = clip.intersected(place)
            at = at.parentWidget()
        return clip

    @staticmethod
    def _radius(target: QWidget) -> float:
        asked = getattr(target, "focus_radius", None)
        return float(asked()) if callable(asked) else 8.0
