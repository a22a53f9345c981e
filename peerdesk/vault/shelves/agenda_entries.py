"""What supervisors read of a peer's agenda: the entries that were added for them, and their ticks under these.

Entries and ticks lie in the space of the two people, each by its author. Nobody can change what the other one says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.agenda import AgendaEntry, TalkedAbout
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.agenda_values import entry_of, plain_entry, plain_talked, talked_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, Stored, stored
from peerdesk.vault.shelves.identity import pair_space

_ENTRY: Final = RecordKind.AGENDA_ENTRY
_TICK: Final = RecordKind.TALKED_ABOUT
_GIVEN: Final = "SELECT * FROM agenda_entry WHERE owner = ?"
_SPACES: Final = "SELECT DISTINCT space FROM agenda_entry WHERE owner = ?"
_RECEIVED: Final = (
    "SELECT * FROM (SELECT e.*, row_number() OVER (PARTITION BY e.owner ORDER BY (e.talked_on != '' OR EXISTS"
    " (SELECT 1 FROM talked_about t WHERE t.about = e.record AND t.space = e.space AND t.owner = ?1 AND t.hidden = 0)),"
    " e.id DESC) AS nth FROM agenda_entry e WHERE e.owner != ?1 AND e.hidden = 0 AND (?2 IS NULL OR e.owner = ?2))"
    " WHERE nth <= ?3 ORDER BY owner, position, record"
)
_RECEIVED_ONE: Final = (
    "SELECT * FROM agenda_entry WHERE record = ? AND owner != ? AND hidden = 0 ORDER BY owner LIMIT 1"
)
_TICKS: Final = "SELECT * FROM talked_about WHERE hidden = 0 ORDER BY id"
_BY_PREFIX: Final = "SELECT record FROM agenda_entry WHERE record BETWEEN ? AND ? AND owner != ? AND hidden = 0 LIMIT 2"
MOST: Final = 500
"""So many entries are read of each peer: open ones first, and of those the ones that came last.

One peer's entries never take the place of another's. What is ticked makes room for what is open.
"""

Ticks = dict[tuple[RecordId, SpaceId], tuple[TalkedAbout, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEntry:
    """An entry as it lies here: whose it is, and the space of the two people."""

    id: RecordId
    owner: PersonId
    space: SpaceId
    entry: AgendaEntry


class AgendaEntries:
    """The shelf."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person

    def give(self, record: RecordId, reader: PersonId, entry: AgendaEntry) -> None:
        """Keep what a reader is to see, and intend to send it into the space of the two."""
        space = pair_space(self._person, reader)
        self._records.say(_ENTRY, space, self._person, record, plain_entry(entry))

    def given(self) -> dict[RecordId, AgendaEntry]:
        """Return every entry of this peer's that others have."""
        return {one.record: entry_of(one.fields) for one in self._all(_ENTRY, _GIVEN, self._person)}

    def spaces(self) -> frozenset[SpaceId]:
        """Return the spaces in which there is an entry of this peer's."""
        return frozenset(map(SpaceId, self._connection.exec_driver_sql(_SPACES, (self._person,)).scalars()))

    def take_back(self, record: RecordId) -> None:
        """Take an own entry back: gone here at once, erased at the reader's once it is sent. Raises NotFoundError."""
        self._erase(_ENTRY, record)

    def received(self, peer: PersonId | None = None) -> tuple[KeptEntry, ...]:
        """Return the entries that a peer, or each, added for this person, each peer's in their order."""
        return tuple(_kept(one) for one in self._all(_ENTRY, _RECEIVED, self._person, peer, MOST))

    def received_one(self, record: RecordId) -> KeptEntry:
        """Return one of them, however many there are. Raises NotFoundError."""
        known = next(iter(self._all(_ENTRY, _RECEIVED_ONE, record, self._person)), None)
        if known is None:
            raise NotFoundError("item")
        return _kept(known)

    def resolve(self, prefix: str) -> RecordId:
        """Return the only entry of somebody else whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "item", self._person)

    def tick(self, talked: TalkedAbout, space: SpaceId) -> None:
        """Keep this person's tick, and intend to send it into the space of the two."""
        self._records.keep(_TICK, space, self._person, talked.id, plain_talked(talked))

    def untick(self, record: RecordId) -> None:
        """Take an own tick away again. Raises NotFoundError."""
        self._erase(_TICK, record)

    def ticks(self) -> Ticks:
        """Return the ticks under each entry, by the entry and the space in which they were said.

        What anybody says elsewhere about the same id is no tick under it: to know an id gives no voice.
        """
        found: Ticks = {}
        for one in self._all(_TICK, _TICKS):
            talked = talked_of(one.record, one.owner, one.fields)
            key = (talked.about, one.space)
            found[key] = (*found.get(key, ()), talked)
        return found

    def _erase(self, kind: RecordKind, record: RecordId) -> None:
        known = self._records.find(kind, self._person, record)
        if known is None:
            raise NotFoundError("item")
        Outbox(self._connection).erase(known)

    def _all(self, kind: RecordKind, sql: str, *given: object) -> Iterable[Stored]:
        rows = self._connection.exec_driver_sql(sql, given).mappings()
        return (stored(KINDS[kind], row) for row in rows)


def _kept(one: Stored) -> KeptEntry:
    return KeptEntry(id=one.record, owner=one.owner, space=one.space, entry=entry_of(one.fields))
