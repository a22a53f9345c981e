"""What waits to be sent: intents while they are only meant, sealed revisions once they were tried.

An intent is unsealed, so edits of one record squash into one. Sealing happens in the transaction that deletes the
intent and keeps the sealed bytes; from then on every try sends those bytes and no others.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import BugError, NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, RevisionId, SpaceId
from peerdesk.domain.merge import Head, Stamp, in_order, sealed
from peerdesk.vault import revisions
from peerdesk.vault.engine import driver_of
from peerdesk.vault.records import ERASE, Records, Stored
from peerdesk.vault.revisions import ATTEMPTED, QUARANTINED
from peerdesk.wire.revision import Header

_COLUMNS: Final = "SELECT space, owner, record, action, record_kind FROM intent"
# Named, because the planner prefers the order of the table, and looks at all that waits to find that nothing is erased.
_ERASES: Final = (
    f"{_COLUMNS} INDEXED BY ix_intent_erase WHERE space = ? AND action = 'erase' ORDER BY owner, record LIMIT ?"
)
_SAVES: Final = (
    f"{_COLUMNS} WHERE space = ? AND action != 'erase' AND record_kind NOT IN ({{}}) ORDER BY owner, record LIMIT ?"
)
_SPACES: Final = (
    "SELECT space FROM intent UNION SELECT space FROM revision WHERE state = 'attempted' UNION SELECT space FROM resend"
)
_DROP: Final = "DELETE FROM intent WHERE space = ? AND owner = ? AND record = ?"
_UNSETTLED: Final = (
    "SELECT revision, frame, kind, n, run FROM revision WHERE space = ? AND state = 'attempted'{} ORDER BY id LIMIT ?"
)
_REFUSE: Final = "UPDATE revision SET state = ?, reason = ? WHERE revision = ?"
_WAITING: Final = (
    "SELECT (SELECT count(*) FROM intent) + (SELECT count(*) FROM revision WHERE state = 'attempted')"
    " + (SELECT count(*) FROM resend)"
)
_UNPROVED: Final = (
    "SELECT EXISTS (SELECT 1 FROM intent) OR EXISTS (SELECT 1 FROM revision WHERE state = 'attempted')"
    " OR EXISTS (SELECT 1 FROM resend)"
)
# By the index of places, one space after another: nothing that the cursor has passed is looked at.
_BEYOND: Final = (
    "WITH RECURSIVE known(space) AS (SELECT min(space) FROM revision UNION ALL"
    " SELECT (SELECT min(space) FROM revision WHERE space > known.space) FROM known WHERE known.space IS NOT NULL)"
    " SELECT EXISTS (SELECT 1 FROM known CROSS JOIN revision r ON r.space = known.space"
    " WHERE r.seq = 0 AND r.state = 'acked')"
    " OR EXISTS (SELECT 1 FROM known LEFT JOIN space s ON s.space = known.space"
    " CROSS JOIN revision r ON r.space = known.space AND r.seq > coalesce(s.cursor, 0) WHERE r.state = 'acked')"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One record whose newest state is to be sent (`data`) or which is to be erased everywhere (`erase`)."""

    space: SpaceId
    owner: PersonId
    record: RecordId
    record_kind: RecordKind
    action: str

    @property
    def is_erase(self) -> bool:
        """Say whether this erases."""
        return self.action == ERASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """A sealed revision without a receipt. `kind` is the number of the protocol's revision kind.

    `is_again` says that the server had it once and has lost it.
    """

    revision: RevisionId
    frame: bytes
    kind: int
    run: bytes
    n: int
    is_again: bool = False


class Outbox:
    """What waits to be sent, in every space."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)
        self._records = Records(connection)
        # What was read to be sealed, until it is kept as sealed: in one transaction nobody changes it in between.
        self._read: dict[Intent, tuple[Stored, tuple[Head, ...]]] = {}

    def spaces(self) -> tuple[SpaceId, ...]:
        """Return the spaces in which something waits."""
        return tuple(SpaceId(space) for (space,) in self._driver.execute(_SPACES))

    def fresh(self, space: SpaceId, limit: int, *, without: Collection[RecordKind] = ()) -> tuple[Intent, ...]:
        """Return intents of a space, erases first, then in the order the records were made.

        `without` leaves out what was written about some kinds of record; erases are always there.
        """
        erases = self._intents(_ERASES, (space, limit))
        saves = _SAVES.format(", ".join("?" * len(without)))
        return erases + self._intents(saves, (space, *(kind.value for kind in without), limit - len(erases)))

    def _intents(self, sql: str, values: tuple[object, ...]) -> tuple[Intent, ...]:
        return tuple(
            Intent(
                space=SpaceId(row[0]),
                owner=PersonId(row[1]),
                record=RecordId(row[2]),
                action=row[3],
                record_kind=RecordKind(row[4]),
            )
            for row in self._driver.execute(sql, values)
        )

    def content(self, intent: Intent) -> Head:
        """Return what is to be sealed: parents, fields and what was seen. An erase has parents and nothing else.

        Raises NotFoundError when the record is gone.
        """
        if intent.is_erase:
            parents = revisions.head_names(self._driver, intent.owner, intent.record)
            return Head(revision=None, parents=parents, fields={}, seen={})
        known = self._stored(intent)
        heads = known.heads()
        self._read[intent] = known, heads
        # Beside it may stand what another computer wrote meanwhile: it has not seen that, and names it no parent.
        unsealed = [head for head in heads if head.revision is None]
        if len(unsealed) != 1:
            raise BugError("an intent whose record has nothing unsealed")
        return unsealed[0]

    def attempt(self, intent: Intent, revision: RevisionId, stamp: Stamp, frame: bytes, header: Header) -> None:
        """Keep the sealed bytes of an intent; the intent is gone, and the record's values carry their stamp now."""
        if intent.is_erase:
            revisions.blank_payloads(self._driver, intent.owner, intent.record)
        else:
            known, heads = self._read.pop(intent) if intent in self._read else self._with_heads(intent)
            after = in_order(_sealed(heads, revision, stamp))
            if len(after) == 1:
                self._records.restamp(known, after)
            else:
                # Which of two values is shown first goes by their stamps, and this one has its own only now.
                self._records.merge_into(known, after, {})
        revisions.add(self._driver, revision, header, frame, state=ATTEMPTED)
        self._driver.execute(_DROP, (intent.space, intent.owner, intent.record))

    def attempt_other(self, revision: RevisionId, frame: bytes, header: Header) -> None:
        """Keep the sealed bytes of a revision that comes from no intent: an epoch, a void, a settlement."""
        revisions.add(self._driver, revision, header, frame, state=ATTEMPTED)

    def drop(self, intent: Intent) -> None:
        """Forget an intent whose record turned out to need no sending."""
        self._driver.execute(_DROP, (intent.space, intent.owner, intent.record))

    def unsettled(self, space: SpaceId, limit: int, *, kinds: Collection[int] = ()) -> tuple[Unsettled, ...]:
        """Return sealed revisions without a receipt, in the order they were sealed; of `kinds` only, if any."""
        of_kind = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        rows = self._driver.execute(_UNSETTLED.format(of_kind), (space, *kinds, limit)).fetchall()
        return tuple(
            Unsettled(revision=RevisionId(revision), frame=frame, kind=kind, n=n, run=run)
            for revision, frame, kind, n, run in rows
        )

    def quarantine(self, revision: RevisionId, reason: str) -> None:
        """Set a revision apart that the server will never take. Its text stays in the record."""
        self._driver.execute(_REFUSE, (QUARANTINED, reason, revision))

    def waiting(self) -> int:
        """Return how many records and revisions have no receipt yet."""
        return int(self._driver.execute(_WAITING).fetchone()[0])

    def has_anything_unproved(self) -> bool:
        """Say whether anything of ours is not yet inside the chain that this computer has recomputed."""
        return any(self._driver.execute(sql).fetchone()[0] for sql in (_UNPROVED, _BEYOND))

    def erase(self, known: Stored) -> None:
        """Remove a record here at once. If it was ever sealed, intend to erase it everywhere.

        So too where only a removed computer ever sealed it, and a version of that was taken up: that may count later.
        """
        is_taken_up = any(head.parents for head in known.heads())
        self._records.remove(known)
        if is_taken_up or revisions.head_names(self._driver, known.owner, known.record):
            self._records.intend(known.space, known.owner, known.record, ERASE, known.kind)
        else:
            self._driver.execute(_DROP, (known.space, known.owner, known.record))

    def erase_again(self, space: SpaceId, owner: PersonId, record: RecordId) -> None:
        """Intend to erase what is gone here already: the erase that came does not count for everybody."""
        self._records.intend(space, owner, record, ERASE, RecordKind.SHARED_ENCOUNTER)

    def _with_heads(self, intent: Intent) -> tuple[Stored, tuple[Head, ...]]:
        known = self._stored(intent)
        return known, known.heads()

    def _stored(self, intent: Intent) -> Stored:
        known = self._records.find(intent.record_kind, intent.owner, intent.record)
        if known is None:
            raise NotFoundError("record")
        return known


def _sealed(heads: Iterable[Head], revision: RevisionId, stamp: Stamp) -> Iterator[Head]:
    return (sealed(head, revision, stamp) if head.revision is None else head for head in heads)
