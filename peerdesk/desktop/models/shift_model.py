"""The shift: where new notes begin. It knows days and no time of day, and nothing is worked out from it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.shift_views import EndView, ShiftView
from peerdesk.desktop.models.today_model import TodayModel, jot_title
from peerdesk.desktop.models.words import lowered
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.shift import Shift, ShiftDraft
from peerdesk.domain.vocabulary import Language, Mode, Setting
from peerdesk.work.shifts import (
    EndOfShift,
    ShiftKept,
    ShiftNow,
    change_shift,
    end_of_shift,
    end_shift,
    resume_shift,
    shift_now,
    start_as_last,
    start_shift,
)


class ShiftModel(QObject):
    """Reads again after each change. `shown` has a ShiftView, `ending` an EndView, `ended` what can be taken back."""

    shown = Signal(object)
    ending = Signal(object)
    ended = Signal(object)
    started = Signal()
    refused = Signal(object)

    def __init__(self, bench: Workbench, today: TodayModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._today = today
        self._known = ShiftNow(current=None, last=None)
        self._answered: date | None = None
        bench.announcer.changed.connect(self._on_changed)

    @property
    def current(self) -> Shift | None:
        """The shift that goes on, as it was read last."""
        return self._known.current

    def beginning(self) -> tuple[EncounterDraft, str]:
        """Return what a new note begins with, and where its place comes from, in words."""
        shift = self.current
        if shift is None:
            return EncounterDraft(setting=self._today.place), self.tr("as last time")
        said = self.tr("from your shift")
        return shift.first_words(), f"{said}, {shift.unit}" if shift.unit else said

    def read(self) -> None:
        """Read the shift from the vault."""
        vault = self._bench.vault
        self._bench.run(self, lambda: shift_now(vault), self._on_read, self.refused.emit)

    def start(self, draft: ShiftDraft) -> None:
        """Begin a shift."""
        bench = self._bench
        self._keep(lambda: start_shift(bench.vault, draft, bench.now(), bench.rng), self._on_started)

    def start_as_last(self) -> None:
        """Begin a shift as the last one was."""
        bench = self._bench
        self._keep(lambda: start_as_last(bench.vault, bench.now(), bench.rng), self._on_started)

    def change(self, draft: ShiftDraft) -> None:
        """Say anew where it is."""
        self._keep(lambda: change_shift(self._bench.vault, draft), lambda _kept: None)

    def go_on(self) -> None:
        """Note that a shift of an earlier day does go on; it is asked again on another day."""
        self._answered = self._bench.today()
        self._show()

    def look_at_end(self) -> None:
        """Look what still waits, before it ends."""
        bench = self._bench
        bench.run(self, lambda: end_of_shift(bench.vault, bench.now()), self._on_ending, self.refused.emit)

    def end(self) -> None:
        """End it."""
        self._keep(lambda: end_shift(self._bench.vault, self._bench.now()), self.ended.emit)

    def resume(self, kept: ShiftKept) -> None:
        """Take the end back."""
        bench = self._bench
        bench.run(self, lambda: resume_shift(bench.vault, kept), bench.announcer.tell, self.refused.emit)

    def _keep(self, job: Callable[[], ShiftKept], done: Callable[[ShiftKept], None]) -> None:
        def kept(what: ShiftKept) -> None:
            done(what)
            self._bench.announcer.tell(what.changes)

        self._bench.run(self, job, kept, self.refused.emit)

    def _on_started(self, _kept: ShiftKept) -> None:
        self.started.emit()

    def _on_read(self, known: ShiftNow) -> None:
        self._known = known
        self._show()

    def _on_ending(self, waits: EndOfShift) -> None:
        titles = tuple(kept.draft.memory or jot_title(self._today, kept.draft) for kept in waits.jots)
        self.ending.emit(EndView(jots=titles, due=waits.due, can_hand_over=waits.can_hand_over))

    def _show(self) -> None:
        words, known, today = self._bench.words, self._known, self._bench.today()
        current, last = known.current, known.last
        begin_as = current or last
        draft = begin_as.as_draft() if begin_as else ShiftDraft(setting=self._today.place)
        settings = words.offered(Setting, (draft.setting,) if current else ())
        self.shown.emit(
            ShiftView(
                is_on=current is not None,
                place=self._place(current) if current else "",
                line=self._line(current) if current else "",
                left_open=known.is_left_open(today) and self._answered != today,
                last=self._place(last) if last else "",
                draft=draft,
                settings=tuple((code.value, words.of(code)) for code in settings),
                languages=tuple((code.value, words.of(code)) for code in Language),
                modes=tuple((code.value, words.of(code)) for code in Mode),
            )
        )

    def _place(self, shift: Shift) -> str:
        where = self._bench.words.of(shift.setting)
        return f"{where}, {shift.unit}" if shift.unit else where

    def _line(self, shift: Shift) -> str:
        words = self._bench.words
        said = [lowered(words.of(shift.mode))]
        if shift.language:
            # In Spanish the name of a language is small in the middle of a line, in English never.
            spoken = words.of(shift.language)
            said.append(lowered(spoken) if words.language == "es" else spoken)
        return self.tr("New notes start with this setting, %1").replace("%1", ", ".join(said))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(RecordKind.SHIFT):
            self.read()
