"""Which records are one person, and the handle they go by: the same handle, or the peer said that two handles are one.

Nothing is written again for it. A note keeps the individual it was written with, and whoever reads asks here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlcipher3 import dbapi2

from peerdesk.domain.ids import RecordId
from peerdesk.domain.one_person import OnePerson, goes_by

_ANY: Final = "SELECT 1 FROM one_person WHERE hidden = 0 LIMIT 1"
_SAME: Final = (
    "WITH RECURSIVE same(record) AS (SELECT ?"
    " UNION SELECT other.record FROM same"
    " JOIN individual own ON own.record = same.record JOIN individual other ON other.folded = own.folded"
    " UNION SELECT one_person.other FROM same JOIN one_person ON one_person.kept = same.record AND hidden = 0"
    " UNION SELECT one_person.kept FROM same JOIN one_person ON one_person.other = same.record AND hidden = 0"
    ") SELECT record FROM same"
)
_OWN_HANDLE: Final = "SELECT record FROM individual WHERE folded = (SELECT folded FROM individual WHERE record = ?)"
_HANDLE: Final = _OWN_HANDLE.replace("SELECT record", "SELECT record, handle", 1)
_HANDLES: Final = "SELECT record, handle, folded FROM individual WHERE record IN ({})"
_SAID: Final = "SELECT record, kept, other FROM one_person WHERE hidden = 0 AND kept IN ({0}) AND other IN ({0})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBehind:
    """Who is behind a record: the handle they go by, empty where it has not come yet, and every record of theirs.

    `others` are the handles that the peer put under that one; each still finds the same person.
    """

    handle: str
    records: frozenset[RecordId]
    others: tuple[str, ...] = ()


def records_of(driver: dbapi2.Connection, individual: RecordId) -> frozenset[RecordId]:
    """Return the records of one person: this one, those with the same handle, and those that were said to be one."""
    return frozenset(RecordId(record) for (record,) in driver.execute(_SAME, (individual,)))


def with_that_handle(driver: dbapi2.Connection, individual: RecordId) -> frozenset[RecordId]:
    """Return this record and those with the same handle, now or before, and no more.

    What the peer said to be one counts for nothing here.
    """
    found = _bearing_that(driver, individual)
    if driver.execute(_ANY).fetchone() is None:
        return found
    before = [{one.kept, one.other} for one in _said(driver, records_of(driver, individual)) if one.is_before]
    while more := frozenset(end for ends in before if ends & found for end in ends - found):
        found = found.union(*(_bearing_that(driver, end) for end in more))
    return found


def person_behind(driver: dbapi2.Connection, individual: RecordId) -> PersonBehind:
    """Return who is behind a record."""
    if driver.execute(_ANY).fetchone() is not None:
        return _person(driver, records_of(driver, individual))
    rows = driver.execute(_HANDLE, (individual,)).fetchall()
    records = frozenset({individual, *(RecordId(record) for record, _ in rows)})
    return PersonBehind(handle=min(rows)[1] if rows else "", records=records)


def person_alone(driver: dbapi2.Connection, individual: RecordId) -> PersonBehind:
    """Return who would be behind a record if the peer had said of nobody that they are one person."""
    return _person(driver, with_that_handle(driver, individual))


def _person(driver: dbapi2.Connection, records: frozenset[RecordId]) -> PersonBehind:
    rows = driver.execute(_HANDLES.format(_marks(records)), sorted(records)).fetchall()
    if not rows:
        return PersonBehind(handle="", records=records)
    first = goes_by({RecordId(record): folded for record, _, folded in rows}, _said(driver, records))
    shown = {RecordId(record): (handle, folded) for record, handle, folded in rows}
    own, key = shown[first]
    others = {folded: handle for handle, folded in shown.values() if folded != key}
    return PersonBehind(handle=own, records=records, others=tuple(others[name] for name in sorted(others)))


def _bearing_that(driver: dbapi2.Connection, individual: RecordId) -> frozenset[RecordId]:
    return frozenset({individual, *(RecordId(record) for (record,) in driver.execute(_OWN_HANDLE, (individual,)))})


def _said(driver: dbapi2.Connection, records: Collection[RecordId]) -> list[OnePerson]:
    rows = driver.execute(_SAID.format(_marks(records)), (*sorted(records), *sorted(records)))
    return [OnePerson(id=RecordId(a), kept=RecordId(b), other=RecordId(c)) for a, b, c in rows]


def _marks(records: Collection[RecordId]) -> str:
    return ", ".join("?" * len(records))
