"""The log of supervision as it lies here: sessions by either of two people, and the signatures under them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, RowMapping

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.merge import conflicts, view
from peerdesk.domain.supervision_log import SessionSignature, SupervisionSession
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, stored
from peerdesk.vault.supervision_values import plain_session, plain_signature, session_of, signature_of

_SESSION: Final = RecordKind.SUPERVISION
_SIGNATURE: Final = RecordKind.SUPERVISION_SIGNED
_IN: Final = "SELECT * FROM supervision WHERE space = ? AND hidden = 0 ORDER BY happened_on DESC, record DESC, owner"
_SIGNED: Final = "SELECT * FROM supervision_signed WHERE space = ? AND hidden = 0 ORDER BY id"
_OF_OTHERS: Final = "SELECT * FROM supervision WHERE owner != ? AND hidden = 0"
_MINE: Final = "SELECT * FROM supervision_signed WHERE owner = ? AND hidden = 0"
_SPACES: Final = "SELECT DISTINCT space FROM supervision WHERE hidden = 0"
_ONE: Final = "SELECT * FROM supervision WHERE record = ? AND hidden = 0 LIMIT 2"
_BY_PREFIX: Final = "SELECT DISTINCT record FROM supervision WHERE record BETWEEN ? AND ? AND hidden = 0 LIMIT 2"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSession:
    """A session, and the space of the two it is between. `competing`: what its author says in two ways.

    That happens where one person has changed it on two computers, until they say it once more.
    """

    session: SupervisionSession
    space: SpaceId
    competing: Mapping[str, tuple[object, ...]]


class Sessions:
    """The shelf of the log."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person

    def put(self, session: SupervisionSession, space: SpaceId) -> None:
        """Keep what this person writes down, and intend to send it. It is said as a whole: nothing competes with it."""
        self._records.say(_SESSION, space, self._person, session.id, plain_session(session))

    def sign(self, signature: SessionSignature, space: SpaceId) -> None:
        """Keep this person's signature, and intend to send it."""
        self._records.keep(_SIGNATURE, space, self._person, signature.id, plain_signature(signature))

    def withdraw(self, record: RecordId) -> None:
        """Take away a session of this person's, here at once and at the other one's once it is sent.

        Raises NotFoundError.
        """
        known = self._records.find(_SESSION, self._person, record)
        if known is None:
            raise NotFoundError("session")
        Outbox(self._connection).erase(known)

    def spaces(self) -> frozenset[SpaceId]:
        """Return the spaces in which there is any session."""
        return frozenset(SpaceId(space) for (space,) in driver_of(self._connection).execute(_SPACES))

    def between(self, space: SpaceId) -> tuple[KeptSession, ...]:
        """Return the sessions of two people, the newest day first."""
        return tuple(map(_kept, self._connection.exec_driver_sql(_IN, (space,)).mappings()))

    def signatures(self, space: SpaceId) -> tuple[SessionSignature, ...]:
        """Return every signature in the space of two people, in the order it came here.

        What anybody signs elsewhere about the same id is no signature under it: to know an id gives no voice.
        """
        return self._signatures(_SIGNED, space)

    def of_others(self) -> tuple[KeptSession, ...]:
        """Return what others wrote down for this person to sign, or have signed already."""
        return tuple(map(_kept, self._connection.exec_driver_sql(_OF_OTHERS, (self._person,)).mappings()))

    def signed_here(self) -> tuple[SessionSignature, ...]:
        """Return every signature of this person."""
        return self._signatures(_MINE, self._person)

    def get(self, record: RecordId) -> KeptSession:
        """Return a session by its id. Raises NotFoundError; also where two people claim one id, which nobody does."""
        rows = self._connection.exec_driver_sql(_ONE, (record,)).mappings().all()
        mine = [row for row in rows if row["owner"] == self._person]
        if len(found := mine or rows) != 1:
            raise NotFoundError("session")
        return _kept(found[0])

    def _signatures(self, sql: str, key: bytes) -> tuple[SessionSignature, ...]:
        rows = self._connection.exec_driver_sql(sql, (key,)).mappings()
        known = (stored(KINDS[_SIGNATURE], row) for row in rows)
        return tuple(signature_of(one.record, one.owner, one.fields) for one in known)

    def resolve(self, prefix: str) -> RecordId:
        """Return the only session whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "session")


def _kept(row: RowMapping) -> KeptSession:
    known = stored(KINDS[_SESSION], row)
    said = view(known.heads())
    return KeptSession(
        session=session_of(known.record, known.owner, known.fields),
        space=known.space,
        competing={name: tuple(one.value for one in said[name]) for name in conflicts(said)},
    )
