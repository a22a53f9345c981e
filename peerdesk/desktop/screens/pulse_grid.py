"""A grid of numbers: a row for each statement, a field for each answer, and beside them what the row adds up to."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.focus_ring import FocusRing
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import show_whole
from peerdesk.domain.peer_pulse import FEWEST, PulseAnswer, Statement

_FIELD, _DIGITS = 62, 3
_STEPS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Return: (0, 1),
    Qt.Key.Key_Enter: (0, 1),
}
Place = tuple[int, int]


class NumberField(LineEdit):
    """A field for a small number. `stepped` tells of keys that go on: so many rows down, so many fields further."""

    stepped = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.setMaxLength(_DIGITS)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.setFont(theme.font("strong", tabular=True))
        self.setFixedWidth(theme.height(_FIELD))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _STEPS:
            self.stepped.emit(*_STEPS[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


class PulseGrid(QWidget):
    """Lays the grid out. `changed` tells that a number changed; `left` that a key went on behind the last field."""

    changed = Signal()
    left = Signal()

    def __init__(self, statements: Mapping[Statement, str], answers: Mapping[PulseAnswer, str]) -> None:
        super().__init__()
        theme = theme_of(self)
        self._slips: int | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space(8))
        self._grid.setVerticalSpacing(theme.space(4))
        self.fields: dict[Place, NumberField] = {}
        self.sums = {statement: WrapLabel("", role="meta", tone="muted") for statement in statements}
        self._lay_out_heads(answers)
        for row, (statement, said) in enumerate(statements.items()):
            self._lay_out_row(row, said, answers, self.sums[statement])
        self.tell(None)

    def ticks(self) -> dict[Statement, tuple[str, ...]]:
        """Return what stands in the fields."""
        return {statement: self._row(row) for row, statement in enumerate(Statement)}

    def fill(self, ticks: Mapping[Statement, tuple[str, ...]]) -> None:
        """Put numbers into the fields."""
        for row, statement in enumerate(Statement):
            for column, text in enumerate(ticks.get(statement, ())):
                self.fields[row, column].setText(text)

    def tell(self, slips: int | None) -> None:
        """Say beside each row what it adds up to, out of so many slips; None where that is not known yet."""
        self._slips = slips
        for row, statement in enumerate(Statement):
            said, is_wrong = self._told(self._row(row))
            label = self.sums[statement]
            label.setText(said)
            label.set_tone("problem" if is_wrong else "muted")
            for column in range(len(PulseAnswer)):
                field = self.fields[row, column]
                field.set_problem(is_wrong)
                field.setAccessibleDescription(said)

    def go_to(self, statement: Statement) -> None:
        """Put the focus on the first field of a row."""
        self._focus((list(Statement).index(statement), 0))

    def _told(self, said: tuple[str, ...]) -> tuple[str, bool]:
        """Return what is said of a row, and whether it cannot be kept so."""
        written = [one.strip() for one in said if one.strip()]
        if not all(one.isascii() and one.isdecimal() for one in written):
            return self.tr("Numbers only, or nothing"), True
        total = sum(map(int, written))
        if self._slips is None:
            return (self.tr("%n in all", "", total) if written else ""), False
        if total > self._slips:
            return self.tr("%1 of %2 slips: count again").replace("%1", str(total)).replace(
                "%2", str(self._slips)
            ), True
        counted = self.tr("%1 of %2").replace("%1", str(total)).replace("%2", str(self._slips))
        if total < FEWEST:
            return (self.tr("%1. Under five: no numbers are kept").replace("%1", counted) if written else ""), False
        empty = self._slips - total
        return (
            self.tr("%1. Left empty: %2").replace("%1", counted).replace("%2", str(empty)) if empty else counted
        ), False

    def _row(self, row: int) -> tuple[str, ...]:
        return tuple(self.fields[row, column].text() for column in range(len(PulseAnswer)))

    def _lay_out_heads(self, answers: Mapping[PulseAnswer, str]) -> None:
        """Put the answers above their columns. One of two words stands in two lines, so that all are alike."""
        for column, answer in enumerate(answers.values()):
            head = WrapLabel(answer, role="meta", tone="muted")
            head.setFixedWidth(theme_of(self).height(_FIELD))
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignBottom)
        self._grid.setColumnStretch(len(answers), 1)

    def _lay_out_row(self, row: int, said: str, answers: Mapping[PulseAnswer, str], told: WrapLabel) -> None:
        theme = theme_of(self)
        label = StrongLabel(said)
        label.setWordWrap(True)
        label.setContentsMargins(0, theme.space(6), 0, 0)
        self._grid.addWidget(label, 2 * row + 1, 0, 1, len(answers) + 1)
        for column, answer in enumerate(answers.values()):
            field = NumberField(f"{said} {answer}")
            field.textChanged.connect(self._on_changed)
            field.stepped.connect(lambda rows, more, at=(row, column): self._step(at, rows, more))
            self.fields[row, column] = field
            self._grid.addWidget(field, 2 * row + 2, column)
        told.setContentsMargins(theme.space(8), 0, 0, 0)
        self._grid.addWidget(told, 2 * row + 2, len(answers), Qt.AlignmentFlag.AlignVCenter)

    def _on_changed(self) -> None:
        self.tell(self._slips)
        self.changed.emit()

    def _step(self, at: Place, rows: int, more: int) -> None:
        """Go to another row, or to the next field, which after the last of a row is the first of the next one."""
        place = (at[0] + rows) * len(PulseAnswer) + at[1] + more
        if place >= len(self.fields):
            self.left.emit()
        elif place >= 0:
            self._focus(divmod(place, len(PulseAnswer)))

    def _focus(self, place: Place) -> None:
        field = self.fields[place]
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        show_whole(field)
        ring = self.window().findChild(FocusRing)
        if isinstance(ring, FocusRing):
            # Qt tells it of Tab and arrows, and not of Enter, or of a refusal that leads here.
            ring.put_on(field)
