"""A question with its answers in two equal columns, or one where the window is narrow."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QGridLayout, QSizePolicy, QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.chips import CheckChip, RadioChip

_NARROW = 520


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer: its code, its words, and the key that picks it."""

    code: str
    label: str
    keycap: str = ""


class ChipGrid(QFrame):
    """Answers to one question, down the first column and then the second.

    `exclusive` makes them radio buttons of one group, else check boxes. `changed` is emitted after the reader or
    the program changed the answer. `narrow` is the width in pixels at 100 % under which there is one column.
    A frame, because a screen reader says the name of a frame when the focus comes into it, and passes over that of a
    plain widget.
    """

    changed = Signal()

    def __init__(
        self,
        choices: Collection[Choice],
        *,
        exclusive: bool,
        name: str,
        narrow: int = _NARROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._exclusive = exclusive
        self._narrow = narrow
        self._columns = 2
        self._quiet = False
        self._chips: dict[str, RadioChip | CheckChip] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(exclusive)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_choices(choices)
        self._group.buttonToggled.connect(self._on_toggled)

    def set_choices(self, choices: Collection[Choice]) -> None:
        """Show these answers, keeping what was picked among them; also after a change of language."""
        picked = self.codes()
        for chip in self._chips.values():
            self._group.removeButton(chip)
            self._grid.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {choice.code: self._chip(choice) for choice in choices}
        self._place()
        self.restyle(theme_of(self))
        self.set_codes([code for code in picked if code in self._chips])

    def relabel(self, choices: Collection[Choice]) -> None:
        """Give the same answers other words, without touching focus or state."""
        for choice in choices:
            self._chips[choice.code].setText(choice.label)

    def codes(self) -> tuple[str, ...]:
        """Return the codes that are picked, in the order shown."""
        return tuple(code for code, chip in self._chips.items() if chip.isChecked())

    def set_codes(self, codes: Collection[str]) -> None:
        """Pick exactly these codes; an unknown code is left out."""
        # An exclusive group never lets go of its last answer, so it is opened for the time of the change.
        before = self.codes()
        self._quiet = True
        self._group.blockSignals(True)
        self._group.setExclusive(False)
        for code, chip in self._chips.items():
            chip.setChecked(code in codes)
        self._group.setExclusive(self._exclusive)
        self._group.blockSignals(False)
        self._quiet = False
        if self.codes() != before:
            self.changed.emit()

    def toggle(self, code: str) -> None:
        """Pick an answer as its key does: an exclusive one is chosen, another one is turned over."""
        self._chips[code].click()

    def chip(self, code: str) -> RadioChip | CheckChip:
        """Return the chip of a code, for focus and order."""
        return self._chips[code]

    def first(self) -> RadioChip | CheckChip:
        """Return the chip that focus should go to: the first picked one, else the first."""
        picked = self.codes()
        return self._chips[picked[0] if picked else next(iter(self._chips))]

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's gaps."""
        self._grid.setHorizontalSpacing(theme.space(8))
        self._grid.setVerticalSpacing(theme.space(6))
        self._replace_columns()

    def sizeHint(self) -> QSize:
        """Ask for the height at this width: it is the most there is, and words that wrap need more than one line."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._grid.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._replace_columns()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _chip(self, choice: Choice) -> RadioChip | CheckChip:
        kind = RadioChip if self._exclusive else CheckChip
        chip = kind(choice.label, keycap=choice.keycap, parent=self)
        if self._exclusive:
            self._group.addButton(chip)
        else:
            # A button group would take all but one of its members out of the way of the Tab key. That is right for
            # radio buttons, which are one stop; every check box is a stop of its own.
            chip.toggled.connect(lambda _on: None if self._quiet else self.changed.emit())
        chip.show()
        return chip

    def _replace_columns(self) -> None:
        columns = 1 if self.width() < theme_of(self).height(self._narrow) else 2
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        rows = -(-len(self._chips) // self._columns)
        for index, chip in enumerate(self._chips.values()):
            self._grid.addWidget(chip, index % rows, index // rows)
        # What height is left over goes below the last row, never between the answers.
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(rows, 1)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
            self._grid.setColumnMinimumWidth(column, 1 if column < self._columns else 0)

    def _on_toggled(self, _chip: QAbstractButton, on: bool) -> None:
        # In an exclusive group every change comes as a pair, one chip off and one on; one of them is told.
        if on or not self._exclusive:
            self.changed.emit()
