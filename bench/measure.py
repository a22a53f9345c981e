"""Samples, medians, memory: what every part of the benchmark measures with."""

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

Samples = dict[str, list[float]]


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def percentile(samples: Sequence[float], percent: float) -> float:
    """Return the value below which `percent` of the samples lie (nearest rank)."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, max(0, round(percent / 100 * (len(ordered) - 1))))]


def middle(samples: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(samples)


def peak_mib() -> float:
    """Return the peak resident memory of this process in MiB."""
    return _status("VmHWM")


def resident_mib() -> float:
    """Return the resident memory of this process now, in MiB."""
    return _status("VmRSS")


def _status(name: str) -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0
