"""The directory: places that help, as this person keeps them, and the lists of a team beside them."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.place import Place
from peerdesk.vault.fields import KINDS
from peerdesk.vault.place_values import place_of, plain_place
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, stored
from peerdesk.vault.shelves.team_places import TeamPlacesShelf

_KIND: Final = RecordKind.PLACE
_ALL: Final = "SELECT * FROM place WHERE owner = ? AND hidden = 0 ORDER BY name COLLATE NOCASE, record"
_BY_PREFIX: Final = "SELECT record FROM place WHERE record BETWEEN ? AND ? AND owner = ? AND hidden = 0 LIMIT 2"


class Places:
    """The shelf, in one person's own space. `team` is what a supervisor gives their peers of it."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space
        self.team = TeamPlacesShelf(connection, person, space)

    def put(self, one: Place) -> None:
        """Keep a place, new or changed, or one that was taken off the list. What is said last holds."""
        self._records.say(_KIND, self._space, self._person, one.id, {**plain_place(one), "hidden": False})

    def get(self, record: RecordId) -> Place:
        """Return a place. Raises NotFoundError."""
        known = self._records.find(_KIND, self._person, record)
        if known is None or known.fields["hidden"]:
            raise NotFoundError("place")
        return place_of(record, known.fields)

    def is_shown(self, record: RecordId) -> bool:
        """Say whether a place has this id, and is on the list."""
        known = self._records.find(_KIND, self._person, record)
        return known is not None and not known.fields["hidden"]

    def hide(self, record: RecordId, *, hidden: bool) -> None:
        """Take a place off the list, or put it back."""
        self._records.say(_KIND, self._space, self._person, record, {"hidden": hidden})

    def all(self) -> tuple[Place, ...]:
        """Return every place, by name."""
        rows = self._connection.exec_driver_sql(_ALL, (self._person,)).mappings()
        return tuple(place_of(one.record, one.fields) for one in (stored(KINDS[_KIND], row) for row in rows))

    def resolve(self, prefix: str) -> RecordId:
        """Return the only place whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "place", self._person)
