"""What is known from round to round, for as long as one connection is kept. All of it can be found out again."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from peerdesk.sync.pace import Turns
from peerdesk.wire.membership import Directory


class Lasting:
    """The turns of a connection, what its server can do, and the directory as read.

    `can_look`, whether everything can be asked for at once, is None as long as nobody has asked; `can_drop` is whether
    the server takes weekly counts. The directory is worth something only where the vault holds the very
    same entries (`peerdesk.sync.directory.known_here`).
    """

    def __init__(self, timer: Callable[[], float]) -> None:
        self.turns = Turns(timer)
        self.can_look: bool | None = None
        self.can_drop = False
        self.directory: Directory | None = None


@runtime_checkable
class Lasts(Protocol):
    """A connection that goes on from round to round."""

    @property
    def lasting(self) -> Lasting: ...
