"""What was found when a vault was opened: whether the database is the one that was closed, and its log whole."""

from dataclasses import dataclass, field
from typing import Final

from sqlcipher3 import dbapi2

from peerdesk.vault.log_frames import LogFrames
from peerdesk.vault.tally import Tally, glance_at

_FRAMES_READ: Final = "PRAGMA wal_checkpoint(PASSIVE)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the database compares with what is known of it.

    `missing_commits` were there when it was closed, or stood in its log, at least; `missing_rows` likewise. `is_other`
    says that it was closed in good order and is not as it was then, though nothing may be missing by number;
    `is_damaged` that counting met a page that does not check.
    """

    missing_commits: int = 0
    missing_rows: int = 0
    is_other: bool = False
    is_damaged: bool = False
    sealed: Tally | None = field(default=None, compare=False, repr=False)
    """What to count against, where it was closed in good order: at a glance only the ends of the tables are seen."""

    @property
    def is_well(self) -> bool:
        """Say whether it is as it was left, as far as anything here can tell."""
        return self == Standing()


def standing_of(driver: dbapi2.Connection, sealed: Tally | None, log: LogFrames) -> Standing:
    """Compare an open database with its seal, at a glance. `log` is what lay beside it before it was opened.

    Where a log lay there, PeerDesk was killed, and more may have been kept behind the seal than it counts.
    """
    lost = log.missing(_frames_read(driver)) if log.is_there else 0
    if sealed is None:
        return Standing(missing_commits=lost)
    found = glance_at(driver)
    lost = max(lost, sealed.commits - found.commits)
    if log.is_there or not sealed.rows:
        return Standing(missing_commits=lost)
    return compared(found, sealed, lost)


def compared(found: Tally, sealed: Tally, missing_commits: int = 0) -> Standing:
    """Compare what a database holds that was closed in good order with what it held then."""
    return Standing(
        missing_commits=missing_commits,
        missing_rows=found.fewer(sealed),
        is_other=not found.is_as(sealed),
        sealed=sealed,
    )


def _frames_read(driver: dbapi2.Connection) -> int:
    return int(driver.execute(_FRAMES_READ).fetchone()[1])
