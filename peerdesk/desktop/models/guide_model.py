"""The guides, and the hospital's own numbers: read once for each sheet, and there without a network."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.local_words import LocalWords
from peerdesk.work.guides import NUMBERS, FilledIn, Guide, Whose, filled_in, guides, whose


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """What the sheets show. `whose` says whose words stand in the guides, `whose_numbers` whose numbers there are.

    `numbers_day` is when the hospital called the crisis numbers, empty for never; `numbers_are_old`: not lately.
    """

    guides: tuple[Guide, ...]
    local: LocalWords
    whose: Whose
    whose_numbers: Whose
    numbers_day: str = ""
    numbers_are_old: bool = True


class GuideModel(QObject):
    """`shown` carries a GuideView."""

    shown = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def plain(self) -> GuideView:
        """Return the guides as they ship, for whoever cannot wait for the vault."""
        return self._view(FilledIn(local=LocalWords()))

    def read(self) -> None:
        """Read what the hospital has filled in."""
        bench = self._bench
        bench.run(self, lambda: filled_in(bench.vault, bench.now()), self._on_read, self.refused.emit)

    def _on_read(self, filled: FilledIn) -> None:
        self.shown.emit(self._view(filled))

    def _view(self, filled: FilledIn) -> GuideView:
        local, words, today = filled.local, self._bench.words, self._bench.today()
        day = words.day(local.checked, today=today) if local.checked else ""
        days = [words.day(one.text.published_on, today=today) for one in filled.received]
        said = partial(whose, words.language, filled, day, days, is_old=local.is_old(today))
        return GuideView(
            guides=guides(words.language, local, filled.steps),
            local=local,
            whose=said(),
            whose_numbers=said(places=NUMBERS),
            numbers_day=words.day(local.numbers_checked, today=today) if local.numbers_checked else "",
            numbers_are_old=local.numbers_are_old(today),
        )
