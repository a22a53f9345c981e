"""A server of either side, in a process of its own on this computer only, ended by its own number."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measure import cpu_seconds_of, resident_mib_of

START_SECONDS = 30.0
STOP_SECONDS = 15.0
_LOOK_EVERY_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The words that start a server, and its environment and folder if it wants others than ours."""

    words: Sequence[str]
    env: dict[str, str] | None = None
    folder: Path | None = None


StartAt = Callable[[int], Start]
"""Given a free port, how to start a server there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerProcess:
    """A server that takes connections at `port` of 127.0.0.1."""

    process: int
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """Return the processor time it has used so far."""
        return cpu_seconds_of(self.process)

    def resident_mib(self) -> float:
        """Return the memory it holds now."""
        return resident_mib_of(self.process)


@contextmanager
def serving(start_at: StartAt) -> Iterator[ServerProcess]:
    """Run a server until the block ends. Raises TimeoutError when it takes no connection in time."""
    port = _free_port()
    start, silent = start_at(port), subprocess.DEVNULL
    process = subprocess.Popen(start.words, env=start.env, cwd=start.folder, stdin=silent, stdout=silent, stderr=silent)
    try:
        _await(port, process)
        yield ServerProcess(process=process.pid, port=port)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
        except OSError:
            time.sleep(_LOOK_EVERY_SECONDS)
        else:
            return
    raise TimeoutError("the server did not start")
