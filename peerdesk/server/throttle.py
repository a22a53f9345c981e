"""A bucket of tokens per caller, in a table that cannot grow without end."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from peerdesk.server.limits import Rate


class Throttle:
    """Counts what callers do. `monotonic` gives seconds that only rise. Safe from many threads."""

    def __init__(self, rate: Rate, monotonic: Callable[[], float]) -> None:
        self._rate = rate
        self._monotonic = monotonic
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: Hashable, amount: float = 1) -> float:
        """Take tokens of `key` and return 0, or take none and return the seconds until there are so many."""
        now = self._monotonic()
        rate = self._rate
        with self._lock:
            tokens, since = self._buckets.pop(key, (rate.at_once, now))
            tokens = min(rate.at_once, tokens + (now - since) * rate.per_second)
            wait = 0.0 if tokens >= amount else (amount - tokens) / rate.per_second
            self._buckets[key] = (tokens if wait else tokens - amount, now)
            # The one who was quiet for longest is forgotten; that one's bucket is the fullest of all.
            if len(self._buckets) > rate.keys:
                self._buckets.popitem(last=False)
        return wait

    def __len__(self) -> int:
        return len(self._buckets)


class Seats:
    """How many requests a caller has under way at this moment."""

    def __init__(self, seats: int) -> None:
        self._seats = seats
        self._taken: dict[Hashable, int] = {}

    def enter(self, key: Hashable) -> bool:
        """Take a seat and return True, or return False if the caller has all of his."""
        taken = self._taken.get(key, 0)
        if taken >= self._seats:
            return False
        self._taken[key] = taken + 1
        return True

    def leave(self, key: Hashable) -> None:
        """Give the seat back."""
        left = self._taken[key] - 1
        if left:
            self._taken[key] = left
        else:
            del self._taken[key]
