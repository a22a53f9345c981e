"""The one interface behind which each system's way of telling stands."""

from collections.abc import Callable
from typing import Protocol

Lock = Callable[[], None]


class LockTrigger(Protocol):
    """Something of the system that tells when to lock. Where the system cannot tell, nothing happens."""

    def begin(self, lock: Lock) -> None:
        """Call `lock` on the GUI thread from now on, whenever it is time; more than once does no harm."""
        ...

    def end(self) -> None:
        """Stop calling. The end of the process is as good."""
        ...
