"""What individuals allowed, and took back. Two records with one handle are the same individual here.

Two computers that were apart may each have made a record for a handle, and the peer may have said that two handles are
one person. A wish that holds for one of them holds for all: it is the same person who said it.
"""

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import Connection, RowMapping

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.consent import Consent, Withdrawal, contact_withdrawn, sharing_withdrawn
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.consent_values import consent_of, plain_consent, plain_withdrawal, withdrawal_of
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS, Values
from peerdesk.vault.goes_by import records_of
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, Stored, stored

_CONSENT: Final = RecordKind.CONSENT
_WITHDRAWAL: Final = RecordKind.WITHDRAWAL
_ANY_WITHDRAWAL: Final = "SELECT 1 FROM withdrawal WHERE owner = ? LIMIT 1"
_ALL: Final = "SELECT * FROM consent WHERE owner = ? ORDER BY id DESC"
_OF: Final = "SELECT * FROM {} WHERE owner = ? AND individual IN ({}) ORDER BY id"
_BY_PREFIX: Final = "SELECT record FROM consent WHERE record BETWEEN ? AND ? AND owner = ? LIMIT 2"


class Consents:
    """The shelf of permissions and withdrawals, in one person's own space."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, consent: Consent) -> None:
        """Keep a permission, new or changed."""
        self._keep(_CONSENT, consent.id, plain_consent(consent))

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Keep that somebody changed their mind."""
        self._keep(_WITHDRAWAL, withdrawal.id, plain_withdrawal(withdrawal))

    def get(self, record: RecordId) -> Consent:
        """Return a permission. Raises NotFoundError."""
        known = self._records.find(_CONSENT, self._person, record)
        if known is None:
            raise NotFoundError("consent")
        return consent_of(record, known.fields)

    def resolve(self, prefix: str) -> RecordId:
        """Return the only permission whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "consent", self._person)

    def all(self) -> tuple[Consent, ...]:
        """Return every permission there ever was, the newest first."""
        rows = self._connection.exec_driver_sql(_ALL, (self._person,)).mappings()
        return tuple(consent_of(one.record, one.fields) for one in self._stored(_CONSENT, rows))

    def same(self, individual: RecordId) -> frozenset[RecordId]:
        """Return the records of one individual: this one, those with the same handle, those said to be the same."""
        return records_of(driver_of(self._connection), individual)

    def people_of(self, consents: Collection[RecordId], withdrawals: Collection[RecordId]) -> frozenset[RecordId]:
        """Return whom some permissions and withdrawals are about, under each of their records."""
        found: set[RecordId] = set()
        for kind, wanted in ((_CONSENT, consents), (_WITHDRAWAL, withdrawals)):
            for record in wanted:
                known = self._records.find(kind, self._person, record)
                individual = known.fields["individual"] if known else None
                if isinstance(individual, bytes):
                    found.add(RecordId(individual))
        return frozenset(same for one in found for same in self.same(one))

    def of(self, individual: RecordId) -> tuple[Consent, ...]:
        """Return the permissions of an individual, the oldest first."""
        return self.under(self.same(individual))

    def under(self, individuals: Collection[RecordId]) -> tuple[Consent, ...]:
        """Return the permissions that are written under some records, the oldest first."""
        return tuple(consent_of(one.record, one.fields) for one in self._about(_CONSENT, individuals))

    def withdrawals(self, individual: RecordId) -> tuple[Withdrawal, ...]:
        """Return what an individual withdrew, the oldest first."""
        return tuple(withdrawal_of(one.record, one.fields) for one in self._about(_WITHDRAWAL, self.same(individual)))

    def sharing_is_withdrawn(self, individual: RecordId | None) -> bool:
        """Say whether notes about somebody are not to be shared. Nobody in particular withdraws nothing."""
        if individual is None or not self._has_withdrawals():
            return False
        return sharing_withdrawn(self.withdrawals(individual), self.of(individual))

    def contact_is_withdrawn(self, individual: RecordId | None) -> bool:
        """Say whether somebody asked not to be contacted."""
        if individual is None or not self._has_withdrawals():
            return False
        return contact_withdrawn(self.withdrawals(individual), self.of(individual))

    def _has_withdrawals(self) -> bool:
        # Nearly nobody withdraws, and every save of a note asks.
        return driver_of(self._connection).execute(_ANY_WITHDRAWAL, (self._person,)).fetchone() is not None

    def _about(self, kind: RecordKind, individuals: Collection[RecordId]) -> Iterable[Stored]:
        sql = _OF.format(KINDS[kind].table.name, ", ".join("?" * len(individuals)))
        given = (self._person, *sorted(individuals))
        return self._stored(kind, self._connection.exec_driver_sql(sql, given).mappings())

    def _stored(self, kind: RecordKind, rows: Iterable[RowMapping]) -> Iterable[Stored]:
        return [stored(KINDS[kind], row) for row in rows]

    def _keep(self, kind: RecordKind, record: RecordId, fields: Values) -> None:
        self._records.keep(kind, self._space, self._person, record, fields)
