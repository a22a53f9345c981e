"""Which notes somebody else was ever given a copy of: the list that a person can hold everybody to."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.ids import PersonId, RecordId

_EVER_GIVEN: Final = "SELECT record FROM encounter WHERE owner = ? AND share != '{}' ORDER BY happened_on DESC, id DESC"


class Disclosures:
    """Reads the grants of one person's notes, those that ended included."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._connection = connection
        self._person = person

    def notes(self) -> tuple[RecordId, ...]:
        """Return every note that was ever shared, the newest day first. A note that was deleted since stays in it."""
        return tuple(map(RecordId, self._connection.exec_driver_sql(_EVER_GIVEN, (self._person,)).scalars()))
