"""The parts of a note that are lists: what was handed over, and where the individual may want to go next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.words import Words
from peerdesk.desktop.screens.note_part import NotePart, first_of
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import IconButton
from peerdesk.desktop.widgets.choosers import Picker, Stepper
from peerdesk.desktop.widgets.labels import Label, WrapLabel
from peerdesk.domain.encounter import MOST_OF_ONE_SUPPLY, EncounterDraft
from peerdesk.domain.place_vocabulary import PLACE_KINDS
from peerdesk.domain.vocabulary import NextState, NextStep, Supply

_ADD = ""


class SuppliesPart(NotePart):
    """How many of what. A count of nought takes the thing out again."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._labels = {code.value: words.of(code) for code in Supply}
        self._steppers: dict[str, Stepper] = {}
        self._list = _list_box(self.box)
        self._add = Picker(self.tr("Add something"))
        self.box.addWidget(self._add)
        self.box.addWidget(WrapLabel(self.tr("Supplies are never shared."), role="meta", tone="muted"))
        self._add.picked.connect(self._on_added)
        self._offer()

    def fields(self) -> dict[str, object]:
        return {"supplies": {code: part.value() for code, part in self._steppers.items() if part.value()}}

    def show_draft(self, draft: EncounterDraft) -> None:
        for stepper in self._steppers.values():
            stepper.deleteLater()
        self._steppers = {}
        for code, count in draft.supplies.items():
            if code in self._labels:
                self._put(code, count)
        self._offer()

    def summary(self) -> str:
        return first_of(self._labels[code] for code, part in self._steppers.items() if part.value())

    def _put(self, code: str, count: int) -> Stepper:
        stepper = Stepper(self._labels[code], maximum=MOST_OF_ONE_SUPPLY, value=count)
        self._steppers[code] = stepper
        self._list.addWidget(stepper)
        stepper.changed.connect(lambda _count: self.changed.emit())
        return stepper

    def _on_added(self, code: str) -> None:
        if code:
            self._put(code, 1).spin.setFocus()
            self._offer()
            self.changed.emit()

    def _offer(self) -> None:
        offered = [code.value for code in self._words.offered(Supply)]
        rest = [(code, self._labels[code]) for code in offered if code not in self._steppers]
        self._add.set_options([(_ADD, self.tr("Add something")), *rest])
        self._add.set_code(_ADD)
        self._add.setVisible(bool(rest))


class NextPart(NotePart):
    """Next steps in the individual's own telling, each with how far it has come.

    `place_asked` carries the code of a next step for which a place is looked up.
    """

    place_asked = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._labels = {code.value: words.of(code) for code in NextStep}
        self._states = [(code.value, words.of(code)) for code in NextState]
        self._rows: dict[str, tuple[QWidget, Picker]] = {}
        self._list = _list_box(self.box)
        self._add = Picker(self.tr("Add a next step"))
        self.box.addWidget(self._add)
        self._add.picked.connect(self._on_added)
        self._offer()

    def fields(self) -> dict[str, object]:
        return {"next": {code: picker.code() for code, (_row, picker) in self._rows.items()}}

    def show_draft(self, draft: EncounterDraft) -> None:
        for code in tuple(self._rows):
            self._drop(code)
        for code, state in draft.next.items():
            if code in self._labels:
                self._put(code, state)
        self._offer()

    def summary(self) -> str:
        return first_of(self._labels[code] for code in self._rows)

    def _put(self, code: str, state: str) -> Picker:
        theme = theme_of(self)
        picker = Picker(self._labels[code])
        picker.set_options(self._states)
        picker.set_code(state)
        name = Label(self._labels[code])
        name.setBuddy(picker)
        away = IconButton("close", self.tr("Remove %1").replace("%1", self._labels[code]), size=32, tone="muted")
        row = QWidget()
        line = QVBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(2))
        line.addWidget(name)
        below = QHBoxLayout()
        below.addWidget(picker)
        below.addStretch(1)
        if code in PLACE_KINDS:
            look = IconButton("pin", self.tr("Find a place: %1").replace("%1", self._labels[code]), size=32)
            look.clicked.connect(lambda: self.place_asked.emit(code))
            below.addWidget(look)
        below.addWidget(away)
        line.addLayout(below)
        self._rows[code] = (row, picker)
        self._list.addWidget(row)
        picker.picked.connect(lambda _state: self.changed.emit())
        away.clicked.connect(lambda: self._on_dropped(code))
        return picker

    def _on_added(self, code: str) -> None:
        if code:
            self._put(code, NextState.OFFERED.value).setFocus()
            self._offer()
            self.changed.emit()

    def _on_dropped(self, code: str) -> None:
        self._drop(code)
        self._offer()
        self._add.setFocus()
        self.changed.emit()

    def _drop(self, code: str) -> None:
        row, _picker = self._rows.pop(code)
        row.hide()
        row.deleteLater()

    def _offer(self) -> None:
        offered = [code.value for code in self._words.offered(NextStep)]
        rest = [(code, self._labels[code]) for code in offered if code not in self._rows]
        self._add.set_options([(_ADD, self.tr("Add a next step")), *rest])
        self._add.set_code(_ADD)


def _list_box(outer: QVBoxLayout) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setSpacing(outer.spacing())
    outer.addLayout(box)
    return box
