"""Lists of places between a supervisor and a peer: those that this person gave, and those that they were given."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import Records, Stored, stored
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.team_place_values import plain_team_places, team_places_of

_KIND: Final = RecordKind.TEAM_PLACES
_IN: Final = (
    "SELECT * FROM team_places WHERE space = ? AND owner = ? AND hidden = 0 ORDER BY version DESC, record DESC LIMIT 1"
)


class TeamPlacesShelf:
    """The shelf. Of several lists of one person in one space the newest holds: two computers may have given one."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person

    def give(self, reader: PersonId, one: TeamPlaces, record: RecordId) -> RecordId:
        """Keep what a reader is to see, in place of what they had, and return its id. `record` names a first one."""
        space, before = pair_space(self._person, reader), self._newest(reader, self._person)
        kept = before.record if before is not None else record
        self._records.say(_KIND, space, self._person, kept, plain_team_places(one))
        return kept

    def given(self, reader: PersonId) -> TeamPlaces | None:
        """Return what a reader was given."""
        found = self._newest(reader, self._person)
        return team_places_of(found.fields) if found is not None else None

    def received(self, authors: Iterable[PersonId]) -> dict[PersonId, TeamPlaces]:
        """Return what each of these people has given to this person."""
        found = {author: self._newest(author, author) for author in authors}
        return {author: team_places_of(one.fields) for author, one in found.items() if one is not None}

    def _newest(self, other: PersonId, owner: PersonId) -> Stored | None:
        space = pair_space(self._person, other)
        row = self._connection.exec_driver_sql(_IN, (space, owner)).mappings().first()
        return stored(KINDS[_KIND], row) if row is not None else None
