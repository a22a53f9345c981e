"""Introductions: to whom somebody was introduced, and what came of it."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.introduction import Introduction
from peerdesk.vault.fields import KINDS
from peerdesk.vault.introduction_values import introduction_of, plain_introduction
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, stored

_KIND: Final = RecordKind.INTRODUCTION
_ALL: Final = "SELECT * FROM introduction WHERE owner = ? AND hidden = 0 ORDER BY happened_on DESC, record DESC LIMIT ?"
_BY_PREFIX: Final = "SELECT record FROM introduction WHERE record BETWEEN ? AND ? AND owner = ? AND hidden = 0 LIMIT 2"


class Introductions:
    """The shelf, in one person's own space."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, one: Introduction) -> None:
        """Keep an introduction, new or changed. What is said last holds: nothing competes with it."""
        self._records.say(_KIND, self._space, self._person, one.id, plain_introduction(one))

    def get(self, record: RecordId) -> Introduction:
        """Return an introduction. Raises NotFoundError."""
        known = self._records.find(_KIND, self._person, record)
        if known is None or known.fields["hidden"]:
            raise NotFoundError("introduction")
        return introduction_of(record, known.fields)

    def hide(self, record: RecordId, *, hidden: bool) -> None:
        """Take an introduction off the list, or put it back."""
        self._records.keep(_KIND, self._space, self._person, record, {"hidden": hidden})

    def all(self, limit: int) -> tuple[Introduction, ...]:
        """Return introductions, the newest day first."""
        rows = self._connection.exec_driver_sql(_ALL, (self._person, limit)).mappings()
        return tuple(introduction_of(one.record, one.fields) for one in (stored(KINDS[_KIND], row) for row in rows))

    def resolve(self, prefix: str) -> RecordId:
        """Return the only introduction whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "introduction", self._person)
