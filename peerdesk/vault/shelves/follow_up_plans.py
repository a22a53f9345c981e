"""What lies beside follow-ups: how each is to be done, what was tried, and a number to call."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.follow_up_plan import FollowUpPlan, FollowUpTry, PhoneNumber, plan_id
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.follow_up_values import phone_of, plain_phone, plain_plan, plain_try, plan_of, try_of
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.records import Records, stored

_PLAN: Final = RecordKind.FOLLOW_UP_PLAN
_TRY: Final = RecordKind.FOLLOW_UP_TRY
_PHONE: Final = RecordKind.PHONE_NUMBER
BESIDE: Final = (_PLAN, _TRY, _PHONE)
_PLANS: Final = (
    "SELECT p.* FROM follow_up f CROSS JOIN follow_up_plan p ON p.about = f.record AND p.owner = f.owner"
    " WHERE f.owner = ? AND f.hidden = 0 AND f.state IN ('planned', 'tried') AND p.hidden = 0"
)
# What holds competing values says so in the third byte of its lineage.
_DISPUTED: Final = (
    "SELECT record FROM follow_up WHERE substr(lineage, 3, 1) = x'c3' AND owner = ? AND hidden = 0"
    " UNION SELECT about FROM follow_up_plan WHERE substr(lineage, 3, 1) = x'c3' AND owner = ? AND hidden = 0"
)
_TRIES: Final = "SELECT * FROM follow_up_try WHERE about = ? AND owner = ? AND hidden = 0 ORDER BY tried_on, id"
_PHONES: Final = "SELECT * FROM phone_number WHERE about = ? AND owner = ? AND hidden = 0 ORDER BY id DESC"
_RECORDS: Final = "SELECT record FROM {} WHERE about = ? AND owner = ?"


class FollowUpPlans:
    """The shelf, in one person's own space. A number is only ever erased, never hidden: it has to go."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._outbox = Outbox(connection)
        self._person = person
        self._space = space

    def put(self, plan: FollowUpPlan) -> None:
        """Keep how a follow-up is to be done, new or changed."""
        self._records.keep(_PLAN, self._space, self._person, plan_id(plan.about), plain_plan(plan))

    def of(self, follow_up: RecordId) -> FollowUpPlan:
        """Return how a follow-up is to be done; an empty plan where nothing was said."""
        known = self._records.find(_PLAN, self._person, plan_id(follow_up))
        return plan_of(known.fields) if known is not None else FollowUpPlan(about=follow_up)

    def of_waiting(self) -> dict[RecordId, FollowUpPlan]:
        """Return the plans of the follow-ups that still wait, by the follow-up."""
        rows = self._connection.exec_driver_sql(_PLANS, (self._person,)).mappings()
        plans = (plan_of(stored(KINDS[_PLAN], row).fields) for row in rows)
        return {plan.about: plan for plan in plans}

    def disputed(self) -> frozenset[RecordId]:
        """Return the follow-ups that were changed on two computers, in themselves or in their plan."""
        rows = self._driver.execute(_DISPUTED, (self._person, self._person))
        return frozenset(RecordId(record) for (record,) in rows)

    def add_try(self, tried: FollowUpTry) -> None:
        """Keep one try. Each is a record of its own, so that what two computers add is simply both there."""
        self._records.keep(_TRY, self._space, self._person, tried.id, plain_try(tried), new=True)

    def tries(self, follow_up: RecordId) -> tuple[FollowUpTry, ...]:
        """Return what was tried, the first day first."""
        rows = self._connection.exec_driver_sql(_TRIES, (follow_up, self._person)).mappings()
        return tuple(try_of(one.record, one.fields) for one in (stored(KINDS[_TRY], row) for row in rows))

    def put_phone(self, phone: PhoneNumber) -> None:
        """Keep a number in place of any other: those are erased."""
        self.forget_phone(phone.about)
        self._records.keep(_PHONE, self._space, self._person, phone.id, plain_phone(phone), new=True)

    def phone(self, follow_up: RecordId) -> PhoneNumber | None:
        """Return the number, the one that was kept last where two computers kept one each."""
        row = self._connection.exec_driver_sql(_PHONES, (follow_up, self._person)).mappings().first()
        known = stored(KINDS[_PHONE], row) if row is not None else None
        return phone_of(known.record, known.fields) if known is not None else None

    def forget_phone(self, follow_up: RecordId) -> bool:
        """Erase every number of a follow-up, here at once and everywhere once that is sent; say whether one was."""
        return self._erase(_PHONE, follow_up)

    def erase(self, follow_up: RecordId) -> None:
        """Erase everything that lies beside a follow-up."""
        for kind in BESIDE:
            self._erase(kind, follow_up)

    def _erase(self, kind: RecordKind, follow_up: RecordId) -> bool:
        sql = _RECORDS.format(KINDS[kind].table.name)
        records = self._driver.execute(sql, (follow_up, self._person)).fetchall()
        for (record,) in records:
            known = self._records.find(kind, self._person, RecordId(record))
            if known is not None:
                self._outbox.erase(known)
        return bool(records)
