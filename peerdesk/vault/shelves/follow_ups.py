"""Follow-ups: when the peer wants to be in touch again."""

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.fields import KINDS
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, stored
from peerdesk.vault.values import follow_up_of, plain_follow_up

_KIND: Final = RecordKind.FOLLOW_UP
_OPEN: Final = "owner = ? AND hidden = 0 AND state IN ('planned', 'tried')"
_OF: Final = "SELECT * FROM follow_up WHERE encounter = ? AND owner = ? AND hidden = 0 ORDER BY due, id"
_ABOUT: Final = (
    "SELECT * FROM follow_up WHERE owner = ? AND hidden = 0 AND {1}"
    " (individual IN ({0}) OR encounter IN (SELECT record FROM encounter WHERE individual IN ({0}))) ORDER BY due, id"
)
_BY_PREFIX: Final = "SELECT record FROM follow_up WHERE record BETWEEN ? AND ? AND owner = ? AND hidden = 0 LIMIT 2"
_UNTIL: Final = f"SELECT * FROM follow_up WHERE due <= ? AND {_OPEN} ORDER BY due, id"


class FollowUps:
    """The shelf of one person's own follow-ups."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, follow_up: FollowUp) -> None:
        """Keep a follow-up, new or changed."""
        self._records.keep(_KIND, self._space, self._person, follow_up.id, plain_follow_up(follow_up))

    def get(self, record: RecordId) -> FollowUp:
        """Return a follow-up. Raises NotFoundError."""
        known = self._records.find(_KIND, self._person, record)
        if known is None:
            raise NotFoundError("follow-up")
        return follow_up_of(record, known.fields)

    def hide(self, record: RecordId) -> None:
        """Take a follow-up off the lists. Raises NotFoundError."""
        self.get(record)
        self._records.keep(_KIND, self._space, self._person, record, {"hidden": True})

    def of(self, encounter: RecordId) -> tuple[FollowUp, ...]:
        """Return the follow-ups that came from a note, the soonest first, closed ones among them."""
        return self._rows(_OF, (encounter, self._person))

    def waiting_about(self, individuals: Collection[RecordId]) -> tuple[FollowUp, ...]:
        """Return the follow-ups with an individual that still wait, whichever note they came from."""
        return self.about(individuals, only="state IN ('planned', 'tried') AND")

    def about(self, individuals: Collection[RecordId], *, only: str = "") -> tuple[FollowUp, ...]:
        """Return every follow-up with an individual, the soonest due first."""
        sql = _ABOUT.format(", ".join("?" * len(individuals)), only)
        return self._rows(sql, (self._person, *individuals, *individuals))

    def open_until(self, day: date) -> tuple[FollowUp, ...]:
        """Return the follow-ups that still wait and are due on `day` or before, the longest waiting first."""
        return self._rows(_UNTIL, (day.isoformat(), self._person))

    def unhide(self, record: RecordId) -> None:
        """Put a follow-up back on the lists. Raises NotFoundError."""
        self.get(record)
        self._records.keep(_KIND, self._space, self._person, record, {"hidden": False})

    def resolve(self, prefix: str) -> RecordId:
        """Return the only follow-up whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "follow-up", self._person)

    def _rows(self, sql: str, given: tuple[object, ...]) -> tuple[FollowUp, ...]:
        rows = self._connection.exec_driver_sql(sql, given).mappings()
        known = (stored(KINDS[_KIND], row) for row in rows)
        return tuple(follow_up_of(one.record, one.fields) for one in known)
