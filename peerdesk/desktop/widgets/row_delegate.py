"""The one delegate that paints every list row of the product."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from peerdesk.desktop.rows import ROW_ROLE, Row, RowAction, RowsModel
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.hand import Hand, hand, ink
from peerdesk.desktop.widgets.paint import check_badge, icon_in, panel
from peerdesk.desktop.widgets.people import paint_avatar
from peerdesk.desktop.widgets.row_look import RowLook, row_look

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
        look = row_look(theme_of())
        rect = QRectF(option.rect)
        if row.section:
            self._paint_section(painter, look, rect, row)
        else:
            self._paint_row(painter, look, rect, row, option, index)
        painter.restore()

    def _paint_section(self, painter: QPainter, look: RowLook, rect: QRectF, row: Row) -> None:
        left, middle = rect.left() + look.side, rect.center().y() + look.theme.space(4) / 2
        width = look.heading.width(row.title)
        look.heading.write(painter, left, middle, width + 2, row.title, look.muted)
        if row.right:
            right = left + width + look.theme.space(8)
            look.digits.write(painter, right, middle, rect.width(), row.right, look.muted)

    def _paint_row(
        self,
        painter: QPainter,
        look: RowLook,
        rect: QRectF,
        row: Row,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        state = option.state.value
        selected, hovered = bool(state & _SELECTED), bool(state & _HOVERED)
        ring = self.ring and bool(state & _FOCUSED)
        if selected or hovered or ring:
            self._paint_ground(painter, look.theme, rect, selected=selected, hovered=hovered, ring=ring)
        if not selected and not hovered and self._line_below(index):
            y = round(rect.bottom())
            painter.fillRect(QRectF(rect.left() + _SIDE, y - 1, rect.width() - 2 * _SIDE, 1), look.hairline)
        left = self._paint_lead(painter, look, rect, row, selected=selected)
        right = self._paint_right(painter, look, rect, row, selected=selected, hovered=hovered)
        self._paint_words(painter, look, left, right - left, rect.center().y(), row)

    def _line_below(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        model, place = index.model(), index.row() + 1
        if not isinstance(model, RowsModel) or place >= len(model.rows) or model.rows.places[place][1]:
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

    def _paint_lead(self, painter: QPainter, look: RowLook, rect: QRectF, row: Row, *, selected: bool) -> float:
        """Paint what leads a row; return the x at which its words begin."""
        if row.lead_check is None and not row.lead_icon and not row.lead_initials:
            return rect.left() + look.side
        theme = look.theme
        lead = lead_rect(theme, rect, row)
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
            tone = look.accent if selected else look.muted
            icon_in(painter, row.lead_icon, tone, lead.center(), theme.height(18))
        return lead.right() + look.gap

    def _paint_right(
        self, painter: QPainter, look: RowLook, rect: QRectF, row: Row, *, selected: bool, hovered: bool
    ) -> float:
        """Paint badges, date and hover actions; return the x at which the words have to end."""
        edge, middle = rect.right() - look.side, rect.center().y()
        if hovered and row.actions:
            edge = self._paint_actions(painter, look, rect, row)
            return self._paint_date(painter, look, row, edge, middle)
        if not is_tall(look.theme, row, rect.width()):
            edge = self._paint_badges(painter, look, row, edge, middle, selected=selected)
            return self._paint_date(painter, look, row, edge, middle)
        date_left = self._paint_date(painter, look, row, edge, middle - look.date_above)
        if not row.badges:
            return date_left
        badges_left = self._paint_badges(painter, look, row, edge, middle + look.badge_below, selected=selected)
        return min(date_left, badges_left)

    def _paint_actions(self, painter: QPainter, look: RowLook, rect: QRectF, row: Row) -> float:
        theme, medium = look.theme, look.medium
        places = action_rects(theme, rect, row)
        for action, place in places:
            panel(painter, place, fill=ink(theme, "field"), edge=ink(theme, "line"))
            inside = (place.width() - medium.width(action.label)) / 2
            room = place.width() - inside + 1
            medium.write(painter, place.left() + inside, place.center().y(), room, action.label, look.text)
        return places[0][1].left() - theme.space(14)

    def _paint_badges(
        self, painter: QPainter, look: RowLook, row: Row, right: float, middle: float, *, selected: bool
    ) -> float:
        ratio = painter.device().devicePixelRatioF() if row.badges else 1.0
        top = round(middle - look.badge_height / 2)
        for badge in reversed(row.badges):
            drawn, width = look.badge(badge, selected, ratio)
            painter.drawPixmap(QPointF(round(right - width), top), drawn)
            right -= width + look.gap
        return right

    def _paint_date(self, painter: QPainter, look: RowLook, row: Row, right: float, middle: float) -> float:
        if not row.right:
            return right
        width = look.digits.width(row.right) + 1
        look.digits.write(painter, right - width, middle, width + 1, row.right, look.muted)
        return right - width - look.gap

    def _paint_words(self, painter: QPainter, look: RowLook, left: float, room: float, middle: float, row: Row) -> None:
        done = bool(row.lead_check)
        title_middle = middle - look.half_line if row.sub else middle
        sub_middle = middle + look.half_line
        title_hand, colour = (look.medium, look.muted) if done else (look.strong, look.text)
        title_left = left
        if row.fresh:
            dot = look.theme.height(7)
            panel(painter, QRectF(left, title_middle - dot / 2, dot, dot), fill=look.accent, radius=dot / 2)
            title_left = left + dot + look.theme.space(7)
        title = _Line(text=row.title, marks=row.title_marks, hand=title_hand, colour=colour)
        title.paint(painter, look, title_left, title_middle, room - title_left + left)
        if row.sub:
            sub = _Line(text=row.sub, marks=row.marks, hand=look.meta, colour=look.muted)
            sub.paint(painter, look, left, sub_middle, room)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line with the places a search found: those stand on a yellow ground and in full text colour."""

    text: str
    marks: tuple[tuple[int, int], ...]
    hand: Hand
    colour: QColor

    def paint(self, painter: QPainter, look: RowLook, left: float, middle: float, room: float) -> None:
        text, hand = self.text, self.hand
        words: list[tuple[str, float, float]] = []
        for start, end in self.marks:
            word = text[start:end]
            before, width = hand.width(text[:start]), hand.width(word)
            if before + width <= room:
                words.append((word, left + before, width + 2))
        for _, begin, width in words:
            ground = QRectF(begin - 1, middle - look.half_mark, width, look.mark_height)
            panel(painter, ground, fill=look.mark, radius=3)
        hand.write(painter, left, middle, room, text, self.colour)
        for word, begin, width in words:
            hand.write(painter, begin, middle, width, word, look.text)
