"""What other revisions say about the log and about each other's order: held against what this computer has seen itself.

Every header names a point of the log that its writer had seen, and a counter; the first revisions of a run name the run
before. From these it shows when a server tells two histories, when a vault was copied, and when something is missing.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from peerdesk.domain.ids import DeviceId, PersonId, SpaceId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.healing import CITED_CHAIN_BYTES
from peerdesk.vault.shelves.spaces import Spaces
from peerdesk.wire.exchange import chain_next
from peerdesk.wire.ids import RevisionId

_CHAIN: Final = "SELECT seq, revision FROM revision WHERE space = ? AND seq > ? AND seq <= ? ORDER BY seq"
_CITE: Final = "INSERT OR IGNORE INTO cited_point (space, seq, chain, person, device) VALUES (?, ?, ?, ?, ?)"
_CITED: Final = "SELECT seq, chain, person, device FROM cited_point WHERE space = ? AND seq <= ?"
_DROP_CITED: Final = "DELETE FROM cited_point WHERE space = ? AND seq <= ?"
_LINE: Final = "INSERT OR IGNORE INTO run_line (space, device, run, previous, last) VALUES (?, ?, ?, ?, ?)"
_BEFORE: Final = "SELECT previous FROM run_line WHERE space = ? AND device = ? AND run = ?"
_LINES: Final = "SELECT previous, run, last FROM run_line WHERE space = ? AND device = ?"
_HIGHEST: Final = "SELECT coalesce(max(n), 0) FROM revision WHERE run = ? AND device = ? AND space = ?"
_COUNT: Final = "SELECT count(DISTINCT n) FROM revision WHERE run = ? AND n > ? AND n <= ? AND device = ? AND space = ?"
_WHOLE: Final = "SELECT value FROM setting WHERE name = ?"
_PUT_WHOLE: Final = (
    "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_FORGET_WHOLE: Final = "DELETE FROM setting WHERE name BETWEEN 'whole:' AND 'whole;'"
_WHOLE_EVERY: Final = 512
"""Shorter runs are counted anew each time, so that not every one of the thousands of a year is written down."""

_FORKED: Final = (
    "SELECT device, run, n, owner FROM revision WHERE space = ? AND state = 'quarantined' AND reason = 'used_counter'"
)


class Citation(NamedTuple):
    """A point of the log that a device of a person says it had seen, with the first bytes of the chain there."""

    seq: int
    chain: bytes
    person: PersonId
    device: DeviceId


class Counted(NamedTuple):
    """A number that was given twice, and whose device did so."""

    device: DeviceId
    run: bytes
    n: int
    person: PersonId


class Evidence:
    """The shelf of what was said about the log."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)
        self._spaces = Spaces(connection)
        self._lines: dict[tuple[SpaceId, DeviceId], dict[bytes, list[tuple[bytes, int]]]] = {}

    def cite(self, space: SpaceId, citations: Iterable[Citation]) -> None:
        """Keep points that lie beyond the cursor, to compare them when it gets there."""
        rows = [(space, one.seq, one.chain, one.person, one.device) for one in citations]
        self._driver.executemany(_CITE, rows)

    def take_cited(self, space: SpaceId, cursor: int) -> tuple[Citation, ...]:
        """Return the points that were kept and that the cursor has reached, and keep them no longer."""
        rows = self._driver.execute(_CITED, (space, cursor)).fetchall()
        if rows:
            self._driver.execute(_DROP_CITED, (space, cursor))
        return tuple(Citation(seq, chain, PersonId(person), DeviceId(device)) for seq, chain, person, device in rows)

    def is_due(self, space: SpaceId) -> bool:
        """Say whether the cursor has reached a point that was kept: our own revisions may have carried it there."""
        return self._driver.execute(_CITED, (space, self._spaces.get(space).cursor.seq)).fetchone() is not None

    def chains(self, space: SpaceId, wanted: Iterable[int]) -> dict[int, bytes]:
        """Return the first bytes of the chain at these numbers, computed again from the last mark before each."""
        known: dict[int, bytes] = {}
        for seq in sorted(set(wanted), reverse=True):
            if seq not in known:
                start = self._spaces.checkpoint_before(space, seq)
                known[start.seq] = start.chain[:CITED_CHAIN_BYTES]
                chain = start.chain
                for place, revision in self._driver.execute(_CHAIN, (space, start.seq, seq)).fetchall():
                    chain = chain_next(chain, RevisionId(revision))
                    known[place] = chain[:CITED_CHAIN_BYTES]
        return known

    def follows(self, space: SpaceId, device: DeviceId, run: bytes, previous: bytes, last: int) -> None:
        """Note that a run names the one before it, and the highest counter that that one had then."""
        self._driver.execute(_LINE, (space, device, run, previous, last))
        self._lines.clear()

    def before(self, space: SpaceId, device: DeviceId, run: bytes) -> bytes | None:
        """Return the run that this one names as the one before it, where it has said so."""
        row = self._driver.execute(_BEFORE, (space, device, run)).fetchone()
        return None if row is None else bytes(row[0])

    def is_copied(self, space: SpaceId, device: DeviceId, run: bytes) -> bool:
        """Say whether two runs follow this one, or whether it went on after another had followed it."""
        followers = self._followers(space, device).get(run, [])
        return len(followers) > 1 or any(last < self.highest(space, device, run) for _, last in followers)

    def highest(self, space: SpaceId, device: DeviceId, run: bytes) -> int:
        """Return the highest counter of a run that is known here."""
        return int(self._driver.execute(_HIGHEST, (run, device, space)).fetchone()[0])

    def missing(self, space: SpaceId, device: DeviceId, run: bytes, together: int) -> int:
        """Return how many revisions of a run must exist and are not here: at most so many, where some cannot be read.

        At most `together` are on their way at once, in any order, from two runs at most: all that are further back than
        that are on the server.
        """
        followers = self._followers(space, device)
        followed = [last for later, last in followers.get(run, []) if later in followers]
        sure = max([self.highest(space, device, run) - together, *followed])
        whole = self._whole_to(space, device, run)
        if sure <= whole:
            return 0
        here = self._driver.execute(_COUNT, (run, whole, sure, device, space)).fetchone()[0]
        # What cannot be read may be any of them, or nobody's: it does not make them fewer.
        lacking = max(0, int(sure) - whole - int(here))
        if not lacking and sure - whole >= _WHOLE_EVERY:
            self._driver.execute(_PUT_WHOLE, (_name_of(space, device, run), sure))
        return lacking

    def _whole_to(self, space: SpaceId, device: DeviceId, run: bytes) -> int:
        """Return up to which number a run was once found without a gap. What is here is taken away by nothing else."""
        row = self._driver.execute(_WHOLE, (_name_of(space, device, run),)).fetchone()
        return 0 if row is None else int(row[0])

    def _followers(self, space: SpaceId, device: DeviceId) -> dict[bytes, list[tuple[bytes, int]]]:
        """Return by run which runs name it as the one before, read once: a device has thousands in a year."""
        if (space, device) not in self._lines:
            found = self._lines[space, device] = {}
            for previous, run, last in self._driver.execute(_LINES, (space, device)):
                found.setdefault(previous, []).append((run, last))
        return self._lines[space, device]

    def counted_twice(self, space: SpaceId) -> tuple[Counted, ...]:
        """Return the numbers that were given to two revisions."""
        rows = self._driver.execute(_FORKED, (space,)).fetchall()
        return tuple(Counted(DeviceId(device), run, n, PersonId(owner)) for device, run, n, owner in rows)


def forget_whole_runs(driver: dbapi2.Connection) -> None:
    """Have every run counted anew: something that was here has been taken away."""
    driver.execute(_FORGET_WHOLE)


def _name_of(space: SpaceId, device: DeviceId, run: bytes) -> str:
    return f"whole:{space.hex()}:{device.hex()}:{run.hex()}"
