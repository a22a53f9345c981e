"""The words of the pill: what is safe where. Calm where trouble passes by itself, and nothing claimed without proof."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from peerdesk.desktop.models.sync_trouble import Trouble, trouble_of
from peerdesk.desktop.models.views import PillView
from peerdesk.domain.errors import ExpectedError
from peerdesk.work.syncing import Status


class Pill(QObject):
    """Says the state. `clock` writes a time of day."""

    def __init__(self, clock: Callable[[datetime], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock

    def view(
        self, known: Status | None, *, needing: int, problem: ExpectedError | None, sending: tuple[int, int] | None
    ) -> PillView:
        """Return what is shown.

        `needing` is how many things need the person, `problem` what ended the last round, and `sending` how many
        changes have gone and how many there were, while a round is on.
        """
        if known is None:
            return PillView(state="saved", text=self.tr("Saved here"))
        if sending is not None and known.organisation and known.waiting:
            done, of = sending
            line = self.tr("Sending %1 of %2").replace("%1", str(min(done + 1, max(of, 1))))
            return PillView(state="sending", text=line.replace("%2", str(max(of, 1))))
        return self._trouble(known, needing, problem) or self._rest(known)

    def _trouble(self, known: Status, needing: int, problem: ExpectedError | None) -> PillView | None:
        """Return what wants somebody's eye, or that the server is away; that is calm, and never red."""
        if needing:
            return PillView(state="needs", text=self.tr("Needs you (%1)").replace("%1", str(needing)))
        trouble = trouble_of(problem)
        if trouble is Trouble.AWAY:
            return PillView(state="offline", text=self._stale(known) or self.tr("Offline, saved here"))
        return PillView(state="needs", text=self.tr("Needs you")) if trouble is Trouble.NEEDS else None

    def _rest(self, known: Status) -> PillView:
        if known.proof and not known.waiting and known.last_success is not None:
            at = self._clock(known.last_success)
            return PillView(state="done", text=self.tr("Up to date %1").replace("%1", at))
        return PillView(state="saved", text=self._stale(known) or self.tr("Saved here"))

    def _stale(self, known: Status) -> str:
        """Return a line for somebody who has not been online for a day or more; empty otherwise."""
        days = known.stale_days
        return self.tr("Saved here, last sync %n days ago", "", days) if days else ""
