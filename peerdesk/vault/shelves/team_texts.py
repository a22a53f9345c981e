"""What supervisors write for their team: one's own versions, what each peer was given, and what one was given."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.team_texts import TeamPart, TeamText
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.shelves.team_documents import TeamDocuments
from peerdesk.vault.team_text_values import plain_team_text, team_text_of

_VERSION: Final = RecordKind.TEXT_VERSION
_GIVEN: Final = RecordKind.TEAM_TEXT
_AUTHORS: Final = "SELECT DISTINCT owner FROM team_text WHERE part = ? AND owner != ? AND hidden = 0"


class TeamTexts(TeamDocuments[TeamText]):
    """The shelf. A version is a record of its own that is never changed: two computers never mix what they wrote."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        super().__init__(connection, person, _GIVEN, team_text_of)
        self._space = space

    def keep(self, record: RecordId, one: TeamText) -> None:
        """Keep a version of one's own."""
        self._records.keep(_VERSION, self._space, self._person, record, plain_team_text(one), new=True)

    def versions(self, part: TeamPart) -> tuple[TeamText, ...]:
        """Return one's own versions, the newest first."""
        rows = self._rows(_VERSION, self._space, self._person, {"part": part.value})
        return tuple(team_text_of(one.fields) for one in rows)

    def give(self, reader: PersonId, record: RecordId, one: TeamText) -> None:
        """Give a reader a version."""
        space = pair_space(self._person, reader)
        self._records.keep(_GIVEN, space, self._person, record, plain_team_text(one), new=True)

    def given(self, reader: PersonId, part: TeamPart) -> tuple[RecordId, TeamText] | None:
        """Return the newest that a reader was given, and the record it lies in."""
        found = self.newest(reader, self._person, part=part.value)
        return (found.record, team_text_of(found.fields)) if found is not None else None

    def authors(self, part: TeamPart) -> frozenset[PersonId]:
        """Return who else has written such a text into a space of this person's, whoever they are."""
        rows = self._connection.exec_driver_sql(_AUTHORS, (part.value, self._person))
        return frozenset(PersonId(owner) for owner in rows.scalars())

    def received(self, author: PersonId, part: TeamPart) -> tuple[TeamText, ...]:
        """Return every version that somebody has given to this person, the newest first."""
        return self.all_of(author, author, part=part.value)
