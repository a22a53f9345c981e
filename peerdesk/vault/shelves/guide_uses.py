"""Guides for hard moments that a peer used: which, and when if they say so. They stay in the peer's own space."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.guide_use import GuideUse
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.agenda_values import guide_said, plain_guide
from peerdesk.vault.fields import KINDS
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, stored

_KIND: Final = RecordKind.GUIDE_USE
_ALL: Final = "SELECT * FROM guide_use WHERE owner = ? AND hidden = 0 ORDER BY record DESC LIMIT ?"
_BY_PREFIX: Final = "SELECT record FROM guide_use WHERE record BETWEEN ? AND ? AND owner = ? AND hidden = 0 LIMIT 2"


class GuideUses:
    """The shelf."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, use: GuideUse) -> None:
        """Keep that a guide was used, new or changed. What is said last holds."""
        self._records.say(_KIND, self._space, self._person, use.id, plain_guide(use.said))

    def get(self, record: RecordId) -> GuideUse:
        """Return one. Raises NotFoundError."""
        known = self._records.find(_KIND, self._person, record)
        if known is None or known.fields["hidden"]:
            raise NotFoundError("guide")
        return GuideUse(id=record, said=guide_said(known.fields))

    def has(self, record: RecordId) -> bool:
        """Say whether one is here, on the list or off it."""
        return self._records.find(_KIND, self._person, record) is not None

    def is_off(self, record: RecordId) -> bool:
        """Say whether one was taken off the list; one that is not here was not."""
        known = self._records.find(_KIND, self._person, record)
        return known is not None and bool(known.fields["hidden"])

    def hide(self, record: RecordId, *, hidden: bool) -> None:
        """Take one off the list, or put it back."""
        self._records.say(_KIND, self._space, self._person, record, {"hidden": hidden})

    def all(self, limit: int) -> tuple[GuideUse, ...]:
        """Return what was used, what was written down last first."""
        rows = self._connection.exec_driver_sql(_ALL, (self._person, limit)).mappings()
        known = (stored(KINDS[_KIND], row) for row in rows)
        return tuple(GuideUse(id=one.record, said=guide_said(one.fields)) for one in known)

    def resolve(self, prefix: str) -> RecordId:
        """Return the only one whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "guide", self._person)
