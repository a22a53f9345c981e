"""A note that was changed on two computers: what differs, and keeping one of them, or both.

Nothing is decided by the order of arrival or by a clock: every value nobody knowingly replaced is there, with the
computer it comes from, until the person picks. What is not picked stays as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.choosing import both
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.follow_up_plan import plan_id
from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import Candidate, Stamp
from peerdesk.domain.note_details import details_id
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.fields import Plain
from peerdesk.vault.grants import plain_grants, settled_grants
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.computers import Computer, Computers, Where

SHARE: Final = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the values that stand side by side. `stamp` names it; `handle` is whom it means, for `individual`."""

    value: Plain
    stamp: Stamp
    computer: Computer
    handle: str = ""

    @property
    def is_mine(self) -> bool:
        """Say whether it was written on this computer."""
        return self.computer.where is Where.HERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One answer that was changed on two computers. `options` begin with this computer's own.

    `both` is what keeping both would be, None where one has to be picked. Sharing is never picked: a copy only goes to
    readers on whom all computers agree, and settling the note keeps exactly that.
    """

    kind: RecordKind
    record: RecordId
    field: str
    options: tuple[Option, ...]
    both: Plain

    @property
    def is_picked(self) -> bool:
        """Say whether it is for the person to pick."""
        return self.field != SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """What the person keeps of one dispute: the value with this stamp, or all of them with no stamp."""

    record: RecordId
    field: str
    stamp: Stamp | None


def disputes(vault: Vault, note: RecordId) -> tuple[Dispute, ...]:
    """Return what differs in a note and in its follow-ups. Raises NotFoundError."""
    with vault.read() as tx:
        return disputes_of(tx, note)


def settle(vault: Vault, note: RecordId, picks: Iterable[Pick], now: datetime) -> Changes:
    """Keep what was picked, as a new version of the note; the other values stay in its history.

    What was not picked is carried on side by side, except sharing, which is settled to what all computers agree on.
    Raises NotFoundError when the note, or a value that was picked, is not there any more; then nothing is changed.
    """
    with vault.write() as tx:
        touched = _settled(tx, disputes_of(tx, note), picks, now)
        return touched | refresh_one(tx, note) if touched else touched


def disputes_of(tx: Transaction, note: RecordId) -> tuple[Dispute, ...]:
    """Return what differs in a note, beside it and in its follow-ups, inside a transaction. Raises NotFoundError."""
    found = list(_of_record(tx, RecordKind.ENCOUNTER, note))
    found += _beside(tx, RecordKind.NOTE_DETAILS, details_id(note))
    for planned in tx.follow_ups.of(note):
        found += _of_record(tx, RecordKind.FOLLOW_UP, planned.id)
    return tuple(found)


def disputes_of_follow_up(tx: Transaction, follow_up: RecordId) -> tuple[Dispute, ...]:
    """Return what differs in a follow-up and in its plan, inside a transaction. Raises NotFoundError."""
    found = list(_of_record(tx, RecordKind.FOLLOW_UP, follow_up))
    return (*found, *_beside(tx, RecordKind.FOLLOW_UP_PLAN, plan_id(follow_up)))


def settle_follow_up(vault: Vault, follow_up: RecordId, picks: Iterable[Pick], now: datetime) -> Changes:
    """Keep what was picked of a follow-up that was changed on two computers. Raises like `settle`."""
    with vault.write() as tx:
        note = tx.follow_ups.get(follow_up).encounter
        touched = _settled(tx, disputes_of_follow_up(tx, follow_up), picks, now)
        return touched if note is None or not touched else touched | refresh_one(tx, note)


def _of_record(tx: Transaction, kind: RecordKind, record: RecordId) -> Iterator[Dispute]:
    competing = tx.histories.conflicts(record, kind)
    if not competing:
        return
    computers = Computers(tx.identity.get().device, tx.histories.versions(record))
    for field, candidates in competing.items():
        options = sorted((_option(tx, field, one, computers) for one in candidates), key=lambda one: not one.is_mine)
        kept = both(field, [one.value for one in options])
        yield Dispute(kind=kind, record=record, field=field, options=tuple(options), both=_plain(kept))


def _beside(tx: Transaction, kind: RecordKind, record: RecordId) -> Iterator[Dispute]:
    """Yield what differs in a record that need not be there."""
    if tx.histories.is_here(record, kind):
        yield from _of_record(tx, kind, record)


def _option(tx: Transaction, field: str, candidate: Candidate, computers: Computers) -> Option:
    value, handle = _plain(candidate.value), ""
    if field == "individual" and isinstance(value, bytes):
        handle = _handle(tx, RecordId(value))
    return Option(value=value, stamp=candidate.stamp, computer=computers.of(candidate.stamp), handle=handle)


def _handle(tx: Transaction, individual: RecordId) -> str:
    try:
        return tx.individuals.get(individual).handle
    except NotFoundError:
        return ""


def _settled(tx: Transaction, disputes: Iterable[Dispute], picks: Iterable[Pick], now: datetime) -> Changes:
    touched = Changes()
    chosen = {(pick.record, pick.field): pick for pick in picks}
    known = {(one.record, one.field): one for one in disputes}
    if chosen.keys() - known.keys():
        raise NotFoundError("version")
    for kind, record in sorted({(one.kind, one.record) for one in known.values()}):
        settled = {
            field: _kept(dispute, chosen.get((of, field)))
            for (of, field), dispute in known.items()
            if of == record and (not dispute.is_picked or (of, field) in chosen)
        }
        if settled:
            tx.histories.settle(record, settled, kind)
            _note_time(tx, kind, record, now)
            touched |= Changes.of(kind, record)
    return touched


def _note_time(tx: Transaction, kind: RecordKind, record: RecordId, now: datetime) -> None:
    # Only a note has a history that anybody reads.
    if kind is RecordKind.ENCOUNTER:
        tx.change_times.put(record, now)


def _kept(dispute: Dispute, pick: Pick | None) -> Plain:
    """Return the value that settles a dispute. Raises NotFoundError for one that is not among the values any more."""
    if pick is None:
        agreed = settled_grants([Candidate(one.value, one.stamp) for one in dispute.options])
        return plain_grants(agreed)
    if pick.stamp is None:
        if dispute.both is None:
            raise NotFoundError("version")
        return dispute.both
    for option in dispute.options:
        if option.stamp == pick.stamp:
            return option.value
    raise NotFoundError("version")


def _plain(value: object) -> Plain:
    """Return a merged value as the plain one that it is; a field never holds anything else."""
    return value if isinstance(value, str | int | bool | bytes | list | dict) else None
