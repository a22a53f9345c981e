"""Referrals, and how to find those they are about for as long as that is needed."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.referral import Referral, Whereabouts
from peerdesk.domain.vocabulary import Setting
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, stored
from peerdesk.vault.referral_values import plain_referral, plain_whereabouts, referral_of, whereabouts_of

_REFERRAL: Final = RecordKind.REFERRAL
_WHEREABOUTS: Final = RecordKind.WHEREABOUTS
_ALL: Final = "SELECT * FROM referral WHERE owner = ? AND hidden = 0 ORDER BY record DESC LIMIT ?"
_FIND: Final = "SELECT * FROM whereabouts WHERE owner = ? AND hidden = 0 ORDER BY id"
_PASSED: Final = "SELECT follow_up FROM referral WHERE owner = ? AND follow_up IS NOT NULL"
_PLACE: Final = "SELECT place FROM referral WHERE follow_up = ? AND owner = ?"
_BY_PREFIX: Final = "SELECT record FROM referral WHERE record BETWEEN ? AND ? AND owner = ? AND hidden = 0 LIMIT 2"


class Referrals:
    """The shelf, in one person's own space. How to find somebody is only ever erased, never hidden: it has to go."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._outbox = Outbox(connection)
        self._person = person
        self._space = space

    def put(self, referral: Referral) -> None:
        """Keep a referral, new or changed. What is said last holds: nothing competes with it."""
        self._records.say(_REFERRAL, self._space, self._person, referral.id, plain_referral(referral))

    def get(self, record: RecordId) -> Referral:
        """Return a referral. Raises NotFoundError."""
        known = self._records.find(_REFERRAL, self._person, record)
        if known is None or known.fields["hidden"]:
            raise NotFoundError("referral")
        return referral_of(record, known.fields)

    def all(self, limit: int) -> tuple[Referral, ...]:
        """Return referrals, the newest first."""
        rows = self._connection.exec_driver_sql(_ALL, (self._person, limit)).mappings()
        return tuple(referral_of(one.record, one.fields) for one in (stored(KINDS[_REFERRAL], row) for row in rows))

    def passed(self) -> frozenset[RecordId]:
        """Return the follow-ups that stand for referrals which were offered to another peer."""
        rows = driver_of(self._connection).execute(_PASSED, (self._person,))
        return frozenset(RecordId(follow_up) for (follow_up,) in rows)

    def place_of(self, follow_up: RecordId) -> Setting | None:
        """Return where somebody asked for a peer, by the follow-up that stands for it; None for any other."""
        row = driver_of(self._connection).execute(_PLACE, (follow_up, self._person)).fetchone()
        return Setting(row[0]) if row is not None else None

    def resolve(self, prefix: str) -> RecordId:
        """Return the only referral whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "referral", self._person)

    def find(self, one: Whereabouts) -> None:
        """Keep how to find somebody, in place of what was said before: that is erased."""
        self.forget(one.about)
        self._records.keep(_WHEREABOUTS, self._space, self._person, one.id, plain_whereabouts(one), new=True)

    def whereabouts(self) -> tuple[Whereabouts, ...]:
        """Return everything that says how to find somebody, in the order it came here."""
        rows = self._connection.exec_driver_sql(_FIND, (self._person,)).mappings()
        known = (stored(KINDS[_WHEREABOUTS], row) for row in rows)
        return tuple(whereabouts_of(one.record, one.fields) for one in known)

    def forget(self, referral: RecordId) -> bool:
        """Erase how to find somebody, here at once and everywhere once that is sent; say whether anything was there."""
        there = [one for one in self.whereabouts() if one.about == referral]
        for one in there:
            known = self._records.find(_WHEREABOUTS, self._person, one.id)
            if known is not None:
                self._outbox.erase(known)
        return bool(there)
