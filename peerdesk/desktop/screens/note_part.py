"""One optional part of a note: what every part can do."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from peerdesk.desktop.models.nudging import Nudging
from peerdesk.desktop.models.spelling import Spelling
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.chips import ChoicePill
from peerdesk.domain.encounter import EncounterDraft


class NotePart(QWidget):
    """An editor for some fields of a draft. `changed` follows every edit by the reader."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, theme_of(self).space(10))
        self.box.setSpacing(theme_of(self).space(6))

    def fields(self) -> dict[str, object]:
        """Return the draft's fields that this part edits, with what stands in them."""
        return {}

    def show_draft(self, draft: EncounterDraft) -> None:
        """Show what a draft holds."""

    def summary(self) -> str:
        """Return what stands here, short enough for the closed row; empty for nothing."""
        return ""

    def nudge_with(self, nudging: Nudging) -> None:
        """Suggest other words where somebody writes their own."""

    def spell_with(self, spelling: Spelling) -> None:
        """Mark words that the dictionary does not know where somebody writes their own."""

    def say_problem(self, sentence: str) -> None:
        """Say what would help, beside the field."""


class Pills(QFrame):
    """A few short answers of which one or none is picked; picking it again lets it go."""

    picked = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._pills: dict[str, ChoicePill] = {}
        self._last = ""
        flow = Flow(theme_of(self).space(6))
        for code, label in options:
            pill = ChoicePill(label)
            self._pills[code] = pill
            self._group.addButton(pill)
            pill.clicked.connect(lambda _on=True, code=code: self._on_clicked(code))
        flow.put(*self._pills.values())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(flow)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def code(self) -> str:
        """Return the code that is picked; empty for none."""
        return self._last

    def set_code(self, code: str) -> None:
        """Pick a code, or none, without telling anyone."""
        self._group.setExclusive(False)
        for known, pill in self._pills.items():
            pill.setChecked(known == code)
        self._group.setExclusive(True)
        self._last = code if code in self._pills else ""

    def label(self) -> str:
        """Return the words of the picked answer."""
        return self._pills[self._last].text() if self._last else ""

    def _on_clicked(self, code: str) -> None:
        self.set_code("" if code == self._last else code)
        self.picked.emit(self._last)


def first_of(labels: Iterable[str]) -> str:
    """Return the first label, and how many there are beside it."""
    known = list(labels)
    if len(known) < 2:
        return "".join(known)
    return f"{known[0]} +{len(known) - 1}"
