"""Long work off the GUI thread: a thread each for vault, network and chosen files, results back where they belong."""

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer

from peerdesk.desktop.bell import Bell
from peerdesk.desktop.turns import short_turns
from peerdesk.domain.errors import ExpectedError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")
BugHook = Callable[[BaseException], None]


HAND_OVER_SECONDS: Final = 0.004
"""For how long answers are handed over in one turn of the event loop; the window paints between two turns."""

_WAITING: Final = "waiting"
"""The thread of what only waits: nothing is going on meanwhile."""


class _Arrival(Protocol):
    """Something on its way to the GUI thread; `is_work` says whether somebody waits for it."""

    is_work: bool

    def hand_over(self, bug: BugHook, /) -> None: ...


class _Delivery(Generic[Result]):
    """One finished job on its way to the GUI thread."""

    def __init__(
        self,
        owner: QObject,
        done: Callable[[Result], None],
        failed: Callable[[ExpectedError], None],
        is_work: bool,
    ) -> None:
        self.is_work = is_work
        self.future: Future[Result] | None = None
        self._owner = owner
        self._done = done
        self._failed = failed

    def hand_over(self, bug: BugHook) -> None:
        """Tell the owner, unless it is gone; a broken promise of ours goes to `bug` either way."""
        if self.future is None or self.future.cancelled():
            return
        trouble = self.future.exception()
        if trouble is not None and not isinstance(trouble, ExpectedError):
            bug(trouble)
            return
        if not shiboken6.isValid(self._owner):
            return
        if trouble is not None:
            self._failed(trouble)
            return
        self._done(self.future.result())


class _Word(Generic[Result]):
    """Something that a job says while it goes on."""

    is_work = False

    def __init__(self, owner: QObject, then: Callable[[Result], None], said: Result) -> None:
        self._owner = owner
        self._then = then
        self._said = said

    def hand_over(self, _bug: BugHook) -> None:
        """Tell the owner, unless it is gone."""
        if shiboken6.isValid(self._owner):
            self._then(self._said)


class Background(QObject):
    """Runs jobs that take and return values and touch no QObject.

    Jobs of the vault run one after the other in the order asked; jobs of the network have a thread of their own, and so
    have files that somebody chose, and what only waits.
    `done` and `failed` are called on the GUI thread. `bug` is told of an exception that is not an ExpectedError.
    """

    def __init__(self, bug: BugHook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        short_turns()
        self._bug = bug
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._waiting = 0
        self._here: deque[_Arrival] = deque()
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._deliver)
        self._end_waiting: Callable[[], None] = lambda: None
        self._closed = False
        self._arrived: deque[_Arrival] = deque()
        self._rope = Bell(self._on_arrived, self).rope

    @property
    def waiting(self) -> int:
        """How many jobs are not yet delivered."""
        return self._waiting

    def run(
        self,
        owner: QObject,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[ExpectedError], None],
    ) -> None:
        """Run a job of the vault for `owner`."""
        self._start("vault", owner, job, done, failed)

    def run_network(
        self,
        owner: QObject,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[ExpectedError], None],
    ) -> None:
        """Run a job that talks to the server for `owner`."""
        self._start("network", owner, job, done, failed)

    def run_file(
        self,
        owner: QObject,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[ExpectedError], None],
    ) -> None:
        """Run a job that reads or writes a file that somebody chose, for `owner`: nothing else waits for that disk."""
        self._start("file", owner, job, done, failed)

    def run_waiting(
        self,
        owner: QObject,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[ExpectedError], None],
        end: Callable[[], None],
    ) -> None:
        """Run a job that waits at the server for `owner`; `end` ends the waiting, and is called by `close`."""
        if not self._closed:
            self._end_waiting = end
            self._start(_WAITING, owner, job, done, failed)

    def teller(self, owner: QObject, then: Callable[[Result], None]) -> Callable[[Result], None]:
        """Return what a job may call on its thread while it goes on; `then` gets that on the GUI thread."""
        arrived, ring = self._arrived, self._rope.pull

        def tell(said: Result) -> None:
            arrived.append(_Word(owner, then, said))
            ring()

        return tell

    def close(self) -> None:
        """Finish what was asked, then stop; nothing is delivered afterwards. Waits for the jobs."""
        self._end_waiting()
        self._closed = True
        for pool in self._pools.values():
            pool.shutdown(wait=True)

    def _start(
        self,
        thread: str,
        owner: QObject,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[ExpectedError], None],
    ) -> None:
        if self._closed:
            return
        is_work = thread != _WAITING
        self._waiting += is_work
        delivery, arrived, ring = _Delivery(owner, done, failed, is_work), self._arrived, self._rope.pull

        def arrive(finished: "Future[Result]") -> None:
            # On the worker's thread, which touches nothing of Qt's: not even an attribute of this object.
            delivery.future = finished
            arrived.append(delivery)
            ring()

        self._pool(thread).submit(job).add_done_callback(arrive)

    def _pool(self, thread: str) -> "ThreadPoolExecutor":
        """Return the executor of a thread, made when the first job comes: the first paint waits for none of it."""
        if thread not in self._pools:
            from concurrent.futures import ThreadPoolExecutor

            self._pools[thread] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=thread)
        return self._pools[thread]

    def _on_arrived(self) -> None:
        while self._arrived:
            self._here.append(self._arrived.popleft())
            self._next.start()

    def _deliver(self) -> None:
        # Small answers share a turn of the event loop, since the window paints after each; what several make of large
        # ones is several blocks, and not one long.
        until = time.perf_counter() + HAND_OVER_SECONDS
        while self._here:
            delivery = self._here.popleft()
            if self._here:
                # Also for the case that this one opens a dialog, and with it another event loop.
                self._next.start()
            self._waiting -= delivery.is_work
            if not self._closed:
                delivery.hand_over(self._bug)
            if time.perf_counter() >= until:
                return
