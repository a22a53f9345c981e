"""The one window of a session: it holds the unlock page first and the desk afterwards."""

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QWidget

from peerdesk.desktop.icons import paint_mark
from peerdesk.desktop.screens.other_windows import OtherWindows
from peerdesk.desktop.theme import theme_of

if TYPE_CHECKING:
    from peerdesk.desktop.widgets.focus_ring import FocusRing

SMALLEST = (900, 600)


class Cover(QFrame):
    """Covers everything at once: no word and no shape of what is below shows through.

    A frame, because a plain widget with the focus tells a screen reader its name and not that it is anything.
    """

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("window"))
        mark = self.rect().toRectF()
        mark.setHeight(theme.height(28))
        mark.moveCenter(self.rect().toRectF().center())
        paint_mark(painter, theme, mark)
        below = self.rect().toRectF()
        below.setTop(mark.bottom() + theme.space(16))
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter), self.accessibleName())


class Frame(QMainWindow):
    """A plain window with a hidden menu bar, the focus ring, and a cover that drops at one key (F12)."""

    painted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(*SMALLEST)
        self._said_painted = False
        self._alt_alone = False
        self._ring: FocusRing | None = None
        self._others = OtherWindows(self)
        self._focus: QWidget | None = None
        self.cover = Cover(self)
        self.cover.hide()

    @property
    def ring(self) -> "FocusRing":
        """The focus ring. It sees every event of the application, so it comes when the first paint is done."""
        from peerdesk.desktop.widgets.focus_ring import FocusRing

        if self._ring is None:
            self._ring = FocusRing(self)
            self.cover.raise_()
        return self._ring

    def show_page(self, page: QWidget) -> None:
        """Put a page into the window; the one before is let go."""
        self.setCentralWidget(page)
        self.setWindowTitle(page.windowTitle())
        if self._ring is not None:
            self._ring.raise_()
        self.cover.raise_()

    def blank(self) -> None:
        """Cover the window now, with nothing left to read in it for eyes or for a screen reader.

        Every other window of this process is put away as well.
        """
        # A word that is still being composed belongs to the text.
        QGuiApplication.inputMethod().commit()
        self._focus = self.focusWidget()
        has_keys = QApplication.activeWindow() is not None
        self._others.put_away()
        if has_keys:
            # The window that had them may be gone, and F12 must be heard here.
            self.activateWindow()
        # The window is older than the language that was chosen in it.
        self.cover.setAccessibleName(self.tr("The screen is covered. Press F12 to go on."))
        self.cover.setGeometry(self.rect())
        self.cover.show()
        self.cover.raise_()
        page = self.centralWidget()
        if page is not None:
            page.hide()
        self.cover.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cover.setFocus()
        self.repaint()

    def uncover(self) -> None:
        """Take the cover away again: everything is where it was."""
        page = self.centralWidget()
        if page is not None:
            page.show()
        self.cover.hide()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()
        self._others.bring_back()

    def toggle_cover(self) -> None:
        """Cover the window, or take the cover away."""
        if self.is_covered:
            self.uncover()
        else:
            self.blank()

    def forget_alt(self) -> None:
        """Note that Alt was part of a command, so that letting it go opens no menu; and put the menu bar away."""
        self._alt_alone = False
        if self.menuBar().isVisible():
            self.menuBar().hide()

    @property
    def is_covered(self) -> bool:
        """Say whether the cover is down."""
        return not self.cover.isHidden()

    def toggle_menu(self) -> None:
        """Show the menu bar with the first menu chosen, or put it away."""
        bar = self.menuBar()
        if bar.isVisible():
            bar.hide()
        elif bar.actions():
            bar.show()
            bar.setActiveAction(bar.actions()[0])
            bar.setFocus(Qt.FocusReason.MenuBarFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt names it so
        moved = self._ring.step(forward=next) if self._ring is not None else None
        return super().focusNextPrevChild(next) if moved is None else moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._alt_alone = event.key() == Qt.Key.Key_Alt
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt and self._alt_alone and not self.is_covered:
            self.toggle_menu()
        super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and not self._said_painted:
            self._said_painted = True
            QTimer.singleShot(0, self._on_first_paint)
        return done

    def _on_first_paint(self) -> None:
        self.painted.emit()
        self.ring.raise_()
        self.cover.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cover.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()
