"""Lists of places between a supervisor and a peer: own versions, those that were given, and those one was given."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.shelves.team_documents import TeamDocuments
from peerdesk.vault.team_place_values import plain_team_places, team_places_of

_VERSION: Final = RecordKind.PLACES_VERSION
_GIVEN: Final = RecordKind.TEAM_PLACES


class TeamPlacesShelf(TeamDocuments[TeamPlaces]):
    """The shelf. A version is a record that is never changed; what a peer holds is said anew with each of them."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        super().__init__(connection, person, _GIVEN, team_places_of)
        self._space = space

    def keep(self, record: RecordId, one: TeamPlaces) -> None:
        """Keep a version of one's own."""
        self._records.keep(_VERSION, self._space, self._person, record, plain_team_places(one), new=True)

    def versions(self) -> tuple[TeamPlaces, ...]:
        """Return one's own versions, the newest first."""
        return tuple(team_places_of(one.fields) for one in self._rows(_VERSION, self._space, self._person, {}))

    def give(self, reader: PersonId, one: TeamPlaces, record: RecordId) -> None:
        """Keep in this record what a reader is to see, in place of what it said."""
        self._records.say(_GIVEN, pair_space(self._person, reader), self._person, record, plain_team_places(one))

    def given(self, reader: PersonId) -> tuple[RecordId, TeamPlaces] | None:
        """Return what a reader was given, and the record it lies in."""
        found = self.newest(reader, self._person)
        return (found.record, team_places_of(found.fields)) if found is not None else None

    def received(self, authors: Iterable[PersonId]) -> dict[PersonId, TeamPlaces]:
        """Return what each of these people has given to this person."""
        found = {author: self.newest(author, author) for author in authors}
        return {author: team_places_of(one.fields) for author, one in found.items() if one is not None}
