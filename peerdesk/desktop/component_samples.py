"""Samples for the sheet that shows every part: a list, the palette, and parts held in one of their states."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHoverEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from peerdesk.desktop.rows import Row, RowAction, RowBadge
from peerdesk.desktop.tokens import Tokens
from peerdesk.desktop.widgets.buttons import Button
from peerdesk.desktop.widgets.chips import CheckChip, RadioChip
from peerdesk.desktop.widgets.labels import Label, MutedLabel
from peerdesk.desktop.widgets.rail import SyncPill
from peerdesk.desktop.widgets.section_list import SectionList
from peerdesk.desktop.widgets.swatch import Swatch

_ACTIONS = (RowAction(code="done", label="Done"), RowAction(code="later", label="Later"))
_PRIVATE = (RowBadge(text="Private", icon="lock", tone="private"),)
_ROWS = (
    Row(key=0, section=True, title="Today", right="2"),
    Row(key=1, title="Rest", sub="We met  ·  Listened", right="21 Nov", lead_icon="building", badges=_PRIVATE),
    Row(key=2, title="Hover", sub="Row tint, actions appear", lead_icon="building", actions=_ACTIONS),
    Row(
        key=3,
        title="Selected and focused",
        sub="Ring inside the row",
        right="19 Nov",
        lead_icon="phone",
        badges=(RowBadge(text="Waiting to send", icon="clock", tone="wait"),),
    ),
    Row(key=4, title="Done", sub="Muted, still readable", right="11:20", lead_check=True),
    Row(key=5, title="Open", sub="A circle to press", right="15:00", lead_check=False),
    Row(
        key=6,
        title="Blue Heron 27",
        sub="The bus pass came through. Wants to try the Tuesday group.",
        marks=((4, 7),),
        right="21 Nov",
        badges=_PRIVATE,
        tall=True,
    ),
    Row(key=7, title="J.", sub="We met  ·  ED", right="21 Nov", lead_initials="DA", fresh=True, tall=True),
)


def palette(tokens: Tokens) -> QGridLayout:
    """Return the colours of a look with their values."""
    names = ("window", "surface", "rail", "hairline", "border", "text", "muted", "fill")
    more = ("accent", "soft", "focus", "ok", "wait", "problem", "private", "mark")
    grid = QGridLayout()
    grid.setVerticalSpacing(8)
    for column, group in enumerate((names, more)):
        for line, name in enumerate(group):
            grid.addWidget(Swatch(name), line, column * 3)
            grid.addWidget(Label(name, role="meta"), line, column * 3 + 1)
            value = MutedLabel(getattr(tokens, name), tabular=True)
            grid.addWidget(value, line, column * 3 + 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(column * 3 + 1, 1)
    return grid


def sample_list() -> SectionList:
    """Return a list with a row of every kind."""
    rows = SectionList("Sample rows")
    rows.set_rows(_ROWS)
    rows.show_whole()
    rows.choose(3)
    return rows


def hover(rows: SectionList, place: int) -> None:
    """Hold the pointer over a row."""
    where = QPointF(rows.visualRect(rows.rows.index(place)).center())
    QApplication.sendEvent(rows.viewport(), QHoverEvent(QEvent.Type.HoverMove, where, where, QPointF(0, 0)))


def hovered(button: Button) -> Button:
    """Return the button as it looks under the pointer."""
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    return button


def off(button: Button) -> Button:
    """Return the button as it looks when it cannot be pressed."""
    button.setEnabled(False)
    return button


def state(chip: RadioChip | CheckChip, place: int) -> QWidget:
    """Return the chip chosen, at rest, under the pointer or off, by its place."""
    chip.setAutoExclusive(False)
    chip.setChecked(place == 0)
    chip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, place == 2)
    chip.setEnabled(place != 3)
    return chip


def pill(state: str, text: str) -> SyncPill:
    """Return a pill in a state."""
    pill = SyncPill()
    pill.show_state(state, text)
    return pill
