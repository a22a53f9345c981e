"""Weekly counts: what this peer's notes add up to, what of it left, the agreement to it, and what came from others."""

import json
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.counted import week_of
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.periods import monday
from peerdesk.domain.tally import Agreement, Met, WeekTally
from peerdesk.domain.vocabulary import Outcome, Setting, Supply, Support
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import Records, stored
from peerdesk.vault.shelves.agreements import Agreements
from peerdesk.vault.shelves.role_counts import RoleCounts
from peerdesk.vault.tally_values import plain_tally, tally_of
from peerdesk.wire import ids as wire_ids

_TALLY: Final = RecordKind.TALLY
# Alike notes of one day come as one row, so a week of many costs little.
_NOTES: Final = (
    'SELECT happened_on, setting, outcome, support, supplies, count(*) FROM encounter WHERE owner = ? AND "count" = 1'
    " AND hidden = 0 AND happened_on >= ? GROUP BY happened_on, setting, outcome, support, supplies"
)
_COUNTED: Final = (
    "SELECT week, setting, outcome, support, count(*) FROM counted WHERE owner = ? AND hidden = 0 AND week >= ?"
    " GROUP BY week, setting, outcome, support"
)
_OWN: Final = "SELECT * FROM tally WHERE owner = ? ORDER BY week"
# What is sealed may be on its way, whatever was heard of it; what is only meant has not left.
_LEFT: Final = (
    "SELECT t.week FROM tally t WHERE t.owner = ? AND EXISTS"
    " (SELECT 1 FROM revision r WHERE r.record = t.record AND r.owner = t.owner) ORDER BY t.week"
)
_MEANT: Final = "SELECT week FROM tally t JOIN intent i ON i.record = t.record AND i.owner = t.owner WHERE t.owner = ?"
_FORGET_INTENTS: Final = "DELETE FROM intent WHERE owner = ? AND record_kind = 'tally' AND action = 'data'"
_FORGET_UNSEALED: Final = "DELETE FROM tally WHERE owner = ? AND lineage = x''"
_CAME_WEEKS: Final = "SELECT DISTINCT week FROM tally WHERE hidden = 0 ORDER BY week"
_CAME: Final = "SELECT * FROM tally WHERE week BETWEEN ? AND ? AND hidden = 0 ORDER BY week, owner"


class Came(NamedTuple):
    """One peer's week. Whose it is serves to count how many peers there were, and for nothing else."""

    owner: PersonId
    tally: WeekTally


class WeeklyTallies:
    """The shelf of them. `role` has how often peers were asked outside their role, which leaves beside them."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._person = person
        self.role = RoleCounts(connection, person, space)
        self._agreements = Agreements(connection, person, space, RecordKind.TALLY_AGREEMENT)

    @property
    def space(self) -> SpaceId:
        """The space into which this peer drops them."""
        return SpaceId(wire_ids.drop_space(wire_ids.PersonId(self._person)))

    def agree(self, agreement: Agreement) -> None:
        """Keep a yes, or that it was taken back."""
        self._agreements.put(agreement)

    def agreements(self) -> tuple[Agreement, ...]:
        """Return every yes there ever was, the first first."""
        return self._agreements.all()

    def agreement(self) -> Agreement | None:
        """Return the agreement by which tallies may leave now."""
        return self._agreements.in_force()

    def counted_since(self, week: str) -> tuple[Met, ...]:
        """Return what the notes of a week and of all later ones say, without those whose peer left them out."""
        since = monday(week).isoformat()
        notes = self._driver.execute(_NOTES, (self._person, since)).fetchall()
        alone = self._driver.execute(_COUNTED, (self._person, week)).fetchall()
        return (
            *(_met(week_of(date.fromisoformat(day)), *row) for day, *row in notes),
            *(_met(of, setting, outcome, support, "{}", times) for of, setting, outcome, support, times in alone),
        )

    def put(self, tally: WeekTally) -> RecordId:
        """Keep a week's tally, and intend to send it if it says something new. Returns its id, which each week has."""
        record = RecordId(wire_ids.tally_record(wire_ids.PersonId(self._person), tally.week))
        self._records.keep(_TALLY, self.space, self._person, record, plain_tally(tally))
        return record

    def own(self) -> dict[str, WeekTally]:
        """Return this peer's tallies by week."""
        rows = self._connection.exec_driver_sql(_OWN, (self._person,)).mappings()
        return {found.week: found for found in (tally_of(stored(KINDS[_TALLY], row).fields) for row in rows)}

    def left(self) -> tuple[str, ...]:
        """Return the weeks that left this peer's computers, as far as is known here."""
        return tuple(week for (week,) in self._driver.execute(_LEFT, (self._person,)))

    def meant(self) -> frozenset[str]:
        """Return the weeks that wait here, and have not left as they are now."""
        return frozenset(week for (week,) in self._driver.execute(_MEANT, (self._person,)))

    def keep_back(self) -> bool:
        """Let go of every tally that is not sealed yet, and say whether there was one."""
        gone: int = self._driver.execute(_FORGET_INTENTS, (self._person,)).rowcount
        self._driver.execute(_FORGET_UNSEALED, (self._person,))
        return gone > 0

    def weeks(self) -> tuple[str, ...]:
        """Return the weeks of which anybody's tally is here, the first first."""
        return tuple(week for (week,) in self._driver.execute(_CAME_WEEKS))

    def of_weeks(self, first: str, last: str) -> tuple[Came, ...]:
        """Return everybody's tallies of some weeks."""
        rows = self._connection.exec_driver_sql(_CAME, (first, last)).mappings()
        return tuple(Came(one.owner, tally_of(one.fields)) for one in (stored(KINDS[_TALLY], row) for row in rows))


def _met(week: str, setting: str, outcome: str, support: str, supplies: str, times: int) -> Met:
    return Met(
        week=week,
        setting=Setting(setting),
        outcome=Outcome(outcome),
        support=tuple(map(Support, json.loads(support))),
        supplies={Supply(item): count for item, count in json.loads(supplies).items()},
        times=times,
    )
