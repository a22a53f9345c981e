"""The first child, started before anything else is imported: on Linux a fork of the door, elsewhere none.

A fork saves the start of a second interpreter, and the parent brings in what it needs for itself while the child is
already bringing in Qt. It is safe only in a process that has a single thread and no Qt yet, and macOS does not let a
forked process have a window at all.
"""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

Run = Callable[[], int]

_THREADS = Path("/proc/self/task")
_FAULT_STATUS = 1
_KILL = 9  # The same on every Linux; the module with the names costs a millisecond.


class ForkedChild:
    """A child as its parent holds it: two pipes, and what `subprocess.Popen` offers of a process."""

    def __init__(self, pid: int, told: int, tells: int) -> None:
        # Raw on the way in: a word must not wait in a buffer.
        self.stdin: IO[bytes] = os.fdopen(told, "wb", buffering=0)
        self.stdout: IO[bytes] = os.fdopen(tells, "rb")
        self._pid = pid
        self._ended = False
        self._lock = threading.Lock()

    def first_word(self) -> str:
        """Return the first word it says, when it says it: that it has painted. Empty when it ended without one."""
        return self.stdout.readline().decode(errors="replace").strip()

    def wait(self) -> int:
        """Return the exit status once it has ended (negative for a signal). One thread may ask, once."""
        # Looked at first and taken off the list of processes second: until then nobody else gets its number.
        os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOWAIT)
        with self._lock:
            self._ended = True
            _, status = os.waitpid(self._pid, 0)
        return os.waitstatus_to_exitcode(status)

    def kill(self) -> None:
        """End it at once; nothing happens when it has ended by itself."""
        with self._lock:
            if not self._ended:
                os.kill(self._pid, _KILL)


def fork_session(home: Path, name: str | None) -> ForkedChild | None:
    """Start the first session as a fork of this process; None where that is not to be done."""

    def run() -> int:
        from peerdesk.desktop.start import run_session

        return run_session(["--home", str(home), *([] if name is None else ["--name", name])])

    return fork_child(run) if may_fork() else None


def may_fork() -> bool:
    """Say whether this process may be forked: Linux, one single thread, and nothing of Qt in it."""
    return sys.platform == "linux" and "PySide6" not in sys.modules and len(list(_THREADS.iterdir())) == 1


def fork_child(run: Run) -> ForkedChild:
    """Fork; the child runs `run` between the two pipes and ends with its status, the parent gets the child."""
    child_hears, told = os.pipe()
    tells, child_says = os.pipe()
    pid = os.fork()
    if pid == 0:
        for mine, place in ((child_hears, 0), (child_says, 1)):
            os.dup2(mine, place)
        for end in (child_hears, told, tells, child_says):
            os.close(end)
        _run_and_end(run)
    os.close(child_hears)
    os.close(child_says)
    return ForkedChild(pid, told, tells)


def _run_and_end(run: Run) -> None:
    # Whatever happens, this process never returns into the code of its parent.
    status = _FAULT_STATUS
    try:
        status = run()
    finally:
        problem = sys.exc_info()
        if problem[0] is not None:
            sys.excepthook(*problem)
            sys.stderr.flush()
        os._exit(status)
