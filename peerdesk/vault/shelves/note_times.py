"""When encounters began and ended, beside their notes."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.merge import conflicts, view
from peerdesk.domain.note_time import NoteTime, Spent, time_id
from peerdesk.vault.note_details_values import plain_time, time_of
from peerdesk.vault.shelves.beside_notes import BesideNotes

_BETWEEN: Final = (
    "SELECT t.about FROM note_time t JOIN encounter e ON e.record = t.about AND e.owner = t.owner"
    # What holds competing values says so in the third byte of its lineage.
    " WHERE t.owner = ? AND (t.spent != '[]' OR substr(t.lineage, 3, 1) = x'c3')"
    " AND e.hidden = 0 AND e.happened_on BETWEEN ? AND ?"
    " ORDER BY e.happened_on, e.record"
)


class NoteTimes(BesideNotes):
    """The shelf, in one person's own space."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        super().__init__(connection, person, space, RecordKind.NOTE_TIME, time_id)

    def put(self, time: NoteTime) -> None:
        """Keep the times of a note, or that it has none any more. What is said last holds."""
        self._records.say(self.kind, self._space, self._person, self.id_of(time.about), plain_time(time))

    def of(self, note: RecordId) -> NoteTime:
        """Return the times of a note; empty where there are none."""
        known = self._known(note)
        return time_of(known.fields) if known is not None else NoteTime(about=note)

    def competing(self, note: RecordId) -> tuple[Spent, ...]:
        """Return the times that computers said unheard of each other, until their person says them once more.

        Where one of them took the times out, what the others said is what competes.
        """
        known = self._known(note)
        if known is None or not conflicts(said := view(known.heads())):
            return ()
        found = (time_of({"about": note, "spent": one.value}).spent for one in said["spent"])
        return tuple(one for one in found if one is not None)

    def between(self, first: date, last: date) -> Iterator[tuple[RecordId, Spent]]:
        """Yield the notes with times of some days, both included, the first day first. Deleted notes have none."""
        given = (self._person, first.isoformat(), last.isoformat())
        for (about,) in self._driver.execute(_BETWEEN, given).fetchall():
            # Taken out on one computer and changed on another: it is there, with what the other said, until it settles.
            spent = self.of(RecordId(about)).spent or next(iter(self.competing(RecordId(about))), None)
            if spent is not None:
                yield RecordId(about), spent
