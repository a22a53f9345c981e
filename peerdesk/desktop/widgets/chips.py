"""Answers: round chips for one of many, square chips for any of many, and the small rounded filters."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.paint import (
    icon_in,
    keycap,
    keycap_size,
    line_of_text,
    panel,
    plain,
    text_width,
    tick,
    told_key,
)

_MARK = 16
_MARK_LEFT = 10
_TEXT_LEFT = 35
_CAP_RIGHT = 9
_HEIGHT = 36
_FILTER_HEIGHT = 32
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def _text_room(theme: Theme, key: str, width: float) -> float:
    cap = keycap_size(theme, key).width()
    return width - _text_left(theme) - theme.space(_CAP_RIGHT) - (cap + theme.space(8) if cap else 0)


def _text_left(theme: Theme) -> int:
    return theme.space(_MARK_LEFT) + theme.height(_MARK) + theme.space(9)


def chip_height(theme: Theme, text: str, key: str, width: float) -> int:
    """Return the height of a chip of this width: one line, or two rather than a clipped word."""
    metrics = QFontMetricsF(theme.font("medium"))
    room = max(_text_room(theme, key, width), 1)
    needed = metrics.boundingRect(QRectF(0, 0, room, 10000), _WRAP, text).height()
    if needed < metrics.lineSpacing() * 1.5:
        return theme.height(_HEIGHT)
    return max(theme.height(_HEIGHT), round(needed) + theme.space(16))


def chip_width(theme: Theme, text: str, key: str) -> int:
    """Return the width a chip wants so that its words stay on one line."""
    cap = keycap_size(theme, key).width()
    width = _text_left(theme) + text_width(theme.font("medium"), text) + theme.space(_CAP_RIGHT)
    return round(width + (cap + theme.space(8) if cap else 0) + 1)


def paint_chip(button: QAbstractButton, key: str, *, round_mark: bool) -> None:
    """Paint a chip in its present state."""
    theme = theme_of(button)
    painter = QPainter(button)
    on, enabled = button.isChecked(), button.isEnabled()
    fill, edge = _chip_ground(theme, button)
    panel(painter, button.rect(), fill=fill, edge=edge, width=1.5 if on and enabled else 1)
    size = theme.height(_MARK)
    middle = button.height() / 2
    mark = QRectF(theme.space(_MARK_LEFT), round(middle - size / 2), size, size)
    (_round_mark if round_mark else _square_mark)(painter, theme, mark, on=on, enabled=enabled)
    painter.setFont(theme.font("medium" if on else "body"))
    painter.setPen(theme.colour("text" if enabled else "muted"))
    room = QRectF(_text_left(theme), 0, _text_room(theme, key, button.width()), button.height())
    painter.drawText(room, _WRAP, plain(button.text()))
    if key:
        right = button.width() - theme.space(_CAP_RIGHT)
        keycap(painter, theme, right, middle, key, tone="soft" if on and enabled else "")


def _chip_ground(theme: Theme, button: QAbstractButton) -> tuple[QColor, QColor]:
    if not button.isEnabled():
        return theme.colour("well"), theme.colour("hairline")
    touched = button.underMouse() or button.isDown()
    if button.isChecked():
        return theme.colour("soft_hover" if touched else "soft"), theme.colour("accent")
    return theme.colour("hover" if touched else "field"), theme.colour("line")


def _round_mark(painter: QPainter, theme: Theme, mark: QRectF, *, on: bool, enabled: bool) -> None:
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if enabled else "muted"))
        painter.drawEllipse(mark)
        painter.setBrush(theme.colour("field"))
        inner = mark.width() * 0.32
        painter.drawEllipse(mark.center(), inner / 2 + 0.3, inner / 2 + 0.3)
        return
    painter.setPen(QPen(theme.colour("border" if enabled else "line"), 1.4))
    painter.setBrush(theme.colour("field" if enabled else "well"))
    painter.drawEllipse(mark.adjusted(0.7, 0.7, -0.7, -0.7))


def _square_mark(painter: QPainter, theme: Theme, mark: QRectF, *, on: bool, enabled: bool) -> None:
    if on:
        panel(painter, mark, fill=theme.colour("accent" if enabled else "muted"), radius=mark.width() / 4.5)
        tick(painter, theme.colour("field"), mark, mark.width() / 9)
        return
    edge = theme.colour("border" if enabled else "line")
    fill = theme.colour("field" if enabled else "well")
    panel(painter, mark, fill=fill, edge=edge, radius=mark.width() / 4.5, width=1.4)


class RadioChip(QRadioButton):
    """One of many. `keycap` is painted at the right and told; the key is bound by the screen."""

    def __init__(self, text: str, *, keycap: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.keycap = keycap
        _prepare(self)
        self.restyle(theme_of(self))

    def restyle(self, theme: Theme) -> None:
        """Tell the key as it is painted now."""
        if self.keycap:
            self.setAccessibleDescription(told_key(theme, self.keycap))

    def sizeHint(self) -> QSize:
        return _chip_hint(self, self.keycap)

    def minimumSizeHint(self) -> QSize:
        return _chip_minimum(self)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return chip_height(theme_of(self), plain(self.text()), self.keycap, width)

    def hitButton(self, where: QPoint) -> bool:
        return self.rect().contains(where)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chip(self, self.keycap, round_mark=True)


class CheckChip(QCheckBox):
    """Any of many. `keycap` is painted at the right and told; the key is bound by the screen."""

    def __init__(self, text: str, *, keycap: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.keycap = keycap
        _prepare(self)
        self.restyle(theme_of(self))

    def restyle(self, theme: Theme) -> None:
        """Tell the key as it is painted now."""
        if self.keycap:
            self.setAccessibleDescription(told_key(theme, self.keycap))

    def sizeHint(self) -> QSize:
        return _chip_hint(self, self.keycap)

    def minimumSizeHint(self) -> QSize:
        return _chip_minimum(self)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return chip_height(theme_of(self), plain(self.text()), self.keycap, width)

    def hitButton(self, where: QPoint) -> bool:
        return self.rect().contains(where)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chip(self, self.keycap, round_mark=False)


def _prepare(chip: QAbstractButton) -> None:
    chip.setCursor(Qt.CursorShape.PointingHandCursor)
    chip.setAttribute(Qt.WidgetAttribute.WA_Hover)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    chip.setSizePolicy(policy)


def _chip_hint(chip: QAbstractButton, key: str) -> QSize:
    theme = theme_of(chip)
    return QSize(chip_width(theme, plain(chip.text()), key), theme.height(_HEIGHT))


def _chip_minimum(chip: QAbstractButton) -> QSize:
    theme = theme_of(chip)
    return QSize(theme.height(120), theme.height(_HEIGHT))


def _filter_hint(button: QAbstractButton) -> QSize:
    theme = theme_of(button)
    width = text_width(theme.font("medium"), plain(button.text())) + 2 * theme.space(13)
    tick_room = theme.height(14) + theme.space(6) if button.isChecked() else 0
    return QSize(max(round(width + tick_room + 1), theme.height(32)), theme.height(_FILTER_HEIGHT))


def _paint_filter(button: QAbstractButton) -> None:
    theme = theme_of(button)
    painter = QPainter(button)
    on = button.isChecked() and button.isEnabled()
    fill, edge = _chip_ground(theme, button)
    rect = QRect(0, 0, button.width(), button.height())
    panel(painter, rect, fill=fill, edge=edge, radius=button.height() / 2 - 0.5, width=1.5 if on else 1)
    ink = theme.colour("accent" if on else "text" if button.isEnabled() else "muted")
    left = float(theme.space(13))
    if button.isChecked():
        room_for_tick = theme.height(14)
        icon_in(painter, "check", ink, QPointF(left + room_for_tick / 2 - 1, button.height() / 2), theme.height(16))
        left += room_for_tick + theme.space(6)
    room = QRectF(left, 0, button.width() - left, button.height())
    line_of_text(painter, room, plain(button.text()), theme.font("medium"), ink)


class FilterChip(QCheckBox):
    """A filter that can be on or off; a tick appears when it is on."""

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _prepare_filter(self)

    def sizeHint(self) -> QSize:
        return _filter_hint(self)

    def minimumSizeHint(self) -> QSize:
        return _filter_hint(self)

    def hitButton(self, where: QPoint) -> bool:
        return self.rect().contains(where)

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return self.height() / 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint_filter(self)


class ChoicePill(QRadioButton):
    """One of a few short answers in a row; looks like a filter."""

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _prepare_filter(self)

    def sizeHint(self) -> QSize:
        return _filter_hint(self)

    def minimumSizeHint(self) -> QSize:
        return _filter_hint(self)

    def hitButton(self, where: QPoint) -> bool:
        return self.rect().contains(where)

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return self.height() / 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint_filter(self)


def _prepare_filter(button: QAbstractButton) -> None:
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    button.toggled.connect(button.updateGeometry)
