"""How long this thread was ready to run and had no core: what a busy computer adds to each side, at hazard."""

import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.measure import Samples
from bench.sync_steps import BLOCK_WITH_A_CORE

_NS = 1e9


class WaitForCore:
    """For how long this thread was ready to run and had no core: only Linux says so, elsewhere nothing is left out."""

    def __init__(self) -> None:
        path = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._file = os.open(path, os.O_RDONLY) if path.exists() else None
        self._before = 0

    def seconds_since(self) -> float:
        """Return the seconds since the last call."""
        if self._file is None:
            return 0.0
        _busy, waited, _turns = map(int, os.pread(self._file, 100, 0).split())
        since, self._before = waited - self._before, waited
        return since / _NS


def each(name: str, works: Iterable[Callable[[], object]]) -> Samples:
    """Return how long each of these takes, one after the other: as it is, and without the waiting for a core."""
    core = WaitForCore()
    took: list[float] = []
    with_a_core: list[float] = []
    for work in works:
        core.seconds_since()
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
        with_a_core.append(max(took[-1] - core.seconds_since(), 0.0))
    return {name: took, name + BLOCK_WITH_A_CORE: with_a_core}
