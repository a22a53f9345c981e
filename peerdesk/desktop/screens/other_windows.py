"""The windows beside the one of the desk: sheets, dialogs, menus. While the desk is covered none of them is seen."""

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

_PASSING = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip})


class OtherWindows(QObject):
    """Puts away every window but one, keeps it so, and brings back what may come back.

    Menus and tips do not come back, and neither does a dialog that code waits in: put away, it is over.
    """

    def __init__(self, desk: QWidget) -> None:
        super().__init__(desk)
        self._desk = desk
        self._away: list[QWidget] = []

    def put_away(self) -> None:
        """Hide them all, and whatever opens from now on."""
        QToolTip.hideText()
        self._hide_all()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._hide_all, Qt.ConnectionType.UniqueConnection)

    def bring_back(self) -> None:
        """Show again what was open, the latest on top."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._hide_all)
        away, self._away = self._away, []
        for window in away:
            if shiboken6.isValid(window):
                window.show()
                window.activateWindow()

    def _hide_all(self) -> None:
        for window in QApplication.topLevelWidgets():
            if window is self._desk or not window.isVisible():
                continue
            if window.windowType() not in _PASSING:
                self._away.append(window)
            window.hide()
