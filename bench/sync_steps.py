"""What every side of the benchmark of syncing does, in one order, and what is measured while it does it.

Nothing here knows PeerDesk: only the standard library is imported, so that a peer's own Python can run it as well.
"""

import http.client
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Protocol

from bench.measure import Samples, loopback_bytes, seconds
from bench.notes import SyntheticNote
from bench.server_process import ServerProcess

IDLE_ROUNDS = 100
ONES = 30
HUNDREDS = 3
HUNDRED = 100
EXTRA = ONES + HUNDREDS * HUNDRED
"""How many notes are kept after the first ones."""

CONNECTIONS = 200
_WARM_CONNECTIONS = 50

IMPORT = "import, 1 txn"
FIRST_PUSH = "first push"
FIRST_PULL = "first pull incl. store + FTS"
IDLE = "idle sync"
PUSH_1, PULL_1 = "push 1 change", "pull 1 change"
PUSH_100, PULL_100 = "push 100 changes", "pull 100 changes"
SERVER_CPU = ", server CPU"
CLIENT_CPU = ", client CPU"
LOOPBACK = ", loopback bytes"
BODIES = ", bytes of bodies"
LOOPBACK_PER_NOTE = ", loopback bytes/note"
BODIES_PER_NOTE = ", wire bytes/note"
REQUESTS = ", requests"
PLAIN_JSON = "plain JSON bytes/note"
FIRST_SEEN = "first pull, first 200 notes kept"
BOX_BYTES = "box for one more reader, bytes"
BOX = "box for one more reader"
UNBOX = "opening a box"
BLOCK = "longest block of the window: "
BLOCK_P99 = ", 99th percentile"
BLOCK_WITH_A_CORE = ", waiting for a core left out"
BLOCK_WORK = ", own work of the window's thread at once"
BLOCKED_BY = ("import", "first push", "first pull", "unlock")
BARE_STORE, BARE_PYTHON = "a bare store is filled", "plain Python counts"
"""What goes on beside the window, ours and the bare one."""

SEARCH_MEANWHILE = "key press in the search to the list, while a first pull arrives"
MEMORY_IDLE = "server memory, idle"
MEMORY_AFTER = "server memory after"
MEMORY_PER_CONNECTION = "server memory per open connection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What one exchange took: questions, and bytes of their bodies. Zero where a side does not say."""

    requests: int = 0
    up: int = 0
    down: int = 0


class Side(Protocol):
    """One way to keep notes and to sync them between two computers of one person."""

    def fill(self, notes: Sequence[SyntheticNote]) -> None:
        """Import notes on the first computer."""
        ...

    def keep(self, notes: Sequence[SyntheticNote]) -> None:
        """Keep more notes on the first computer."""
        ...

    def push(self) -> Traffic:
        """Send everything that waits on the first computer."""
        ...

    def pull(self) -> Traffic:
        """Fetch everything that is new on the second computer, until it is stored and can be searched."""
        ...

    def idle(self) -> Traffic:
        """Sync the first computer when there is nothing to say."""
        ...

    def arrived(self) -> int:
        """Return how many notes can be found on the second computer, by a search where there is one."""
        ...


def measure(side: Side, server: ServerProcess, notes: Sequence[SyntheticNote], count: int) -> Samples:
    """Take a side through everything. `notes` are `count` and EXTRA more. Raises AssertionError when one is missing."""
    found: Samples = {IMPORT: [seconds(lambda: side.fill(notes[:count]))]}
    steps = _Steps(server, found)
    steps.first(FIRST_PUSH, side.push, count)
    steps.first(FIRST_PULL, side.pull, count)
    _see(side, count)
    steps.idle(side)
    rest = list(notes[count:])
    for size, times, push, pull in ((1, ONES, PUSH_1, PULL_1), (HUNDRED, HUNDREDS, PUSH_100, PULL_100)):
        for _ in range(times):
            side.keep(rest[:size])
            rest = rest[size:]
            steps.small(push, side.push)
            steps.small(pull, side.pull)
    _see(side, len(notes))
    found[MEMORY_AFTER] = [server.resident_mib()]
    return found


def _see(side: Side, wanted: int) -> None:
    arrived = side.arrived()
    assert arrived == wanted, f"{arrived} of {wanted} notes arrived"


class _Steps:
    def __init__(self, server: ServerProcess, found: Samples) -> None:
        self._server = server
        self._found = found

    def first(self, name: str, exchange: Callable[[], Traffic], count: int) -> None:
        """Measure an exchange of all the notes there are, and what the server did for it."""
        carried, worked = loopback_bytes(), self._server.cpu_seconds()
        busy, began = time.process_time(), time.perf_counter()
        traffic = exchange()
        self._note(name, time.perf_counter() - began)
        self._note(name + CLIENT_CPU, time.process_time() - busy)
        self._note(name + SERVER_CPU, self._server.cpu_seconds() - worked)
        self._note(name + LOOPBACK_PER_NOTE, (loopback_bytes() - carried) / count)
        if traffic.requests:
            self._note(name + REQUESTS, traffic.requests)
            self._note(name + BODIES_PER_NOTE, (traffic.up + traffic.down) / count)

    def small(self, name: str, exchange: Callable[[], Traffic]) -> None:
        """Measure one short exchange, and what it sends."""
        carried, busy, began = loopback_bytes(), time.process_time(), time.perf_counter()
        traffic = exchange()
        self._note(name, time.perf_counter() - began)
        self._note(name + CLIENT_CPU, time.process_time() - busy)
        self._note(name + LOOPBACK, loopback_bytes() - carried)
        if traffic.requests:
            self._note(name + REQUESTS, traffic.requests)
            self._note(name + BODIES, traffic.up + traffic.down)

    def idle(self, side: Side) -> None:
        """Measure rounds that have nothing to say; the server's clock is too coarse for one of them."""
        side.idle()
        worked = self._server.cpu_seconds()
        for _ in range(IDLE_ROUNDS):
            self.small(IDLE, side.idle)
        self._note(IDLE + SERVER_CPU, (self._server.cpu_seconds() - worked) / IDLE_ROUNDS)

    def _note(self, name: str, value: float) -> None:
        self._found.setdefault(name, []).append(value)


def measure_connections(server: ServerProcess, path: str) -> Samples:
    """Return what the server holds when idle, and for each of many connections that have asked for `path` once."""
    with ExitStack() as held:

        def connect() -> None:
            line = held.enter_context(closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)))
            line.request("GET", path)
            line.getresponse().read()

        connect()
        idle = server.resident_mib()
        for _ in range(_WARM_CONNECTIONS):
            # The first ones bring in what any connection needs.
            connect()
        before = server.resident_mib()
        for _ in range(CONNECTIONS):
            connect()
        per_connection_kib = (server.resident_mib() - before) * 1024 / CONNECTIONS
    return {MEMORY_IDLE: [idle], MEMORY_PER_CONNECTION: [per_connection_kib]}
