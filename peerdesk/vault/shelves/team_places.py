"""Lists of places between a supervisor and a peer: those that this person gave, and those that they were given."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.shelves.team_documents import TeamDocuments
from peerdesk.vault.team_place_values import plain_team_places, team_places_of

_KIND: Final = RecordKind.TEAM_PLACES


class TeamPlacesShelf(TeamDocuments[TeamPlaces]):
    """The shelf. A list is one record for each peer, which is said anew."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        super().__init__(connection, person, _KIND, team_places_of)

    def give(self, reader: PersonId, one: TeamPlaces, record: RecordId) -> RecordId:
        """Keep what a reader is to see, in place of what they had, and return its id. `record` names a first one."""
        space, before = pair_space(self._person, reader), self.newest(reader, self._person)
        kept = before.record if before is not None else record
        self._records.say(_KIND, space, self._person, kept, plain_team_places(one))
        return kept

    def given(self, reader: PersonId) -> TeamPlaces | None:
        """Return what a reader was given."""
        found = self.newest(reader, self._person)
        return team_places_of(found.fields) if found is not None else None

    def received(self, authors: Iterable[PersonId]) -> dict[PersonId, TeamPlaces]:
        """Return what each of these people has given to this person."""
        found = {author: self.newest(author, author) for author in authors}
        return {author: team_places_of(one.fields) for author, one in found.items() if one is not None}
