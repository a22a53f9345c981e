"""The individuals a peer supports, by the handles the peer gave them."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.individual import Individual
from peerdesk.domain.one_person import OnePerson
from peerdesk.domain.text import folded
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import Values
from peerdesk.vault.goes_by import PersonBehind, person_alone, person_behind, records_of, with_that_handle
from peerdesk.vault.records import Records

_KIND: Final = RecordKind.INDIVIDUAL
_ONE: Final = RecordKind.ONE_PERSON
_BEARING: Final = "SELECT record FROM individual WHERE folded = ? AND owner = ? AND hidden = 0 ORDER BY id"
_BY_HANDLE: Final = f"{_BEARING} LIMIT 1"
_RECENT: Final = (
    "SELECT i.record FROM individual i JOIN"
    " (SELECT individual, max(id) AS last FROM encounter WHERE individual IS NOT NULL GROUP BY individual) e"
    " ON e.individual = i.record WHERE i.owner = ? AND i.hidden = 0 ORDER BY e.last DESC LIMIT ?"
)
_ALL: Final = "SELECT record FROM individual WHERE owner = ? AND hidden = 0 ORDER BY folded, record"
_SAID: Final = "SELECT record, kept, other FROM one_person WHERE owner = ? AND hidden = 0 ORDER BY id"


class Individuals:
    """The shelf of one person's own individuals."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, individual: Individual) -> None:
        """Keep an individual. A new handle goes to the lists and the search of every note with them."""
        self._records.say(_KIND, self._space, self._person, individual.id, {"handle": individual.handle})

    def get(self, record: RecordId) -> Individual:
        """Return an individual, with the handle they go by. Raises NotFoundError."""
        if self._records.find(_KIND, self._person, record) is None:
            raise NotFoundError("individual")
        return Individual(id=record, handle=self.behind(record).handle)

    def behind(self, record: RecordId) -> PersonBehind:
        """Return who is behind a record, under each handle that the peer gave them."""
        return person_behind(self._driver, record)

    def alone(self, individual: RecordId) -> PersonBehind:
        """Return who would be behind a record without any merge: those with the same handle, now or before.

        What was shared of one of them goes no further, and is called nothing else, because of a merge.
        """
        return person_alone(self._driver, individual)

    def each_handle(self, individual: RecordId) -> tuple[RecordId, ...]:
        """Return one record for each handle of an individual, this one first: what they say is said of each.

        So what they asked of one person holds for both, should the peer find that they are two after all.
        """
        found, left = list[RecordId](), set(records_of(self._driver, individual))
        while left:
            found.append(individual if individual in left else min(left))
            left -= with_that_handle(self._driver, found[-1])
        return tuple(found)

    def by_handle(self, handle: str) -> Individual | None:
        """Return the individual with this handle, whatever its case and outer spaces, or None.

        A handle that was put under another one finds them as well.
        """
        row = self._driver.execute(_BY_HANDLE, (folded(handle), self._person)).fetchone()
        return self.get(RecordId(row[0])) if row else None

    def bearing(self, handle: str) -> tuple[RecordId, ...]:
        """Return the records that bear a handle themselves."""
        rows = self._driver.execute(_BEARING, (folded(handle), self._person))
        return tuple(RecordId(record) for (record,) in rows)

    def recent(self, limit: int) -> tuple[Individual, ...]:
        """Return the individuals of the newest notes, each once."""
        return self._each_once(_RECENT, (self._person, limit))

    def all(self) -> tuple[Individual, ...]:
        """Return every individual once, by handle."""
        found = self._each_once(_ALL, (self._person,))
        return tuple(sorted(found, key=lambda one: (folded(one.handle), one.id)))

    def join(self, one: OnePerson, *, parted: bool = False) -> None:
        """Keep that two are one person, or with `parted` that this is taken back."""
        said: Values = {"kept": one.kept, "other": one.other, "hidden": parted}
        self._records.say(_ONE, self._space, self._person, one.id, said)

    def joined(self) -> tuple[OnePerson, ...]:
        """Return what was said to be one, the oldest first."""
        rows = self._driver.execute(_SAID, (self._person,)).fetchall()
        return tuple(OnePerson(id=RecordId(a), kept=RecordId(b), other=RecordId(c)) for a, b, c in rows)

    def ends_of(self, joined: frozenset[RecordId]) -> frozenset[RecordId]:
        """Return whom some sayings are about, also where they were taken back."""
        found: set[RecordId] = set()
        for record in joined:
            known = self._records.find(_ONE, self._person, record)
            ends = (known.fields["kept"], known.fields["other"]) if known else ()
            found |= {RecordId(end) for end in ends if isinstance(end, bytes)}
        return frozenset(found)

    def _each_once(self, sql: str, given: tuple[object, ...]) -> tuple[Individual, ...]:
        found, known = list[Individual](), set[RecordId]()
        for (record,) in self._driver.execute(sql, given).fetchall():
            if record not in known:
                person = self.behind(RecordId(record))
                known |= person.records
                found.append(Individual(id=RecordId(record), handle=person.handle))
        return tuple(found)
