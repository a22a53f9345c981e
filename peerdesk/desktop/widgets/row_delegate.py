"""The one delegate that paints every list row of the product."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from peerdesk.desktop.rows import ROW_ROLE, Row, RowAction, RowsModel
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.badges import BADGE_HEIGHT, badge_width, paint_badge
from peerdesk.desktop.widgets.hand import Hand, hand, ink
from peerdesk.desktop.widgets.paint import check_badge, icon_in, panel
from peerdesk.desktop.widgets.people import paint_avatar

_ROW = 56
_TALL = 68
_SECTION = 36
_INSET = 6
_SIDE = 16
_LEAD = 32
_CHECK = 20
_CROWDED = 440
# As numbers: asking a set of flags of Qt for one of them takes longer than painting a badge.
_SELECTED = QStyle.StateFlag.State_Selected.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


def is_tall(theme: Theme, row: Row, width: float) -> bool:
    """Whether the date stands above the badge: asked for, or because side by side would leave no room for words."""
    crowded = bool(row.right and row.badges) and width < theme.height(_CROWDED) * theme.scale**0.5
    return row.tall or crowded


def row_height(theme: Theme, row: Row, width: float) -> int:
    """Return the height of a row in a list of this width, in pixels."""
    return theme.height(_SECTION if row.section else _TALL if is_tall(theme, row, width) else _ROW)


def action_rects(theme: Theme, rect: QRectF, row: Row) -> list[tuple[RowAction, QRectF]]:
    """Return where the buttons of a row lie while the pointer is on it, last one at the right."""
    found: list[tuple[RowAction, QRectF]] = []
    right = rect.right() - theme.space(_SIDE)
    height = theme.height(32)
    for action in reversed(row.actions):
        width = max(hand(theme, "medium").width(action.label) + 2 * theme.space(11), theme.height(32))
        found.append((action, QRectF(right - width, rect.center().y() - height / 2, width, height)))
        right -= width + theme.space(8)
    return found[::-1]


def lead_rect(theme: Theme, rect: QRectF, row: Row) -> QRectF:
    """Return where the disc, the initials or the check circle of a row lies; empty without a lead."""
    size = 0
    if row.lead_check is not None:
        size = theme.height(_CHECK)
    elif row.lead_icon or row.lead_initials:
        size = theme.height(_LEAD)
    return QRectF(rect.left() + theme.space(_SIDE), rect.center().y() - size / 2, size, size)


class RowDelegate(QStyledItemDelegate):
    """Paints `Row` values: lead, title, sub, right, badges, marks; hover shows the row's actions."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ring = False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ROW_ROLE)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        theme = theme_of()
        height = row_height(theme, row, width) if isinstance(row, Row) else 0
        return QSize(theme.height(120), height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        painter.save()
        theme = theme_of()
        rect = QRectF(option.rect)
        if row.section:
            self._paint_section(painter, theme, rect, row)
        else:
            self._paint_row(painter, theme, rect, row, option, index)
        painter.restore()

    def _paint_section(self, painter: QPainter, theme: Theme, rect: QRectF, row: Row) -> None:
        left = rect.left() + theme.space(_SIDE)
        base = rect.adjusted(0, theme.space(4), 0, 0)
        strong, muted = hand(theme, "meta_strong"), ink(theme, "muted")
        width = strong.width(row.title)
        strong.write(painter, QRectF(left, base.top(), width + 2, base.height()), row.title, muted)
        right = QRectF(left + width + theme.space(8), base.top(), rect.width(), base.height())
        hand(theme, "meta", tabular=True).write(painter, right, row.right, muted)

    def _paint_row(
        self,
        painter: QPainter,
        theme: Theme,
        rect: QRectF,
        row: Row,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        state = option.state.value
        selected, hovered, focused = bool(state & _SELECTED), bool(state & _HOVERED), bool(state & _FOCUSED)
        self._paint_ground(painter, theme, rect, selected=selected, hovered=hovered, ring=focused and self.ring)
        if not selected and not hovered and self._line_below(index):
            y = round(rect.bottom())
            painter.fillRect(QRectF(rect.left() + _SIDE, y - 1, rect.width() - 2 * _SIDE, 1), ink(theme, "hairline"))
        left = self._paint_lead(painter, theme, rect, row, selected=selected)
        right = self._paint_right(painter, theme, rect, row, selected=selected, hovered=hovered)
        self._paint_words(painter, theme, QRectF(left, rect.top(), right - left, rect.height()), row)

    def _line_below(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        model, place = index.model(), index.row() + 1
        if not isinstance(model, RowsModel) or place >= len(model.rows) or model.rows[place].section:
            return False
        view = self.parent()
        picked = view.selectedIndexes() if isinstance(view, QListView) else []
        return not picked or picked[0].row() != place

    def _paint_ground(
        self, painter: QPainter, theme: Theme, rect: QRectF, *, selected: bool, hovered: bool, ring: bool
    ) -> None:
        inset = rect.adjusted(_INSET, 2, -_INSET, -2)
        if selected:
            panel(painter, inset, fill=ink(theme, "soft_hover" if hovered else "soft"))
            bar = QRectF(inset.left(), inset.center().y() - theme.height(12), 3, theme.height(24))
            panel(painter, bar, fill=ink(theme, "accent"), radius=1.5)
        elif hovered:
            panel(painter, inset, fill=ink(theme, "hover"))
        if ring:
            panel(painter, inset.adjusted(1, 1, -1, -1), fill=None, edge=ink(theme, "focus"), width=2)

    def _paint_lead(self, painter: QPainter, theme: Theme, rect: QRectF, row: Row, *, selected: bool) -> float:
        lead = lead_rect(theme, rect, row)
        if not lead.width():
            return rect.left() + theme.space(_SIDE)
        if row.lead_check:
            check_badge(painter, theme, lead.center(), lead.width())
            return lead.right() + theme.space(14)
        if row.lead_check is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(ink(theme, "border"), 1.6))
            painter.setBrush(ink(theme, "field"))
            painter.drawEllipse(lead.adjusted(0.8, 0.8, -0.8, -0.8))
            return lead.right() + theme.space(14)
        if row.lead_initials:
            fill = ink(theme, "soft_hover") if selected else None
            paint_avatar(painter, theme, lead, row.lead_initials, row.lead_tone, fill)
        else:
            panel(painter, lead, fill=ink(theme, "soft_hover" if selected else "disc"), radius=lead.width() / 2)
            tone = ink(theme, "accent" if selected else "muted")
            icon_in(painter, row.lead_icon, tone, lead.center(), theme.height(18))
        return lead.right() + theme.space(12)

    def _paint_right(
        self, painter: QPainter, theme: Theme, rect: QRectF, row: Row, *, selected: bool, hovered: bool
    ) -> float:
        """Paint badges, date and hover actions; return the x at which the words have to end."""
        edge = rect.right() - theme.space(_SIDE)
        if hovered and row.actions:
            places = action_rects(theme, rect, row)
            for action, place in places:
                panel(painter, place, fill=ink(theme, "field"), edge=ink(theme, "line"))
                medium = hand(theme, "medium")
                inside = (place.width() - medium.width(action.label)) / 2
                medium.write(painter, place.adjusted(inside, 0, 1, 0), action.label, ink(theme, "text"))
            edge = places[0][1].left() - theme.space(14)
            return self._paint_date(painter, theme, rect, row, edge, rect.center().y())
        tall = is_tall(theme, row, rect.width())
        if tall and row.badges:
            date_left = self._paint_date(painter, theme, rect, row, edge, rect.center().y() - theme.height(10))
            below = rect.center().y() + theme.height(12)
            return min(date_left, self._paint_badges(painter, theme, row, edge, below, selected=selected))
        if tall:
            return self._paint_date(painter, theme, rect, row, edge, rect.center().y() - theme.height(10))
        edge = self._paint_badges(painter, theme, row, edge, rect.center().y(), selected=selected)
        return self._paint_date(painter, theme, rect, row, edge, rect.center().y())

    def _paint_badges(
        self, painter: QPainter, theme: Theme, row: Row, right: float, middle: float, *, selected: bool
    ) -> float:
        for badge in reversed(row.badges):
            width = badge_width(theme, badge.text, badge.icon)
            height = theme.height(BADGE_HEIGHT)
            place = QRectF(right - width, middle - height / 2, width, height)
            paint_badge(painter, theme, place, badge.text, badge.icon, badge.tone, selected=selected)
            right -= width + theme.space(12)
        return right

    def _paint_date(
        self, painter: QPainter, theme: Theme, rect: QRectF, row: Row, right: float, middle: float
    ) -> float:
        if not row.right:
            return right
        digits = hand(theme, "meta", tabular=True)
        width = digits.width(row.right) + 1
        place = QRectF(right - width, middle - rect.height() / 2, width + 1, rect.height())
        digits.write(painter, place, row.right, ink(theme, "muted"))
        return right - width - theme.space(12)

    def _paint_words(self, painter: QPainter, theme: Theme, room: QRectF, row: Row) -> None:
        done = bool(row.lead_check)
        title_hand = hand(theme, "medium" if done else "strong")
        left = room.left()
        middle = room.center().y()
        half = theme.height(10) if theme.scale == 1 else theme.height(9.5)
        title_middle = middle - half if row.sub else middle
        if row.fresh:
            dot = theme.height(7)
            panel(painter, QRectF(left, title_middle - dot / 2, dot, dot), fill=ink(theme, "accent"), radius=dot / 2)
            title_left = left + dot + theme.space(7)
        else:
            title_left = left
        token = "muted" if done else "text"
        title = QRectF(title_left, title_middle - half, room.right() - title_left, 2 * half)
        _marked_line(painter, theme, title, row.title, row.title_marks, title_hand, token)
        if row.sub:
            sub = QRectF(left, middle, room.width(), 2 * half)
            _marked_line(painter, theme, sub, row.sub, row.marks, hand(theme, "meta"), "muted")


def _marked_line(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    text: str,
    marks: tuple[tuple[int, int], ...],
    written: Hand,
    token: str,
) -> None:
    """Paint one line with the places a search found on a yellow ground and in full text colour."""
    words: list[tuple[str, QRectF]] = []
    for start, end in marks:
        before, width = written.width(text[:start]), written.width(text[start:end])
        if before + width <= rect.width():
            words.append((text[start:end], QRectF(rect.left() + before, rect.top(), width + 2, rect.height())))
    for _word, place in words:
        ground = QRectF(place.left() - 1, place.center().y() - theme.height(9), place.width(), theme.height(18))
        panel(painter, ground, fill=ink(theme, "mark"), radius=3)
    written.write(painter, rect, text, ink(theme, token))
    for word, place in words:
        written.write(painter, place, word, ink(theme, "text"))
