"""The form for what came out of the box of the peers: the quarter, how many slips, and a grid of sums."""

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.pulse_words import pulse_form
from peerdesk.desktop.models.report_views import period_words
from peerdesk.desktop.models.words import Words
from peerdesk.desktop.screens.pulse_grid import NumberField, PulseGrid
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import Label, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import show_whole
from peerdesk.domain.errors import ExpectedError, InputRefusedError
from peerdesk.domain.peer_pulse import FEWEST, PulseDraft, Statement
from peerdesk.domain.pulse_errors import TooManyTicksError


class PulseSheet(FormSheet):
    """Stays open until what stands in it was kept. `keep_asked` carries the draft, `delete_asked` nothing.

    What is written here is nowhere else: closing the form forgets it.
    """

    keep_asked = Signal(object)
    delete_asked = Signal()

    def __init__(self, window: QWidget, words: Words, today: date, draft: PulseDraft | None = None) -> None:
        super().__init__(window, "", width=680)
        self.set_title(self.tr("What was in the box"))
        self._form = pulse_form(words, today)
        self._entered: Collection[str] = ()
        self._is_begun = False
        self._quarter = draft.quarter if draft is not None else ""
        self.quarters = Picker(self.tr("Quarter"))
        self.quarters.set_options(self._form.quarters)
        self.quarters.set_code(self._form.quarters[0][0])
        self.slips = Field(self.tr("How many slips"), edit=NumberField(""))
        self.grid = PulseGrid(self._form.statements, self._form.answers)
        self._replaced = WrapLabel(self.tr("This quarter was entered before. Saving takes its place."), tone="muted")
        self._save = PrimaryButton(self.tr("Save"), keycap="Ctrl+Enter")
        self._lay_out_form(period_words(self._quarter, words) if self._quarter else "")
        self._connect()
        if draft is not None:
            self.slips.set_text(draft.slips)
            self.grid.fill(draft.ticks)
        self._tell()
        self.slips.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def draft(self) -> PulseDraft:
        """What stands in the form."""
        quarter = self._quarter or self.quarters.code()
        return PulseDraft(quarter=quarter, slips=self.slips.text(), ticks=self.grid.ticks())

    def know_entered(self, quarters: Collection[str], deleted: Collection[str] = ()) -> None:
        """Say which quarters were entered before, so that nobody writes over one unawares; `deleted` were taken off."""
        self._entered = {*quarters, *deleted}
        if not self._is_begun:
            # The quarter to enter is one that is not there. Once somebody began, it is about the one shown.
            free = (code for code, _ in self._form.quarters if code not in quarters)
            self.quarters.set_code(next(free, self.quarters.code()))
        self._tell()

    def show_refused(self, problem: ExpectedError, said: str) -> None:
        """Say what would help, and go where it is; `said` is its sentence where the form has none of its own."""
        field = problem.field if isinstance(problem, InputRefusedError) else ""
        if field == "slips":
            self.problem.hide()
            self.slips.say_problem(said)
            self._place()
            show_whole(self.slips)
            self._ring.put_on(self.slips.edit)
            return
        self.say_problem(self._about_row(problem, Statement(field)) if field in set(Statement) else said)
        if field in set(Statement):
            # The words above take their room only with the next turn, and what is gone to moves down by it.
            QTimer.singleShot(0, self.grid, lambda: self.grid.go_to(Statement(field)))

    def _about_row(self, problem: ExpectedError, statement: Statement) -> str:
        line = self._form.statements[statement]
        if isinstance(problem, TooManyTicksError):
            told = self.tr("“%1” adds up to %2, and there are %3 slips. Count this line again.")
            told = told.replace("%2", str(problem.counted)).replace("%3", str(problem.slips))
            return told.replace("%1", line)
        return self.tr("“%1” takes whole numbers. Leave empty what nobody ticked.").replace("%1", line)

    def _lay_out_form(self, quarter: str) -> None:
        theme = theme_of(self)
        above = QHBoxLayout()
        above.setSpacing(theme.space(24))
        asked = QVBoxLayout()
        asked.setSpacing(theme.space(4))
        label = StrongLabel(self.tr("Quarter"))
        asked.addWidget(label)
        if quarter:
            known = Label(quarter, role="medium")
            known.setFixedHeight(theme.height(36))
            asked.addWidget(known)
        else:
            label.setBuddy(self.quarters)
            asked.addWidget(self.quarters)
        asked.addStretch(1)
        above.addLayout(asked)
        above.addWidget(self.slips, 1)
        self.body.addWidget(WrapLabel(self.tr("Count the slips, and how many ticked each answer."), tone="muted"))
        self.body.addLayout(above)
        for part in (self._replaced, self.problem, self.grid):
            self.body.addWidget(part)
        told = self.tr("Numbers from fewer than five are not kept, for the box or for one line.")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.end_with(self._save, delete=self.delete_asked.emit if quarter else None)

    def _connect(self) -> None:
        for touched in (self.quarters.picked, self.slips.changed, self.grid.changed):
            touched.connect(self._begin)
        self.quarters.picked.connect(lambda _code: self._tell())
        self.slips.changed.connect(lambda _text: self._tell())
        self.slips.edit.editingFinished.connect(self._look_at_slips)
        if isinstance(self.slips.edit, NumberField):
            self.slips.edit.stepped.connect(lambda rows, more: self._into_grid() if rows + more > 0 else None)
        self.grid.left.connect(lambda: self._ring.put_on(self._save))
        self._save.clicked.connect(self._keep)
        self.keep_by_keys(self._keep)

    def _begin(self) -> None:
        self._is_begun = True

    def _into_grid(self) -> None:
        self.grid.go_to(Statement.SUPPORT)

    def _slips(self) -> int | None:
        text = self.slips.text().strip()
        return int(text) if text.isascii() and text.isdecimal() else None

    def _look_at_slips(self) -> None:
        """Say in time, before anything is counted, that a box with so few stays closed."""
        slips = self._slips()
        few = slips is not None and slips < FEWEST
        self.slips.say_problem(self.tr("Leave the box closed until five are in it. They can wait.") if few else "")
        self._place()

    def _tell(self) -> None:
        slips = self._slips()
        self.grid.tell(slips if slips is not None and slips >= FEWEST else None)
        self._replaced.setVisible(not self._quarter and self.quarters.code() in self._entered)
        self._place()

    def _keep(self) -> None:
        self.keep_asked.emit(self.draft)
