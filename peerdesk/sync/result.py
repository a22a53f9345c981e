"""What one round of syncing did, in numbers and in what it touched."""

from collections.abc import Callable
from dataclasses import dataclass, field

from peerdesk.domain.changes import Changes

Cancel = Callable[[], bool]
Progress = Callable[[int, int], None]
News = Callable[[Changes], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncResult:
    """`pushed` and `pulled` count revisions. `waiting` have no receipt yet, `needs_attention` never will as they are.

    `proof` says that everything of ours is on the server: nothing waits, nothing was refused, and the server's chain,
    computed again here, contains it all. `bytes_up` and `bytes_down` are bodies; `ms` is the time it took.
    """

    pushed: int
    pulled: int
    waiting: int
    needs_attention: int
    proof: bool
    bytes_up: int
    bytes_down: int
    ms: int
    changes: Changes


@dataclass(slots=True)
class Tally:
    """What has been done so far in this round. What is counted here has been committed.

    `cancel` says that nobody waits for the round any more; `progress` hears how many have gone, of how many; `news`
    what a page of the first picture brought, long before the round is over.
    """

    pushed: int = 0
    pulled: int = 0
    changes: Changes = field(default_factory=Changes)
    cancel: Cancel | None = None
    progress: Progress | None = None
    news: News | None = None

    @property
    def is_cancelled(self) -> bool:
        """Say whether to stop at the next place where stopping leaves nothing half done."""
        return self.cancel is not None and self.cancel()

    def arrived(self, changes: Changes) -> None:
        """Note what a page of the first picture brought, and tell it at once."""
        self.changes |= changes
        if self.news is not None and changes:
            self.news(changes)

    def report(self, waiting: int) -> None:
        """Tell how far the sending has come."""
        if self.progress is not None:
            self.progress(self.pushed, self.pushed + waiting)
