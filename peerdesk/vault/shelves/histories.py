"""What lies behind a note: its sealed versions, its heads, and the values that compete in it."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.merge import Candidate, Head, conflicts, view
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import Plain
from peerdesk.vault.records import Records, Stored
from peerdesk.vault.revisions import Version, versions

_KIND: Final = RecordKind.ENCOUNTER


class Histories:
    """The histories of one person's own encounters."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._person = person

    def versions(self, record: RecordId) -> tuple[Version, ...]:
        """Return the sealed versions of a note, oldest first. Their text is inside the frames."""
        return versions(self._driver, self._person, record)

    def heads(self, record: RecordId) -> tuple[Head, ...]:
        """Return the heads of a note, with every value and its stamp. Raises NotFoundError."""
        return self._stored(record).heads()

    def conflicts(self, record: RecordId) -> dict[str, tuple[Candidate, ...]]:
        """Return the fields that hold more than one value, with all of them. Raises NotFoundError."""
        shown = view(self._stored(record).heads())
        return {name: shown[name] for name in conflicts(shown)}

    def settle(self, record: RecordId, choices: Mapping[str, Plain]) -> None:
        """Keep one of several competing values, by field. Raises NotFoundError."""
        self._records.settle(self._stored(record), choices)

    def _stored(self, record: RecordId) -> Stored:
        known = self._records.find(_KIND, self._person, record)
        if known is None:
            raise NotFoundError("note")
        return known
