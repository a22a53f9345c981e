"""What one round of syncing did, in numbers and in what it touched."""

from collections.abc import Callable
from dataclasses import dataclass, field

from peerdesk.domain.changes import Changes

Cancel = Callable[[], bool]
Progress = Callable[["Headway"], None]
News = Callable[[Changes], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headway:
    """How far a round has come, in revisions and in bytes of bodies since it began.

    `to_send` and `to_fetch` count what has gone and come as well; they grow when more turns up on the way.
    """

    sent: int
    to_send: int
    fetched: int
    to_fetch: int
    bytes_up: int
    bytes_down: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncResult:
    """`pushed` and `pulled` count revisions. `waiting` have no receipt yet, `needs_attention` never will as they are.

    `is_complete` says that every space was followed up to its head, so that nothing newer was known to the server then.
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
    is_complete: bool = True


@dataclass(slots=True)
class Tally:
    """What has been done so far in this round. What is counted here has been committed.

    `cancel` says that nobody waits for the round any more; `progress` hears how far it has come; `news` what a page of
    the first picture brought, long before the round is over. `meter` reads the bytes that went up and came down.
    """

    pushed: int = 0
    pulled: int = 0
    changes: Changes = field(default_factory=Changes)
    cancel: Cancel | None = None
    progress: Progress | None = None
    news: News | None = None
    meter: Callable[[], tuple[int, int]] = lambda: (0, 0)
    waiting: int = 0
    behind: int = 0

    @property
    def is_cancelled(self) -> bool:
        """Say whether to stop at the next place where stopping leaves nothing half done."""
        return self.cancel is not None and self.cancel()

    def arrived(self, changes: Changes) -> None:
        """Note what a page of the first picture brought, and tell it at once."""
        self.changes |= changes
        if self.news is not None and changes:
            self.news(changes)

    def report_sent(self, waiting: int) -> None:
        """Tell how far the sending has come; so many still wait."""
        self.waiting = waiting
        self._report()

    def report_fetched(self, behind: int) -> None:
        """Tell how far the fetching has come; so many are still behind the last page."""
        self.behind = behind
        self._report()

    def _report(self) -> None:
        if self.progress is not None:
            up, down = self.meter()
            self.progress(
                Headway(
                    sent=self.pushed,
                    to_send=self.pushed + self.waiting,
                    fetched=self.pulled,
                    to_fetch=self.pulled + self.behind,
                    bytes_up=up,
                    bytes_down=down,
                )
            )
