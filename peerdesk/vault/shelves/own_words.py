"""Words that their person wants to be known."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.spelling import OwnWord
from peerdesk.vault.fields import KINDS
from peerdesk.vault.own_values import own_word_of, plain_own_word
from peerdesk.vault.records import Records, stored

_KIND: Final = RecordKind.OWN_WORD
_ALL: Final = "SELECT * FROM own_word WHERE owner = ? AND hidden = 0 ORDER BY record"


class OwnWords:
    """The shelf, in one person's own space."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, one: OwnWord) -> None:
        """Keep a word, new or one that was taken off the list. What is said last holds."""
        self._records.say(_KIND, self._space, self._person, one.id, {**plain_own_word(one), "hidden": False})

    def hide(self, record: RecordId) -> None:
        """Take a word off the list."""
        self._records.say(_KIND, self._space, self._person, record, {"hidden": True})

    def all(self) -> tuple[OwnWord, ...]:
        """Return every word, in no order that says when it was kept."""
        rows = self._connection.exec_driver_sql(_ALL, (self._person,)).mappings()
        return tuple(own_word_of(one.record, one.fields) for one in (stored(KINDS[_KIND], row) for row in rows))
