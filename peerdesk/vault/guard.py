"""When another computer of this person's deletes very much, it stops here and the person is asked.

What hides is set apart like anything that cannot be taken; what else is said of the same record is shown meanwhile. It
is judged as a whole, when the last of the pages is here that belong together: however small a server cuts them, none of
it is taken in before. No clock is asked: a day is so many hours during which this vault was open here, counted by a
timer that nobody can set.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import PersonId, RecordId, RevisionId, SpaceId
from peerdesk.vault import revisions
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import Values
from peerdesk.vault.records import Records
from peerdesk.vault.shelves.identity import own_space
from peerdesk.vault.shelves.settings import Settings

HELD_HIDING: Final = "held_hiding"
"""The reason under which something is set apart until the person has decided."""

LEAST: Final = 20
PERCENT: Final = 10
DAY_SECONDS: Final = 24 * 3600
LEAST_OPENING_SECONDS: Final = 600
"""Each opening of the vault counts for at least so long: a command line opens it for a second at a time."""

KEPT_BY_HAND: Final = (RecordKind.ENCOUNTER, RecordKind.INDIVIDUAL, RecordKind.FOLLOW_UP)

_CLOCK: Final = "open clock"
_WATCHED: Final = "watched "
_UNJUDGED: Final = "hiding waits for the last page"
_NOTE: Final = "INSERT INTO hiding (record, open_seconds) VALUES (?, ?) ON CONFLICT DO UPDATE SET open_seconds = ?"
_RECENT: Final = "SELECT record FROM hiding WHERE open_seconds > ?"
_FORGET: Final = "DELETE FROM hiding"
_FORGET_OLD: Final = "DELETE FROM hiding WHERE open_seconds <= ?"
_HELD: Final = (
    "SELECT revision, record, frame, seq, device FROM revision"
    f" WHERE state = 'quarantined' AND reason = '{HELD_HIDING}' ORDER BY +id"
)
_HELD_RECORDS: Final = f"SELECT DISTINCT +record FROM revision WHERE state = 'quarantined' AND reason = '{HELD_HIDING}'"
_HELD_OF: Final = (
    "SELECT frame, seq FROM revision"
    f" WHERE space = ? AND state = 'quarantined' AND reason = '{HELD_HIDING}' ORDER BY +id"
)
_VISIBLE: Final = (
    "SELECT (SELECT count(*) FROM encounter WHERE hidden = 0) + (SELECT count(*) FROM individual WHERE hidden = 0)"
    " + (SELECT count(*) FROM follow_up WHERE hidden = 0)"
)


class Beat(NamedTuple):
    """A reading of the timer: `run` is the opening of the vault in which it counts `seconds`, from anywhere."""

    run: bytes
    seconds: float


NO_BEAT: Final = Beat(b"", 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A revision that waits for the decision."""

    revision: bytes
    record: RecordId
    frame: bytes
    seq: int
    device: bytes


class Guard:
    """Looks at every page before it is taken in."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._settings = Settings(connection)
        self._person = person

    def held(self) -> tuple[Held, ...]:
        """Return what waits for the decision, in the order it came."""
        rows = self._driver.execute(_HELD).fetchall()
        return tuple(
            Held(revision=revision, record=RecordId(record), frame=frame, seq=seq, device=device)
            for revision, record, frame, seq, device in rows
        )

    @property
    def is_asking(self) -> bool:
        """Say whether the person has to decide about what is held."""
        return bool(self._held_records()) and not self._is_unjudged()

    def unjudged(self, space: SpaceId) -> tuple[tuple[bytes, int], ...]:
        """Return frame and place of what was held in a space only until the last of its pages is here."""
        return tuple(self._driver.execute(_HELD_OF, (space,))) if self._is_unjudged() else ()

    def recent(self) -> frozenset[RecordId]:
        """Return the records that were hidden here by another computer within the last day."""
        rows = self._driver.execute(_RECENT, (self.open_seconds(None) - DAY_SECONDS,))
        return frozenset(RecordId(record) for (record,) in rows)

    def forget(self) -> None:
        """Begin to count anew: the person has decided."""
        self._driver.execute(_FORGET)

    def fields_of(self, kind: RecordKind, record: RecordId) -> Values | None:
        """Return the fields of a record of this person's as they stand, None where there is none."""
        known = self._records.find(kind, self._person, record)
        return None if known is None else dict(known.fields)

    def bring_back(self, kind: RecordKind, record: RecordId) -> Changes:
        """Show a record again that was hidden, as an edit of the person's."""
        known = self._records.find(kind, self._person, record)
        if known is None or not known.fields["hidden"]:
            return Changes()
        self._records.keep(kind, known.space, self._person, record, {"hidden": False})
        return Changes.of(kind, record)

    def is_watched(self, space: SpaceId) -> bool:
        """Say whether this computer has ever had all of a space. No step back in its log undoes that."""
        return bool(self._settings.get(_WATCHED + space.hex()))

    def watch(self, space: SpaceId) -> None:
        """Watch a space from now on: this computer has all of it, and what is hidden from now on was here before."""
        if not self.is_watched(space):
            self._settings.put(_WATCHED + space.hex(), b"1")

    def look(
        self, hiding: Iterable[tuple[RevisionId, RecordId]], beat: Beat, *, is_last: bool = True
    ) -> frozenset[RecordId]:
        """Return the records of a page that have to wait: of them nothing is taken in.

        `hiding` are the revisions of the page that delete or erase a record of this person's. `is_last` says that no
        other page of those that belong together comes behind this one.
        """
        hidden = {record for revision, record in hiding if self._hides(revision, record)}
        # Whatever space it comes by, what it hides is in the person's own.
        if not hidden or not self.is_watched(own_space(self._person)):
            return frozenset()
        now = self.open_seconds(beat)
        self._driver.execute(_FORGET_OLD, (now - DAY_SECONDS,))
        if self.is_asking or self._is_too_much(hidden | self.recent() | self._held_records()):
            self._settings.put(_UNJUDGED, b"")
            return frozenset(hidden)
        if is_last:
            self._note(hidden, now)
            return frozenset()
        self._settings.put(_UNJUDGED, b"1")
        return frozenset(hidden)

    def let_through(self, records: Iterable[RecordId], beat: Beat) -> None:
        """Count records whose deletions were held until the last of the pages was here, and have been taken in now."""
        self._note(records, self.open_seconds(beat))
        if not self._held_records():
            self._settings.put(_UNJUDGED, b"")

    def _note(self, records: Iterable[RecordId], now: int) -> None:
        self._driver.executemany(_NOTE, [(record, now, now) for record in records])

    def _held_records(self) -> frozenset[RecordId]:
        return frozenset(RecordId(record) for (record,) in self._driver.execute(_HELD_RECORDS))

    def _is_unjudged(self) -> bool:
        return bool(self._settings.get(_UNJUDGED))

    def _hides(self, revision: RevisionId, record: RecordId) -> bool:
        if revisions.state_of(self._driver, revision) is not None:
            return False
        known = (self._records.find(kind, self._person, record) for kind in KEPT_BY_HAND)
        return any(one is not None and not one.fields["hidden"] for one in known)

    def _is_too_much(self, hidden: Iterable[RecordId]) -> bool:
        count = len(set(hidden))
        if count < LEAST:
            return False
        visible = self._driver.execute(_VISIBLE).fetchone()[0]
        already = len(self.recent())
        return count * 100 > PERCENT * (int(visible) + already)

    def open_seconds(self, beat: Beat | None) -> int:
        """Return for how long the vault has been open here; with a reading of the timer, counted up to now."""
        kept = self._settings.get(_CLOCK)
        run, last, total = msgspec.msgpack.decode(kept) if kept is not None else (b"", 0.0, 0.0)
        if beat is not None:
            total += max(0.0, beat.seconds - last) if run == beat.run else LEAST_OPENING_SECONDS
            self._settings.put(_CLOCK, msgspec.msgpack.encode((beat.run, beat.seconds, total)))
        return int(total)
