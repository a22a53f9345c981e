"""Samples, medians, memory: what every part of the benchmark measures with."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

Samples = dict[str, list[float]]


def set_aside_inputs() -> None:
    """Keep the collector of garbage from walking over what was made to be measured with: neither side would have it."""
    gc.collect()
    gc.freeze()


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


def resident_mib_of(process: int) -> float:
    """Return the resident memory of another process now, in MiB."""
    return _status("VmRSS", str(process))


def stored_bytes(folder: Path) -> int:
    """Return what the databases below a folder take. A reserve of a fixed size beside them is not counted."""
    return sum(path.stat().st_size for path in folder.rglob("*.db"))


def cpu_seconds_of(process: int) -> float:
    """Return the processor time that another process has used. Linux counts it in hundredths of a second."""
    numbers = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def loopback_bytes() -> int:
    """Return what the loopback device has carried, headers of the network among it. What others send counts, too."""
    lines = Path("/proc/net/dev").read_text().splitlines()
    return next(int(line.split()[9]) for line in lines if line.strip().startswith("lo:"))


def _status(name: str, process: str = "self") -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0
