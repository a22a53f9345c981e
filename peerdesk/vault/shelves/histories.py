"""What lies behind a record of one's own: its sealed versions, its heads, and the values that compete in it."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.merge import Candidate, Head, conflicts, view
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS, Plain, UnreadableFieldError
from peerdesk.vault.records import Records, Stored, shown
from peerdesk.vault.revisions import Version, versions
from peerdesk.vault.values import check_readable

_NOTE: Final = RecordKind.ENCOUNTER
# The condition is word for word that of the indexes that hold these few.
_DISPUTED: Final = (
    "SELECT record FROM encounter WHERE substr(lineage, 3, 1) = x'c3' AND owner = ? AND hidden = 0"
    # CROSS JOIN keeps SQLite from walking all notes to look for the follow-ups of each.
    " UNION SELECT e.record FROM follow_up f CROSS JOIN encounter e ON e.record = f.encounter"
    " WHERE substr(f.lineage, 3, 1) = x'c3' AND f.owner = ? AND f.hidden = 0 AND e.hidden = 0"
    " UNION SELECT e.record FROM note_details d CROSS JOIN encounter e ON e.record = d.about"
    " WHERE substr(d.lineage, 3, 1) = x'c3' AND d.owner = ? AND e.hidden = 0 ORDER BY 1"
)


class Histories:
    """The histories of one person's own records; of a note where no kind is said."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._person = person

    def versions(self, record: RecordId) -> tuple[Version, ...]:
        """Return the sealed versions of a record in the order they came here. Their text is inside the frames."""
        return versions(self._driver, self._person, record)

    def heads(self, record: RecordId, kind: RecordKind = _NOTE) -> tuple[Head, ...]:
        """Return the heads of a record, with every value and its stamp. Raises NotFoundError."""
        return self._stored(record, kind).heads()

    def conflicts(self, record: RecordId, kind: RecordKind = _NOTE) -> dict[str, tuple[Candidate, ...]]:
        """Return the fields that hold more than one value, with all of them. Raises NotFoundError."""
        shown = view(self._stored(record, kind).heads())
        return {name: shown[name] for name in conflicts(shown)}

    def disputed_notes(self) -> tuple[RecordId, ...]:
        """Return the notes in which, beside which or in whose follow-ups values compete: oldest first, none deleted."""
        rows = self._driver.execute(_DISPUTED, (self._person,) * 3).fetchall()
        return tuple(RecordId(record) for (record,) in rows)

    def settle(self, record: RecordId, choices: Mapping[str, Plain], kind: RecordKind = _NOTE) -> None:
        """Keep the person's choice among competing values, by field, as a new version. Raises NotFoundError."""
        self._records.settle(self._stored(record, kind), choices)

    def is_here(self, record: RecordId, kind: RecordKind = _NOTE) -> bool:
        """Say whether a record of this person's is here, deleted or not."""
        return self._records.find(kind, self._person, record) is not None

    def take_up(self, kind: RecordKind, space: SpaceId, record: RecordId, head: Head) -> bool:
        """Take up a version of this person's that counts for nobody; say whether it could be.

        It cannot where somebody else has the id, where the record lies in another space, whose readers are others, and
        where the words make no record of their kind.
        """
        known = self._records.find(kind, self._person, record)
        if (known is not None and known.space != space) or self._records.is_taken(kind, self._person, record):
            return False
        try:
            fields = shown(kind, (head,))
            KINDS[kind].stored(fields)
            check_readable(kind, fields)
        except UnreadableFieldError:
            return False
        self._records.take_up(kind, space, self._person, record, head)
        return True

    def _stored(self, record: RecordId, kind: RecordKind) -> Stored:
        known = self._records.find(kind, self._person, record)
        if known is None:
            raise NotFoundError("note" if kind is _NOTE else "record")
        return known
