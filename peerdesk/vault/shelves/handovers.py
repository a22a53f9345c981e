"""Follow-ups that went to another peer, or came from one: what lies between the two, and what this peer keeps of it."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, RowMapping

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.handover import Answered, Handoff, Handover
from peerdesk.domain.ids import PersonId, RecordId, RevisionId, SpaceId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.handover_values import (
    answer_of,
    handoff_of,
    handover_of,
    plain_answer,
    plain_handoff,
    plain_handover,
)
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, stored
from peerdesk.vault.shelves.identity import pair_space

_HANDOFF: Final = RecordKind.HANDOFF
_ANSWER: Final = RecordKind.HANDOFF_ANSWER
_HANDOVER: Final = RecordKind.HANDOVER
_KEPT: Final = "SELECT * FROM handover WHERE owner = ? AND hidden = 0 ORDER BY id DESC"
_CAME: Final = "SELECT * FROM handoff WHERE record = ? AND owner != ? AND hidden = 0"
# Counted and cut where they lie: whoever sends very many must not make every look at them slow.
_UNANSWERED: Final = (
    "FROM handoff h WHERE h.owner != ?1 AND h.hidden = 0 AND NOT EXISTS (SELECT 1 FROM handoff_answer a"
    " WHERE a.about = h.record AND a.space = h.space AND a.owner = ?1 AND a.hidden = 0)"
)
_OFFERED: Final = (
    "SELECT * FROM (SELECT h.*, row_number() OVER (PARTITION BY h.owner ORDER BY h.id) AS turn"
    f" {_UNANSWERED}) WHERE turn <= ?2 ORDER BY due, id"
)
_HOW_MANY: Final = f"SELECT h.owner, count(*) {_UNANSWERED} GROUP BY h.owner ORDER BY h.owner"
# The owner too: to know an id gives nobody a voice, and an answer counts in the space of the two alone.
_ANSWERS: Final = "SELECT * FROM handoff_answer WHERE about = ? AND space = ? AND owner = ? AND hidden = 0 ORDER BY id"
_BY_PREFIX: Final = (
    "SELECT record FROM (SELECT record FROM handoff UNION SELECT handoff FROM handover) WHERE record BETWEEN ? AND ?"
    " LIMIT 2"
)
_PROVED: Final = (
    "SELECT 1 FROM revision r JOIN space s ON s.space = r.space"
    " WHERE r.record = ? AND r.owner = ? AND r.state IN ('acked', 'pulled') AND r.seq BETWEEN 1 AND s.cursor LIMIT 1"
)
# Derived each time: that somebody else accepted writes nothing into this peer's own follow-up.
_GONE: Final = (
    "SELECT DISTINCT h.follow_up FROM handover h JOIN handoff_answer a ON a.about = h.handoff AND a.owner = h.person"
    " WHERE h.owner = ? AND h.given = 1 AND h.hidden = 0 AND a.hidden = 0 AND a.answer = 'accepted'"
)
_WAITS: Final = "SELECT 1 FROM intent WHERE space = ? AND owner = ? AND record = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What another peer offers. `revision` is the version that lies here."""

    handoff: Handoff
    revision: RevisionId | None


class Handovers:
    """The shelf of what is between this peer and others."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def give(self, handover: Handover) -> None:
        """Keep what is offered to another peer, and intend to send it: one record for them, one for this peer alone."""
        space = pair_space(self._person, handover.person)
        self._records.keep(_HANDOFF, space, self._person, handover.handoff, plain_handoff(handover.offer))
        self.put(handover)

    def put(self, handover: Handover) -> None:
        """Keep what this peer knows of it."""
        self._records.keep(_HANDOVER, self._space, self._person, handover.id, plain_handover(handover))

    def withdraw(self, handover: Handover) -> bool:
        """Take back what was offered, here at once and at the other peer's once it is sent. Say whether it was."""
        known = self._records.find(_HANDOFF, self._person, handover.handoff)
        if known is not None:
            Outbox(self._connection).erase(known)
        return known is not None

    def kept(self) -> tuple[Handover, ...]:
        """Return what this peer keeps of it, what was given and what came, the newest first."""
        rows = self._connection.exec_driver_sql(_KEPT, (self._person,)).mappings()
        return tuple(handover_of(one.record, one.fields) for one in (stored(KINDS[_HANDOVER], row) for row in rows))

    def offered(self, most: int) -> tuple[Came, ...]:
        """Return what others offer and this peer has not answered, by day; of each of them the first `most`."""
        rows = self._connection.exec_driver_sql(_OFFERED, (self._person, most)).mappings()
        return tuple(map(_came, rows))

    def how_many_offered(self) -> dict[PersonId, int]:
        """Return how much there is of it, by whoever offers."""
        rows = driver_of(self._connection).execute(_HOW_MANY, (self._person,))
        return {PersonId(owner): count for owner, count in rows}

    def came_one(self, record: RecordId) -> Came:
        """Return something that others offer. Raises NotFoundError for what was taken back, or was never here."""
        row = self._connection.exec_driver_sql(_CAME, (record, self._person)).mappings().first()
        if row is None:
            raise NotFoundError("handoff")
        return _came(row)

    def answer(self, answered: Answered, *, to: PersonId, revision: RevisionId | None) -> None:
        """Keep this peer's answer, and intend to send it to whoever offered."""
        space = pair_space(self._person, to)
        fields = {**plain_answer(answered), "revision": revision}
        self._records.keep(_ANSWER, space, self._person, answered.id, fields)

    def answers(self, handoff: RecordId, *, by: PersonId, other: PersonId) -> tuple[Answered, ...]:
        """Return what somebody answered in the space they have with `other`, the first first."""
        given = (handoff, pair_space(by, other), by)
        rows = self._connection.exec_driver_sql(_ANSWERS, given).mappings()
        found = (stored(KINDS[_ANSWER], row) for row in rows)
        return tuple(answer_of(one.record, one.owner, one.fields) for one in found)

    def gone(self) -> frozenset[RecordId]:
        """Return the follow-ups that another peer has accepted: they are theirs, and on no list here."""
        rows = driver_of(self._connection).execute(_GONE, (self._person,))
        return frozenset(RecordId(follow_up) for (follow_up,) in rows)

    def is_proved(self, handover: Handover) -> bool:
        """Say whether what was offered is inside the log that this computer has checked itself."""
        driver, space = driver_of(self._connection), pair_space(self._person, handover.person)
        if driver.execute(_WAITS, (space, self._person, handover.handoff)).fetchone() is not None:
            return False
        return driver.execute(_PROVED, (handover.handoff, self._person)).fetchone() is not None

    def resolve(self, prefix: str) -> RecordId:
        """Return the only handoff, given or come, whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "handoff")


def _came(row: RowMapping) -> Came:
    known = stored(KINDS[_HANDOFF], row)
    heads = known.heads()
    newest = heads[-1].revision if heads else None
    return Came(
        handoff=handoff_of(known.record, known.owner, known.fields), revision=RevisionId(newest) if newest else None
    )
