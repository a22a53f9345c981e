"""How often peers were asked outside their role, by week: what of it left, the agreement, and what came from others."""

from collections import Counter
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.counted import week_of
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.periods import monday
from peerdesk.domain.role_tally import RoleTally
from peerdesk.vault.engine import driver_of
from peerdesk.vault.records import Records
from peerdesk.vault.shelves.agreements import Agreements
from peerdesk.vault.tally_values import plain_role_tally, role_tally_of
from peerdesk.wire import ids as wire_ids

_TALLY: Final = RecordKind.ROLE_TALLY
_ASKED: Final = "SELECT happened_on FROM out_of_role WHERE owner = ? AND hidden = 0 AND happened_on >= ?"
_OWN: Final = "SELECT week, asked FROM role_tally WHERE owner = ? ORDER BY week"
# What is sealed may be on its way, whatever was heard of it; what is only meant has not left.
_LEFT: Final = (
    "SELECT t.week FROM role_tally t WHERE t.owner = ? AND EXISTS"
    " (SELECT 1 FROM revision r WHERE r.record = t.record AND r.owner = t.owner) ORDER BY t.week"
)
_FORGET_INTENTS: Final = "DELETE FROM intent WHERE owner = ? AND record_kind = 'role_tally' AND action = 'data'"
_FORGET_UNSEALED: Final = "DELETE FROM role_tally WHERE owner = ? AND lineage = x''"
_CAME: Final = (
    "SELECT owner, week, asked FROM role_tally WHERE week BETWEEN ? AND ? AND hidden = 0 ORDER BY week, owner"
)


class RoleCame(NamedTuple):
    """One peer's week. Whose it is serves to count how many peers there were, and for nothing else."""

    owner: PersonId
    tally: RoleTally


class RoleCounts:
    """The shelf of them. They lie in the space of the weekly counts, and leave only beside those."""

    def __init__(self, connection: Connection, person: PersonId, own_space: SpaceId) -> None:
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._person = person
        self._space = SpaceId(wire_ids.drop_space(wire_ids.PersonId(person)))
        self.agreements = Agreements(connection, person, own_space, RecordKind.ROLE_AGREEMENT)

    def asked_since(self, week: str) -> dict[str, int]:
        """Return how often this peer was asked in a week and in each later one."""
        rows = self._driver.execute(_ASKED, (self._person, monday(week).isoformat())).fetchall()
        return dict(Counter(week_of(date.fromisoformat(day)) for (day,) in rows))

    def put(self, tally: RoleTally) -> RecordId:
        """Keep a week's number, and intend to send it if it says something new. Returns its id, which each week has."""
        record = RecordId(wire_ids.role_tally_record(wire_ids.PersonId(self._person), tally.week))
        self._records.keep(_TALLY, self._space, self._person, record, plain_role_tally(tally))
        return record

    def own(self) -> dict[str, RoleTally]:
        """Return this peer's numbers by week."""
        rows = self._driver.execute(_OWN, (self._person,)).fetchall()
        return {week: RoleTally(week=week, asked=asked) for week, asked in rows}

    def left(self) -> tuple[str, ...]:
        """Return the weeks that left this peer's computers, as far as is known here."""
        return tuple(week for (week,) in self._driver.execute(_LEFT, (self._person,)))

    def keep_back(self) -> bool:
        """Let go of every number that is not sealed yet, and say whether there was one."""
        gone: int = self._driver.execute(_FORGET_INTENTS, (self._person,)).rowcount
        self._driver.execute(_FORGET_UNSEALED, (self._person,))
        return gone > 0

    def of_weeks(self, first: str, last: str) -> tuple[RoleCame, ...]:
        """Return everybody's numbers of some weeks."""
        rows = self._driver.execute(_CAME, (first, last)).fetchall()
        return tuple(
            RoleCame(PersonId(owner), role_tally_of({"week": week, "asked": asked})) for owner, week, asked in rows
        )
