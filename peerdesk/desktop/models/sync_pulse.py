"""Sending and fetching in the background, and the honest state of it. The window never waits."""

import threading
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from peerdesk.desktop.models.pill import Pill
from peerdesk.desktop.models.respite import Respite
from peerdesk.desktop.models.views import PillView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import ExpectedError
from peerdesk.sync.kept_line import KeptLine
from peerdesk.work.attention import Need, needs
from peerdesk.work.enrolment import Remotes
from peerdesk.work.syncing import Status, SyncResult, status, sync_now
from peerdesk.work.waking import Watch

FIRST_MS = 400
NUDGE_MS = 700
EVERY_MS = 600_000
"""A round without any occasion. What happens elsewhere is heard at once: the desk waits at the server meanwhile."""


class SyncPulse(QObject):
    """Syncs after saves, when the server has news, and when asked; by itself not while the server asks for time.

    `shown` carries a PillView, `known` a Status, `waits` the Needs.
    "Up to date" is only said with a proof: everything of ours was seen inside the server's chain.
    """

    shown = Signal(object)
    known = Signal(object)
    waits = Signal(object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, remotes: Remotes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._line = KeptLine(remotes)
        self._words = Pill(bench.words.clock, self)
        self._remotes = remotes
        self._watch: Watch | None = None
        self._listening = False
        self._running = False
        self._again = False
        self._stopping = threading.Event()
        self._asked_by_hand = False
        self._problem: ExpectedError | None = None
        self._status: Status | None = None
        self._waits: tuple[Need, ...] = ()
        self._done_of = (0, 0)
        self._last: SyncResult | None = None
        self._is_held: Callable[[], bool] = lambda: False
        self._nudge, self._timer = QTimer(self), QTimer(self)
        self._nudge.setSingleShot(True)
        self._nudge.timeout.connect(self._begin_unasked)
        self._respite = Respite(self, self._begin_unasked)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._begin_unasked)
        bench.announcer.changed.connect(self._on_changed)

    @property
    def remotes(self) -> Remotes:
        """How to reach the server."""
        return self._remotes

    @property
    def is_running(self) -> bool:
        """Say whether a round is on."""
        return self._running

    @property
    def is_busy(self) -> bool:
        """Say whether a round is on or about to begin."""
        return self._running or (self._nudge.isActive() and bool(self._status and self._status.organisation))

    @property
    def problem(self) -> ExpectedError | None:
        """What kept the last round from going through."""
        return self._problem

    @property
    def is_held(self) -> bool:
        """Say whether PeerDesk syncs only when asked, because the person said so for connections like this one."""
        return self._is_held()

    def hold_while(self, is_held: Callable[[], bool]) -> None:
        """Sync by itself only while this says no. A sync that the person asks for is never held."""
        self._is_held = is_held

    def look_again(self) -> None:
        """Do what follows at once where syncing by itself has just been held, or let go."""
        if self._is_held():
            self._deafen()
        else:
            # What has come meanwhile is answered at once.
            self._listen()

    @property
    def done_of(self) -> tuple[int, int]:
        """How many revisions have gone in the round that is on, and how many there were."""
        return self._done_of

    @property
    def last(self) -> SyncResult | None:
        """What the last round that went through has done, in figures; None before any in this session."""
        return self._last

    @property
    def needing(self) -> int:
        """How many things wait for a decision of the person; what is only good to know is not among them."""
        return sum(not one.is_calm for one in self._waits)

    def start(self) -> None:
        """Read how things stand, and begin to sync where there is a server."""
        self.read()
        self._nudge.start(FIRST_MS)
        self._timer.start()

    def stop(self) -> None:
        """Stop; a round that is on ends after its present question, and the waiting at once."""
        self._stopping.set()
        self._deafen()
        self._bench.background.run_network(self, self._line.close, lambda _: None, self._on_deaf)
        self._nudge.stop()
        self._timer.stop()

    def sync(self) -> None:
        """Sync because the person asked."""
        self._asked_by_hand = True
        self._begin()

    def hurry(self) -> None:
        """Begin now what waits for a pause in the typing, for whoever knows that nobody types."""
        if self._nudge.isActive():
            self._nudge.start(0)

    def read(self) -> None:
        """Read how things stand."""
        bench = self._bench

        def job() -> tuple[Status, tuple[Need, ...]]:
            return status(bench.vault, bench.now()), needs(bench.vault)

        bench.run(self, job, self._on_status, self.refused.emit)

    def show_now(self) -> None:
        """Tell the state once more, for whoever has just begun to listen."""
        self.shown.emit(self._pill())
        if self._status is not None:
            self.known.emit(self._status)
            self.waits.emit(self._waits)

    def _begin_unasked(self) -> None:
        if not (self._is_held() or self._respite.is_on):
            self._begin()

    def _begin(self) -> None:
        if self._stopping.is_set() or not (self._status is None or self._status.organisation):
            return
        if self._status is None:
            self._nudge.start(NUDGE_MS)
            return
        if self._running:
            self._again = True
            return
        self._running = True
        self._done_of = (0, self._status.waiting)
        self.shown.emit(self._pill())
        bench, remotes, stopped = self._bench, self._line, self._stopping.is_set
        progressed = bench.background.teller(self, self._on_progress)
        arrived = bench.background.teller(self, self._on_arrived)

        def job() -> Round:
            result = sync_now(
                bench.vault,
                remotes,
                bench.now(),
                bench.rng,
                cancel=stopped,
                progress=lambda way: progressed((way.sent, way.to_send)),
                news=lambda changes: arrived(_Synced(changes)),
            )
            # A first sync touches every note there is: that many are put together here, and not kept with the figures.
            changes = _Synced(result.changes | Changes(outbox=bool(result.pushed)))
            return replace(result, changes=Changes()), changes

        bench.background.run_network(self, job, self._on_done, self._on_failed)

    def _on_progress(self, done_of: tuple[int, int]) -> None:
        self._done_of = done_of
        if self._running:
            self.show_now()

    def _on_arrived(self, changes: Changes) -> None:
        """Show the newest of many notes before the round is over."""
        self._bench.announcer.tell(changes)

    def _listen(self) -> None:
        """Wait at the server until something is new there, unless that is going on already or syncing is held."""
        if self._stopping.is_set() or self._listening or self._is_held():
            return
        if self._watch is None:
            self._watch = Watch(self._bench.vault, self._remotes, self._bench.rng)
        self._listening = True
        self._bench.background.run_waiting(self, self._watch.wait, self._on_heard, self._on_deaf, self.stop)

    def _deafen(self) -> None:
        """End the waiting at once; the next begins with a connection of its own."""
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def _on_heard(self, is_new: bool) -> None:
        self._listening = False
        if is_new:
            self._begin_unasked()
        if not self._running:
            self._listen()

    def _on_deaf(self, _problem: ExpectedError) -> None:
        self._listening = False

    def _on_done(self, done: "Round") -> None:
        result, changes = done
        self._last = result
        self._ended(None)
        if changes:
            self._bench.announcer.tell(changes)
        if self._asked_by_hand:
            self.said.emit(self.tr("Synced. Everything is up to date.") if result.proof else self.tr("Synced."))
        self._asked_by_hand = False

    def _on_failed(self, problem: ExpectedError) -> None:
        self._ended(problem)
        if self._asked_by_hand:
            self.refused.emit(problem)
        self._asked_by_hand = False

    def _ended(self, problem: ExpectedError | None) -> None:
        self._running = False
        self._problem = problem
        self._respite.note(problem)
        self.read()
        self._listen()
        if self._again and problem is None:
            self._again = False
            self._nudge.start(NUDGE_MS)

    def _on_status(self, answer: tuple[Status, tuple[Need, ...]]) -> None:
        self._status, self._waits = answer
        self.show_now()

    def _on_changed(self, changes: Changes) -> None:
        if not changes.outbox or isinstance(changes, _Synced):
            return
        self.read()
        self._nudge.start(NUDGE_MS)

    def _pill(self) -> PillView:
        sending = self._done_of if self._running else None
        return self._words.view(self._status, needing=self.needing, problem=self._problem, sending=sending)


class _Synced(Changes):
    """What a round brought. Nobody has to send it anywhere."""

    __slots__ = ()

    def __init__(self, changes: Changes) -> None:
        super().__init__(
            records=changes.records,
            drafts=changes.drafts,
            outbox=changes.outbox,
            directory=changes.directory,
            kinds=changes.kinds,
        )


Round = tuple[SyncResult, _Synced]
"""What a round came to, in figures, and what it touched."""
