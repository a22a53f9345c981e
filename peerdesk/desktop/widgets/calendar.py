"""The calendar below a field for a day: Qt's own, in the colours and at the text size of the desk."""

from PySide6.QtCore import QDate, QLocale, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from peerdesk.desktop.icons import icon
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.paint import panel, text_width

_CELL, _ICON, _EDGE = 40, 18, 6
_WEEK = tuple(Qt.DayOfWeek)
_STEPS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


class Calendar(QCalendarWidget):
    """A month to pick a day from, in the language of `locale`. Saturday and Sunday look like every other day."""

    def __init__(self, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(locale)
        self.setFirstDayOfWeek(locale.firstDayOfWeek())
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.restyle(theme_of(self))

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's fonts, sizes and colours."""
        self.setFont(theme.font("body"))
        # The cells are painted below; what this colours is the names of the days above them.
        head = QTextCharFormat()
        head.setForeground(theme.colour("muted"))
        for weekday in _WEEK:
            self.setWeekdayTextFormat(weekday, head)
        size = theme.height(_ICON)
        for button in self.findChildren(QToolButton):
            button.setFont(theme.font("strong"))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            if button.objectName() in _STEPS:
                button.setIcon(icon(_STEPS[button.objectName()], theme.colour("accent"), size))
                button.setIconSize(QSize(size, size))
        edge, cell = theme.space(_EDGE), theme.height(_CELL)
        self.setContentsMargins(edge, edge, edge, edge)
        names = (self.locale().dayName(day.value, QLocale.FormatType.ShortFormat) for day in _WEEK)
        widest = max(text_width(theme.font("body"), name) for name in names)
        wide = max(cell, round(widest) + theme.space(16))
        self.setMinimumSize(len(_WEEK) * wide + 2 * edge, 8 * cell + 2 * edge)

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        theme = theme_of(self)
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        ink = "text" if self._can_be_picked(day) else "muted"
        if day == self.selectedDate():
            panel(painter, rect.adjusted(2, 2, -2, -2), fill=theme.colour("fill"))
            ink = "on_accent"
        painter.setFont(theme.font("strong" if ink == "on_accent" else "body", tabular=True))
        painter.setPen(theme.colour(ink))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self.locale().toString(day.day()))
        painter.restore()

    def _can_be_picked(self, day: QDate) -> bool:
        return self.minimumDate() <= day <= self.maximumDate() and day.month() == self.monthShown()
