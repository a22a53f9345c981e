"""Several processes that serve at one address: forked, watched, and stopped together.

The parent takes the address and does no more than watch. A worker that ends by itself takes the others with it, so that
whoever runs the service starts it whole again; half a crew would be a riddle. If the parent is killed, its workers
notice by a pipe that closes, finish what they are doing and end.
"""

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from peerdesk.server.errors import SettingsError, WorkerError

STOP_SECONDS = 9.0
START_SECONDS = 60.0
_READY = b"."

Work = Callable[[int, Callable[[], None], int], None]
"""What a worker does: it is handed its number, what to call when it is ready, and the pipe that tells of the parent."""


class Crew:
    """So many workers. `run` returns when they have all ended as they were asked to."""

    def __init__(self, count: int, work: Work) -> None:
        """Raises SettingsError where processes cannot be forked."""
        if sys.platform == "win32":
            raise SettingsError("Several workers are not possible on Windows; leave --workers out.")
        self._count = count
        self._work = work
        self._workers: set[int] = set()
        self._is_stopping = False

    def run(self, ready: Callable[[], None]) -> None:
        """Start all, call `ready` when all are, and watch. Raises WorkerError if one ended by itself."""
        ready_read, ready_write = os.pipe()
        alive_read, alive_write = os.pipe()
        before = {number: signal.signal(number, self._asked_to_stop) for number in _ours()}
        before[signal.SIGHUP] = signal.signal(signal.SIGHUP, self._asked_to_renew)
        try:
            for number in range(self._count):
                self._workers.add(self._fork(number, ready_write, alive_read, (ready_read, alive_write)))
            os.close(ready_write)
            if self._all_ready(ready_read):
                ready()
            failed = self._wait_for_all()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            for pipe in (ready_read, alive_read, alive_write):
                os.close(pipe)
        if failed:
            raise WorkerError("One of the server's processes ended by itself; the others were stopped.")

    def stop(self) -> None:
        """Ask every worker to finish, and end those that do not within a few seconds."""
        self._is_stopping = True
        self._tell(signal.SIGTERM)
        late = threading.Timer(STOP_SECONDS, self._tell, (signal.SIGKILL,))
        late.daemon = True
        late.start()

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        if not self._is_stopping:
            self.stop()

    def _asked_to_renew(self, _number: int, _frame: FrameType | None) -> None:
        """Pass on that there is a newer certificate; each worker reads it by itself."""
        self._tell(signal.SIGHUP)

    def _fork(self, number: int, ready: int, alive: int, not_theirs: tuple[int, ...]) -> int:
        worker = os.fork()
        if worker == 0:
            for pipe in not_theirs:
                os.close(pipe)
            self._be_a_worker(number, ready, alive)
        return worker

    def _be_a_worker(self, number: int, ready: int, alive: int) -> NoReturn:
        status = 1
        try:
            for ours in _ours():
                signal.signal(ours, signal.SIG_DFL)
            # Until the worker serves, it has just read the certificate anyway.
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            self._work(number, lambda: _say_once(ready), alive)
            status = 0
        finally:
            # What the parent had open is the parent's to close; nothing is tidied up here.
            sys.stderr.flush()
            os._exit(status)

    def _all_ready(self, pipe: int) -> bool:
        """Wait until every worker has said so; tell whether they have."""
        until, said = time.monotonic() + START_SECONDS, 0
        while said < self._count:
            readable, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            heard = os.read(pipe, self._count) if readable else b""
            if not heard:
                return False
            said += len(heard)
        return True

    def _wait_for_all(self) -> bool:
        """Wait until nobody is left, and tell whether one ended unasked; then the others are stopped."""
        failed = False
        while self._workers:
            worker, _ = os.wait()
            self._workers.discard(worker)
            if not self._is_stopping:
                failed = True
                # Asked once: a second signal would tell a worker to drop what it is doing.
                self.stop()
        return failed

    def _tell(self, number: signal.Signals) -> None:
        for worker in tuple(self._workers):
            try:
                os.kill(worker, number)
            except ProcessLookupError:
                self._workers.discard(worker)


def _say_once(pipe: int) -> None:
    os.write(pipe, _READY)
    os.close(pipe)


def _ours() -> tuple[signal.Signals, ...]:
    return (signal.SIGTERM, signal.SIGINT)
