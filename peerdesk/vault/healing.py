"""Going back in a space's log after the server did, and handing the server what it has lost.

Every time a cursor or a witness goes down is written down here. Nothing that was kept is removed: revisions only lose
the place they had, until they are found in the log again.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection

from peerdesk.domain.ids import RevisionId, SpaceId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.outbox import Unsettled
from peerdesk.vault.shelves.spaces import Point, Spaces, SpaceState
from peerdesk.wire.exchange import chain_next
from peerdesk.wire.ids import RevisionId as WireRevisionId
from peerdesk.wire.revision import Kind, is_blanked, parse_revision

_BY_PLACE: Final = "ORDER BY coalesce(nullif(seq, 0), 9223372036854775807), id"
_HELD: Final = (
    "SELECT revision, seq, reason FROM revision WHERE space = ?"
    f" AND (state IN ('acked', 'pulled') OR state = 'quarantined' AND seq IS NOT NULL) {_BY_PLACE}"
)
_ABSENT: Final = "SELECT revision, reason FROM revision WHERE space = ? AND seq = 0 ORDER BY id"
_QUEUE: Final = "INSERT OR IGNORE INTO resend (space, revision) VALUES (?, ?)"
_QUEUED: Final = (
    "SELECT r.revision, r.frame, r.kind, r.n, r.run, r.owner, r.record FROM resend s"
    " JOIN revision r ON r.revision = s.revision WHERE s.space = ? ORDER BY s.id LIMIT ?"
)
_ERASE_OF: Final = (
    "SELECT revision, frame, kind, n, run FROM revision"
    " WHERE record = ? AND owner = ? AND kind = ? AND state IN ('attempted', 'acked', 'pulled') LIMIT 1"
)
_FRAME: Final = "SELECT frame FROM revision WHERE revision = ?"
_PLACE_OF: Final = "SELECT seq FROM revision WHERE revision = ?"
_SETTLE: Final = "DELETE FROM resend WHERE revision = ?"
_PLACE: Final = (
    "UPDATE revision SET seq = ?, state = CASE state WHEN 'attempted' THEN 'acked' ELSE state END WHERE revision = ?"
)
_REFUSE: Final = (
    "UPDATE revision SET state = 'quarantined', reason = ?, seq = NULL"
    " WHERE revision = ? AND state IN ('attempted', 'acked') AND coalesce(seq, 0) = 0"
)
_LOSE_PLACE: Final = "UPDATE revision SET seq = 0 WHERE space = ? AND seq > ?"
_CHAIN: Final = "SELECT seq, revision FROM revision WHERE space = ? AND seq > ? AND seq <= ? ORDER BY seq"
_PAST: Final = "INSERT OR IGNORE INTO past_point (space, seq, chain) VALUES (?, ?, ?)"
_IS_PAST: Final = "SELECT 1 FROM past_point WHERE space = ? AND seq = ? AND chain = ?"
_LOG: Final = (
    "INSERT INTO reconcile (space, kept_at, witness_seq, witness_chain, answer_seq, answer_chain, resumed, lacking)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_LOGGED: Final = "SELECT space, kept_at, witness_seq, answer_seq, resumed, lacking FROM reconcile ORDER BY id"

CITED_CHAIN_BYTES: Final = 8
"""So much of a chain stands in the header of a revision."""


class Held(NamedTuple):
    """A revision that could be handed to the server again; `seq` is its old place in the log, 0 if it has none."""

    revision: RevisionId
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """One time that this computer went back. `space` is empty for the directory, whose entries have no witness."""

    space: SpaceId
    kept_at: datetime
    witness: int
    answer: int
    resumed: int
    lacking: int


class Healing:
    """What has to go to the server again, and the log of every step back."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)
        self._spaces = Spaces(connection)

    def held(self, space: SpaceId, without: Collection[str]) -> tuple[Held, ...]:
        """Return what could be handed on, own and pulled, in the order of the log; not what is apart for `without`."""
        rows = self._driver.execute(_HELD, (space,))
        return tuple(Held(RevisionId(revision), seq) for revision, seq, reason in rows if reason not in without)

    def go_back(self, space: SpaceId, to: Point, answer: Point, lacking: int, now: datetime) -> None:
        """Go back to a point that the server shares, and take its answer for the highest point shown. Logged."""
        before = self._spaces.get(space)
        shown = (*self._spaces.shown(space), before.witness, *self._chain(space, to, before.cursor.seq))
        for point in shown:
            if point.seq > to.seq:
                self._driver.execute(_PAST, (space, point.seq, point.chain[:CITED_CHAIN_BYTES]))
        self._driver.execute(_LOSE_PLACE, (space, to.seq))
        self._spaces.rewind(space, SpaceState(cursor=to, witness=max(to, answer, key=lambda point: point.seq)))
        self.note(space, before.witness, answer, to.seq, lacking, now)

    def note(self, space: SpaceId, witness: Point, answer: Point, resumed: int, lacking: int, now: datetime) -> None:
        """Write a step back into the log."""
        at = now.astimezone(UTC).isoformat()
        self._driver.execute(_LOG, (space, at, *witness, *answer, resumed, lacking))

    def log(self) -> tuple[Reconciled, ...]:
        """Return every step back there ever was, the oldest first."""
        return tuple(
            Reconciled(
                space=SpaceId(space),
                kept_at=datetime.fromisoformat(at),
                witness=witness,
                answer=answer,
                resumed=resumed,
                lacking=lacking,
            )
            for space, at, witness, answer, resumed, lacking in self._driver.execute(_LOGGED)
        )

    def is_past(self, space: SpaceId, seq: int, chain: bytes) -> bool:
        """Say whether a point belongs to a history that this computer has followed and left behind."""
        return self._driver.execute(_IS_PAST, (space, seq, chain)).fetchone() is not None

    def queue(self, space: SpaceId, revisions: Iterable[RevisionId]) -> None:
        """Have these revisions handed to the server again, in this order."""
        self._driver.executemany(_QUEUE, [(space, revision) for revision in revisions])

    def absent(self, space: SpaceId, without: Collection[str]) -> tuple[RevisionId, ...]:
        """Return everything that had a place once and has none now, to hand it on. Only at the head of the log."""
        return tuple(RevisionId(row[0]) for row in self._driver.execute(_ABSENT, (space,)) if row[1] not in without)

    def queued(self, space: SpaceId, limit: int) -> tuple[Unsettled, ...]:
        """Return what goes again, in order; before a blanked revision the erase that explains it."""
        rows = self._driver.execute(_QUEUED, (space, limit)).fetchall()
        erased = {row[5:7] for row in rows if row[2] == Kind.DATA and is_blanked(parse_revision(row[1]))}
        explained = {row[5:7] for row in rows if row[2] == Kind.ERASE}
        erases = [self._erase_of(owner, record) for owner, record in sorted(erased - explained)]
        return tuple(erase for erase in erases if erase is not None) + tuple(_unsettled(row[:5]) for row in rows)

    def places(self, revisions: Iterable[RevisionId]) -> dict[WireRevisionId, int]:
        """Return where these stand in the log, those that have a place."""
        found = ((one, self._driver.execute(_PLACE_OF, (one,)).fetchone()) for one in revisions)
        return {WireRevisionId(one): row[0] for one, row in found if row is not None and row[0]}

    def settle(self, revision: RevisionId, seq: int) -> None:
        """Note the server's receipt for a revision that went again."""
        self._driver.execute(_SETTLE, (revision,))
        self._driver.execute(_PLACE, (seq, revision))

    def put_off(self, revision: RevisionId) -> None:
        """Have this revision handed on no more for now; at the head of the log it is found missing again."""
        self._driver.execute(_SETTLE, (revision,))

    def refuse(self, revision: RevisionId, reason: str) -> bool:
        """Note that the server does not take a revision again, and say whether it is our own: then it is set apart.

        What somebody else wrote is kept as it is; it was only carried. What has its place in the log is there, whatever
        the server says. A revision whose text is gone is turned down as long as its erase is not there: it is found
        missing at the head of the log, and goes once more behind that.
        """
        self._driver.execute(_SETTLE, (revision,))
        kept = self._driver.execute(_FRAME, (revision,)).fetchone()
        if kept is not None and is_blanked(parse_revision(kept[0])):
            return False
        return bool(self._driver.execute(_REFUSE, (reason, revision)).rowcount)

    def _erase_of(self, owner: bytes, record: bytes) -> Unsettled | None:
        row = self._driver.execute(_ERASE_OF, (record, owner, int(Kind.ERASE))).fetchone()
        return None if row is None else _unsettled(row)

    def _chain(self, space: SpaceId, start: Point, end: int) -> Iterable[Point]:
        chain = start.chain
        for seq, revision in self._driver.execute(_CHAIN, (space, start.seq, end)).fetchall():
            chain = chain_next(chain, WireRevisionId(revision))
            yield Point(seq, chain)


def _unsettled(row: tuple[bytes, bytes, int, int, bytes]) -> Unsettled:
    revision, frame, kind, n, run = row
    return Unsettled(revision=RevisionId(revision), frame=frame, kind=kind, n=n, run=run, is_again=True)
