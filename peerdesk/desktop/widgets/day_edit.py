"""A field for a day, with a calendar: a native date field that looks like every other field."""

from PySide6.QtCore import QDate, QLocale, QPointF
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.calendar import Calendar
from peerdesk.desktop.widgets.paint import icon_in

_HEIGHT, _ICON, _SIDE = 36, 18, 10


class DayEdit(QDateEdit):
    """A day, written out as the language of `locale` has it. The calendar opens from the icon, or with F4."""

    def __init__(self, name: str, locale: QLocale, day: QDate, *, parent: QWidget | None = None) -> None:
        super().__init__(day, parent)
        self._calendar: Calendar | None = None
        self.setAccessibleName(name)
        self.setCalendarPopup(True)
        self.setLocale(locale)
        spanish = locale.language() is QLocale.Language.Spanish
        self.setDisplayFormat("d 'de' MMMM 'de' yyyy" if spanish else "d MMMM yyyy")
        self.restyle(theme_of(self))

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's font and height."""
        self.setFont(theme.font("body"))
        self.setMinimumHeight(theme.height(_HEIGHT))

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return 8.0

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._bring_calendar()
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._bring_calendar()
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel that scrolls the page must not change an answer on its way.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = theme_of(self)
        size = theme.height(_ICON)
        ink = theme.colour("accent" if self.isEnabled() else "muted")
        at = QPointF(self.width() - theme.space(_SIDE) - size / 2, self.height() / 2)
        icon_in(QPainter(self), "calendar", ink, at, size)

    def _bring_calendar(self) -> None:
        # A form has several days and most are never looked at, so a calendar is made for whoever comes here.
        if self._calendar is None:
            self._calendar = Calendar(self.locale())
            self.setCalendarWidget(self._calendar)
