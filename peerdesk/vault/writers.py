"""What single computers have written, as far as it is here: how far, when last, and what counts no more.

A revocation says up to which counter its computer goes on to count. What lies beyond is set apart, and counts nowhere
until a computer of the same person says that it is theirs after all.
"""

from collections.abc import Collection
from typing import Final, NamedTuple

from sqlalchemy import Connection

from peerdesk.domain.ids import DeviceId, PersonId, RecordId, SpaceId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.revisions import TAKES_ITS_NUMBER
from peerdesk.wire.revision import Kind

BEYOND_CUT_OFF: Final = "revoked_device"
"""The reason beside what a revoked computer wrote beyond what its revoker had seen."""

# With a place in the log: nothing under the same number comes before it. What a void stands for may come yet.
_PLACED: Final = f"seq IS NOT NULL AND kind != {int(Kind.VOID)} AND {TAKES_ITS_NUMBER}"
_RUNS: Final = (
    f"SELECT space, run, max(n), count(DISTINCT n) FROM revision WHERE device = ? AND {_PLACED} GROUP BY space, run"
    " ORDER BY max(id) DESC"
)
_PLACED_NUMBERS: Final = f"SELECT n FROM revision WHERE run = ? AND device = ? AND space = ? AND {_PLACED}"
LATEST: Final = 5000
"""Of so many of the latest it is looked which are a computer's: of fifty thousand would take a fifth of a second."""

_NEWEST: Final = (
    "SELECT revision, frame FROM (SELECT revision, frame, device, kind, state, seq FROM revision"
    f" WHERE space = ? AND seq IS NOT NULL ORDER BY seq DESC LIMIT {LATEST})"
    " WHERE device = ? AND kind = 1 AND state != 'quarantined' ORDER BY seq DESC LIMIT ?"
)
# `+id`: by the index of what was set apart, and not through all that is kept here.
_APART: Final = (
    "SELECT space, device, run, n, frame FROM revision"
    f" WHERE state = 'quarantined' AND reason = '{BEYOND_CUT_OFF}' AND owner = ? AND seq IS NOT NULL ORDER BY +id"
)
_ANY_APART: Final = (
    f"SELECT 1 FROM revision WHERE space = ? AND state = 'quarantined' AND reason = '{BEYOND_CUT_OFF}' LIMIT 1"
)
_NUMBERS: Final = f"SELECT n FROM revision WHERE run = ? AND device = ? AND space = ? AND {TAKES_ITS_NUMBER}"
_WITHIN: Final = (
    "SELECT frame, seq FROM revision WHERE run = ? AND n <= ? AND device = ? AND space = ?"
    f" AND state = 'quarantined' AND reason = '{BEYOND_CUT_OFF}' AND +seq IS NOT NULL"
)
_RENAME: Final = (
    "UPDATE revision SET reason = ? WHERE revision = ?"
    f" AND state = 'quarantined' AND reason = '{BEYOND_CUT_OFF}' AND ? != ''"
)


_ERASES: Final = (
    f"SELECT record, device, run, n FROM revision WHERE space = ? AND kind = {int(Kind.ERASE)} AND owner = ?"
    " AND state != 'quarantined'"
)


class Erase(NamedTuple):
    """Who has erased a record for good, and under which number."""

    record: RecordId
    device: DeviceId
    run: bytes
    n: int


class Reach(NamedTuple):
    """Up to which counter a run of some computer goes in a space."""

    space: SpaceId
    run: bytes
    n: int


class Unheard(NamedTuple):
    """Something that a revoked computer of this person's says it wrote, and that counts for nothing."""

    space: SpaceId
    device: DeviceId
    run: bytes
    n: int
    frame: bytes


class Writers:
    """The shelf of what single computers have written."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._person = person

    def reach(self, device: DeviceId) -> tuple[Reach, ...]:
        """Return up to which number nothing of a run is missing here, of each run of a computer; the newest runs first.

        What is missing below a number that was seen could be written later, by whoever has that computer by then.
        """
        found = []
        for space, run, highest, count in self._driver.execute(_RUNS, (device,)).fetchall():
            n = highest if count == highest else self._without_gap(run, device, space)
            if n:
                found.append(Reach(SpaceId(space), run, n))
        return tuple(found)

    def _without_gap(self, run: bytes, device: DeviceId, space: bytes) -> int:
        return last_without_gap({n for (n,) in self._driver.execute(_PLACED_NUMBERS, (run, device, space))})

    def newest(self, space: SpaceId, device: DeviceId, most: int) -> tuple[tuple[bytes, bytes], ...]:
        """Return id and bytes of the newest that a computer has written among the `LATEST` of a space, newest first."""
        return tuple(self._driver.execute(_NEWEST, (space, device, most)))

    def unheard(self) -> tuple[Unheard, ...]:
        """Return what was set apart because it lies beyond a revocation, in this person's name. Unchecked."""
        return tuple(
            Unheard(SpaceId(space), DeviceId(device), run, n, frame)
            for space, device, run, n, frame in self._driver.execute(_APART, (self._person,))
        )

    def erases(self, space: SpaceId) -> tuple[Erase, ...]:
        """Return the erases of this person's computers in a space, as far as they counted when they came here."""
        found = self._driver.execute(_ERASES, (space, self._person))
        return tuple(Erase(RecordId(record), DeviceId(device), run, n) for record, device, run, n in found)

    def numbers(self, space: SpaceId, device: DeviceId, run: bytes) -> frozenset[int]:
        """Return the counters of a run under which something is here that its computer has signed."""
        return frozenset(n for (n,) in self._driver.execute(_NUMBERS, (run, device, space)))

    def has_unheard(self, space: SpaceId) -> bool:
        """Say whether anything in a space was set apart because it lies beyond a revocation."""
        return self._driver.execute(_ANY_APART, (space,)).fetchone() is not None

    def within(self, space: SpaceId, device: DeviceId, run: bytes, n: int) -> tuple[tuple[bytes, int], ...]:
        """Return bytes and place of what was set apart so, of a run up to a counter: up to there it counts by now."""
        return tuple(self._driver.execute(_WITHIN, (run, n, device, space)))

    def give_reason(self, revision: bytes, reason: str) -> None:
        """Note what else keeps something from being read that was apart because of a revocation; "" is nothing."""
        self._driver.execute(_RENAME, (reason, revision, reason))


def last_without_gap(numbers: Collection[int]) -> int:
    """Return the last number, counting from 1, before which none is missing; 0 if the first is."""
    return next(n for n in range(len(numbers) + 1) if n + 1 not in numbers)
