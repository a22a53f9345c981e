"""The parent of every session: no window, no key, no Qt. It keeps the next unlock window warm behind the one in use.

A session is a process: unlocking turns a child into a session, locking ends the child, and only the end of a process
truly lets go of the keys and the note text that Python has copied about in memory.
"""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

from peerdesk.desktop.words_between import (
    LOCK_SECONDS,
    LOCKED_STATUS,
    LOCKING,
    OPENED,
    PASSING,
    PRACTICE,
    PRACTISING,
    SHOW,
    SHOW_AFTER_STOP,
    SHOW_CHOICE,
    SHOW_PRACTICE,
)

_PACKAGE_PARENT = Path(__file__).resolve().parents[2]
_ENDED = ""

MOST_CRASHES = 2
"""Windows in a row that crashed before anybody opened them, and are followed by another one."""
WINDOWS_FAULT = 0xC0000000
"""The exit statuses from which on Windows says that a program crashed; elsewhere such a status is negative."""

_FOLLOWED_BY = {PASSING: SHOW_CHOICE, PRACTISING: SHOW_PRACTICE}
"""What the next window is told where the one before said so."""


class Process(Protocol):
    """A child process with a pipe to it and a pipe from it."""

    @property
    def stdin(self) -> IO[bytes] | None:
        """Where words for it go; unbuffered."""
        ...

    @property
    def stdout(self) -> IO[bytes] | None:
        """Where its words come from."""
        ...

    def wait(self) -> int:
        """Return its exit status once it has ended."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...


class _Child:
    """One child: a process whose words arrive on a queue, `("", status)` being the last."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.opened = False
        self.followed_by = SHOW
        self.kill_at: float | None = None
        self.gone = threading.Event()

    def tell(self, word: str) -> None:
        stream = self.process.stdin
        if stream is None:
            return
        # A child that has just ended hears nothing; its end is on the queue already.
        with contextlib.suppress(OSError, ValueError):
            stream.write(word.encode() + b"\n")

    def close_pipe(self) -> None:
        """Close the pipe to the child; one that has ended already has nothing left to hear."""
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()

    def end(self, wait_seconds: float = LOCK_SECONDS) -> None:
        """Close the pipe, which the child takes as "lock now", and make sure that it is gone."""
        self.close_pipe()
        if not self.gone.wait(wait_seconds):
            self.process.kill()
            self.gone.wait(wait_seconds)


class Keeper:
    """Show one child, keep one warm, and put the warm one forward when the first ends.

    `first` is a child that was started already; without it the first one is started like those that follow, with the
    words of `opening`.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        first: Process | None = None,
        *,
        opening: Sequence[str] = (),
    ) -> None:
        self._command = list(command)
        self._environment = dict(environment)
        self._said: queue.Queue[tuple[_Child, str, int]] = queue.Queue()
        self._front = self._start(*opening) if first is None else self._watched(first)
        self._warm: _Child | None = None
        self._crashes = 0

    def run(self) -> int:
        """Stay until the person closes the desk; return the exit status."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _interrupted)
        try:
            return self._watch()
        except KeyboardInterrupt:
            return 130
        finally:
            for child in (self._front, self._warm):
                if child is not None:
                    child.end()

    def _watch(self) -> int:
        while True:
            try:
                child, word, status = self._said.get(timeout=self._patience())
            except queue.Empty:
                self._front.process.kill()
                continue
            if child is self._warm and word == _ENDED:
                self._warm = None
            elif child is self._front:
                done = self._heard(word, status)
                if done is not None:
                    return done

    def _patience(self) -> float | None:
        limit = self._front.kill_at
        return None if limit is None else max(0.0, limit - time.monotonic())

    def _heard(self, word: str, status: int) -> int | None:
        if word == OPENED:
            self._front.opened = True
            self._crashes = 0
            if self._warm is None:
                self._warm = self._start("--warm")
        elif word in _FOLLOWED_BY:
            self._front.followed_by = _FOLLOWED_BY[word]
        elif word == LOCKING:
            self._front.kill_at = time.monotonic() + LOCK_SECONDS
        elif word == _ENDED:
            return self._ended(status)
        return None

    def _ended(self, status: int) -> int | None:
        locked = status == LOCKED_STATUS or self._front.kill_at is not None
        if status == 0 or not (locked or self._front.opened or self._tries_again(status)):
            return status
        shown = self._front.followed_by
        self._front = self._warm or self._start("--warm")
        self._warm = None
        self._front.tell(shown if locked else SHOW_AFTER_STOP)
        return None

    def _tries_again(self, status: int) -> bool:
        """Say whether another window follows one that crashed before anybody opened it: a few in a row, and no more."""
        crashed = status < 0 or status >= WINDOWS_FAULT
        self._crashes += crashed
        return crashed and self._crashes <= MOST_CRASHES

    def _start(self, *more: str) -> _Child:
        process = subprocess.Popen(  # The list is ours: no shell reads it.
            [*self._command, *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=self._environment
        )
        return self._watched(process)

    def _watched(self, process: Process) -> _Child:
        child = _Child(process)
        threading.Thread(target=self._listen, args=(child,), daemon=True).start()
        return child

    def _listen(self, child: _Child) -> None:
        if child.process.stdout is not None:
            with child.process.stdout as said:
                for line in said:
                    self._said.put((child, line.decode(errors="replace").strip() or "?", 0))
        status = child.process.wait()
        child.gone.set()
        child.close_pipe()
        self._said.put((child, _ENDED, status))


def _interrupted(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def child_command(home: Path, name: str | None) -> list[str]:
    """Return the command that starts a child. The frozen application starts itself with `desk-session`."""
    if getattr(sys, "frozen", False):
        start = [sys.executable, "desk-session"]
    else:
        start = [sys.executable, "-P", "-m", "peerdesk.desktop.start"]
    chosen = [] if name is None else ["--name", name]
    return [*start, "--home", str(home), *chosen]


def child_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a child: ours, with this very package first on its path."""
    known = environment.get("PYTHONPATH")
    path = str(_PACKAGE_PARENT) if not known else os.pathsep.join((str(_PACKAGE_PARENT), known))
    return {**environment, "PYTHONPATH": path}


def open_desk(
    home: Path,
    name: str | None = None,
    *,
    environment: Mapping[str, str],
    first: Process | None = None,
    practice: bool = False,
) -> int:
    """Open the desk of `home` and stay until it is closed; return the exit status.

    `name` is the person whose tile is chosen at first; `environment` is what the door was started with; `first` is the
    first child, where it runs already. `practice` begins with practice instead of somebody's notes.
    """
    opening = [PRACTICE] if practice else []
    return Keeper(child_command(home, name), child_environment(environment), first, opening=opening).run()
