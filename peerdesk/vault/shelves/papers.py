"""Permission papers that are shared: who has them, the copies that were given, and those that were received."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, RowMapping

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.papers import Papers, PapersShare, SharedPapers
from peerdesk.domain.sharing import Grants
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS, Values
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.papers_values import papers_in, plain_papers, plain_readers, share_of
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, stored
from peerdesk.vault.revisions import is_erased
from peerdesk.vault.shelves.identity import pair_space

_SHARE: Final = RecordKind.PAPERS_SHARE
_COPY: Final = RecordKind.SHARED_PAPERS
_SHARES: Final = "SELECT * FROM papers_share WHERE owner = ? ORDER BY individual"
_ANY: Final = "SELECT 1 FROM papers_share WHERE owner = ? LIMIT 1"
_GIVEN: Final = "SELECT * FROM shared_papers WHERE owner = ? ORDER BY record"
_RECEIVED: Final = (
    "SELECT s.*, (SELECT min(o.opened_at) FROM opened o"
    "   WHERE o.about = s.record AND o.space = s.space AND o.owner = ?1) AS opened_at"
    " FROM shared_papers s WHERE s.owner != ?1 AND s.hidden = 0"
)
_RECEIVED_ALL: Final = f"{_RECEIVED} ORDER BY s.handle COLLATE NOCASE, s.record"
_RECEIVED_ONE: Final = f"{_RECEIVED} AND s.record = ?2"
_BY_PREFIX: Final = "SELECT record FROM shared_papers WHERE record BETWEEN ? AND ? AND owner != ? LIMIT 2"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPapers:
    """Papers this person was given. They are new until they were opened (UTC)."""

    item: SharedPapers
    space: SpaceId
    opened_at: datetime | None

    @property
    def is_new(self) -> bool:
        """Say whether they wait to be opened."""
        return self.opened_at is None


class PapersShelf:
    """The shelf of shared permission papers."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put_share(self, record: RecordId, individual: RecordId, readers: Grants) -> None:
        """Keep who has the papers of an individual."""
        fields: Values = {"individual": individual, "readers": plain_readers(readers)}
        self._records.keep(_SHARE, self._space, self._person, record, fields)

    def shares(self) -> tuple[PapersShare, ...]:
        """Return every share there ever was; where two computers disagree about a reader, it is off."""
        rows = self._connection.exec_driver_sql(_SHARES, (self._person,)).mappings()
        known = (stored(KINDS[_SHARE], row) for row in rows)
        return tuple(share_of(one.fields, one.local["generation"]) for one in known)

    def has_shares(self) -> bool:
        """Say whether the papers of anybody were ever shared."""
        return driver_of(self._connection).execute(_ANY, (self._person,)).fetchone() is not None

    def put_copy(self, record: RecordId, reader: PersonId, papers: Papers) -> None:
        """Keep what a reader is to see, and intend to send it into the space of the two."""
        self._records.keep(_COPY, pair_space(self._person, reader), self._person, record, plain_papers(papers))

    def given(self) -> dict[RecordId, Papers]:
        """Return the copies that this person has given."""
        rows = self._connection.exec_driver_sql(_GIVEN, (self._person,)).mappings()
        return {one.record: papers_in(one.fields) for one in (stored(KINDS[_COPY], row) for row in rows)}

    def remove(self, record: RecordId) -> None:
        """Withdraw an own copy: gone here at once, erased at the reader's once it is sent. Raises NotFoundError."""
        known = self._records.find(_COPY, self._person, record)
        if known is None:
            raise NotFoundError("item")
        Outbox(self._connection).erase(known)

    def is_withdrawn(self, record: RecordId) -> bool:
        """Say whether an own copy was erased: it is dead then."""
        return is_erased(driver_of(self._connection), self._person, record)

    def received(self) -> tuple[ReceivedPapers, ...]:
        """Return the papers this person was given, by handle."""
        rows = self._connection.exec_driver_sql(_RECEIVED_ALL, (self._person,)).mappings()
        return tuple(map(_received, rows))

    def received_one(self, record: RecordId) -> ReceivedPapers:
        """Return papers this person was given. Raises NotFoundError."""
        row = self._connection.exec_driver_sql(_RECEIVED_ONE, (self._person, record)).mappings().first()
        if row is None:
            raise NotFoundError("papers")
        return _received(row)

    def resolve(self, prefix: str) -> RecordId:
        """Return the only received papers whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "papers", self._person)


def _received(row: RowMapping) -> ReceivedPapers:
    known = stored(KINDS[_COPY], row)
    opened_at = row["opened_at"]
    return ReceivedPapers(
        item=SharedPapers(id=known.record, owner=known.owner, papers=papers_in(known.fields)),
        space=known.space,
        opened_at=datetime.fromisoformat(opened_at) if opened_at else None,
    )
