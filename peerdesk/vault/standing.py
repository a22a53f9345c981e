"""What was found when a vault was opened: whether the database is the one that was closed, and its log whole."""

from dataclasses import dataclass
from typing import Final

from sqlcipher3 import dbapi2

from peerdesk.vault.log_frames import LogFrames
from peerdesk.vault.tally import Tally, tally_of

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

    @property
    def is_well(self) -> bool:
        """Say whether it is as it was left, as far as anything here can tell."""
        return self == Standing()


def standing_of(driver: dbapi2.Connection, sealed: Tally | None, log: LogFrames) -> Standing:
    """Compare an open database with its seal. `log` is what lay beside it before it was opened.

    Where a log lay there, PeerDesk was killed, and more may have been kept behind the seal than it counts.
    """
    lost = log.missing(_frames_read(driver)) if log.is_there else 0
    if sealed is None:
        return Standing(missing_commits=lost)
    found = tally_of(driver)
    lost = max(lost, sealed.commits - found.commits)
    if log.is_there or not sealed.rows:
        return Standing(missing_commits=lost)
    # Brought up to a newer form meanwhile, it has more tables, and those that it had are as they were.
    rows = {name: found.rows.get(name, 0) for name in sealed.rows}
    return Standing(
        missing_commits=lost,
        missing_rows=found.fewer(sealed),
        is_other=(found.head, rows) != (sealed.head, sealed.rows),
    )


def _frames_read(driver: dbapi2.Connection) -> int:
    return int(driver.execute(_FRAMES_READ).fetchone()[1])
