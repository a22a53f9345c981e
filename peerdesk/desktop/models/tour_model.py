"""The tour through practice: its steps in words, and what a supervisor would see of the newest invented note."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.projection_lines import ProjectionLines
from peerdesk.desktop.models.views import PreviewView, ReaderView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.sharing import Projection
from peerdesk.work.reading import encounter_page
from peerdesk.work.sharing import what_would_leave

SUPERVISOR = ReaderView(key=b"", name="Tomas", first_name="Tomas")
"""Invented, and in no directory: nothing could be sent to him."""

WRITING, ALONE, PREVIEW = 0, 1, 2
"""The steps that something in the desk belongs to; the others are only told."""

_Seen = tuple[Projection, tuple[str, ...], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStep:
    """One step: a title, and what to try. `shows` is what its own button says, empty for none."""

    title: str
    text: str
    shows: str = ""


class TourModel(QObject):
    """`previewed` carries a PreviewView."""

    previewed = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, *, single_keys: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench, self._single_keys = bench, single_keys
        self._lines = ProjectionLines(bench, self)

    def steps(self) -> tuple[TourStep, ...]:
        """Return the steps in order."""
        by_key = self.tr("Press Ctrl+N. Then 1 says that you met, and B that you listened. Ctrl+Enter saves.")
        by_hand = self.tr("Press Ctrl+N. Choose how it went, and one kind of support. Ctrl+Enter saves.")
        return (
            TourStep(title=self.tr("A note in three answers"), text=self._and_no_name(by_key, by_hand)),
            TourStep(
                title=self.tr("Only you can read it"),
                text=self.tr("It says Private, and nothing leaves by itself. Your notes are on the page Notes."),
            ),
            TourStep(
                title=self.tr("You see it before you share it"),
                text=self.tr("Before anything leaves, you see exactly what your supervisor would see."),
                shows=self.tr("Show me"),
            ),
            TourStep(
                title=self.tr("Cover the screen, and lock"),
                text=self.tr("F12 covers the screen, and F12 shows it again. Ctrl+L locks, which ends practice here."),
            ),
            TourStep(
                title=self.tr("For hard moments"),
                text=self.tr("F1 has crisis numbers, for you too. F2 says what to do first. Esc closes them."),
            ),
            TourStep(
                title=self.tr("That is all you need"),
                text=self.tr("Short answers are in the menu Help. Try whatever you like: nothing here is kept."),
            ),
        )

    def preview(self, *, include_memory: bool) -> None:
        """Work out what a supervisor would see of the newest note. Nothing can leave practice."""
        bench = self._bench

        def job() -> _Seen:
            newest = encounter_page(bench.vault, limit=1)[0]
            seen, stays = what_would_leave(bench.vault, newest.id, include_memory=include_memory)
            return seen, stays, include_memory or "memory" in stays

        bench.run(self, job, self._on_seen, self.refused.emit)

    def _and_no_name(self, by_key: str, by_hand: str) -> str:
        rest = self.tr("No name and no text is needed.")
        return f"{by_key if self._single_keys else by_hand} {rest}"

    def _on_seen(self, found: _Seen) -> None:
        seen, stays, has_memory = found
        view = PreviewView(
            reader=SUPERVISOR,
            title=seen.handle or self.tr("No name needed"),
            day=self._lines.where(seen),
            sender=self.tr("you"),
            lines=self._lines.of(seen),
            stays=self._lines.stays(stays),
            has_memory=has_memory,
        )
        self.previewed.emit(view)
