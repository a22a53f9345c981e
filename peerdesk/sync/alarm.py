"""One thread that ends what takes too long, for all exchanges: a thread for each took longer than the exchange."""

import threading
import time
from collections.abc import Callable

_Ring = Callable[[], None]


class Alarm:
    """Rings for each that was set and not put out in time. Its thread begins with the first, and ends with the process.

    Ringing must not block. Safe from any thread.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._set: dict[int, tuple[float, _Ring]] = {}
        self._next_number = 0
        self._thread: threading.Thread | None = None

    def set(self, seconds: float, ring: _Ring) -> int:
        """Ring after so many seconds; returns the number by which to put it out."""
        with self._changed:
            self._next_number += 1
            at = time.monotonic() + seconds
            is_first = all(at < other for other, _ in self._set.values())
            self._set[self._next_number] = at, ring
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._watch, name="deadlines", daemon=True)
                self._thread.start()
            elif is_first:
                self._changed.notify()
            return self._next_number

    def put_out(self, number: int) -> None:
        """Do not ring any more for this one."""
        with self._changed:
            self._set.pop(number, None)

    def _watch(self) -> None:
        while True:
            with self._changed:
                over = [number for number, (at, _) in self._set.items() if at <= time.monotonic()]
                rings = [self._set.pop(number)[1] for number in over]
                if not rings:
                    earliest = min((at for at, _ in self._set.values()), default=None)
                    self._changed.wait(None if earliest is None else max(0.0, earliest - time.monotonic()))
            for ring in rings:
                ring()


ALARM = Alarm()
