"""The weekly counts on their way out: each week that has ended, once its peer has said yes, and from no other.

A tally is worked out from the notes as they are, and never added to. So each note is counted once, whatever became of
it and however many computers its peer has; two of them write the same record, and the later one settles what the first
did not know. It is looked at once in each week: what comes late goes with the next, and no note moves anything.
"""

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.counted import week_of
from peerdesk.domain.ids import ID_BYTES, RecordId, SpaceId
from peerdesk.domain.periods import is_week, weeks_between
from peerdesk.domain.role_tally import RoleTally, role_tally
from peerdesk.domain.tally import Agreement, Met, WeekTally, add_up, in_force
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault

LOOKED_BACK: Final = timedelta(weeks=53)
"""So far back a week is looked at once more."""

_ROLE_YES: Final = b"PD1 role counts beside"
_OFTEN: Final = 32
"""So often a peer can say yes to role counts, and take it back, beside one yes to weekly counts."""

_LAST: Final = "weekly counts looked at"
_LAST_ROLE: Final = "weekly role counts looked at"


def tallies_of(agreement: Agreement, counted: Iterable[Met], today: date) -> tuple[WeekTally, ...]:
    """Return the tally of each week that a yes covers and that has ended on `today`."""
    by_week: dict[str, list[Met]] = defaultdict(list)
    for one in counted:
        by_week[one.week].append(one)
    return tuple(add_up(week, by_week[week]) for week in weeks_between(_first(agreement, today), week_of(today)))


def role_tallies_of(agreement: Agreement, asked: Mapping[str, int], today: date) -> tuple[RoleTally, ...]:
    """Return how often the peer was asked outside their role, for the same weeks."""
    return tuple(role_tally(week, asked) for week in weeks_between(_first(agreement, today), week_of(today)))


def role_agreement(tx: Transaction) -> Agreement | None:
    """Return the yes by which those leave: one that was said beside the yes to weekly counts which holds now.

    A yes beside an earlier one ended with it, also where another computer had not heard of the end when it was said.
    """
    current = [one for one in tx.weekly.role.agreements.all() if one.is_in_force]
    weekly = tx.weekly.agreement() if current else None
    beside = set(role_yeses(tx, weekly)) if weekly is not None else ()
    return in_force(one for one in current if one.id in beside)


def role_yeses(tx: Transaction, weekly: Agreement) -> tuple[RecordId, ...]:
    """Return the ids of every yes that can be said beside a yes to weekly counts, in their order.

    All computers of a peer compute the same, and nobody else can tell which records these are.
    """
    seed = tx.space_seed.get()
    if seed is None:
        return ()
    said = (_ROLE_YES + weekly.id + bytes([number]) for number in range(_OFTEN))
    return tuple(RecordId(hmac.digest(seed, one, "sha256")[:ID_BYTES]) for one in said)


def kept_back(tx: Transaction) -> bool:
    """Let go of what is not sealed yet and has no yes any more. Say whether there was anything."""
    weekly, role = tx.weekly.agreement() is None, role_agreement(tx) is None
    return any([weekly and tx.weekly.keep_back(), role and tx.weekly.role.keep_back()])


def drop_role_counts(vault: Vault, now: datetime, met: Collection[SpaceId]) -> Changes:
    """Do for those what `drop_counts` does."""
    today = now.astimezone().date()
    with vault.read() as tx:
        agreement = role_agreement(tx)
        if agreement is None or tx.weekly.space not in met or not _is_due(tx, agreement, today, _LAST_ROLE):
            return Changes()
        tallies = role_tallies_of(agreement, tx.weekly.role.asked_since(_first(agreement, today)), today)
    with vault.write() as tx:
        if role_agreement(tx) != agreement:
            return Changes()
        tx.settings.put(_LAST_ROLE, _mark(agreement, today))
        return Changes.of(RecordKind.ROLE_TALLY, *map(tx.weekly.role.put, tallies))


def all_dropped(vault: Vault, now: datetime, met: Collection[SpaceId]) -> Changes:
    """Put both kinds of counts among what waits, where they are due."""
    with vault.read() as tx:
        # Each round asks, and most peers never said yes.
        if tx.weekly.agreement() is None:
            return Changes()
    return drop_counts(vault, now, met) | drop_role_counts(vault, now, met)


def drop_counts(vault: Vault, now: datetime, met: Collection[SpaceId]) -> Changes:
    """Put the tallies of this peer among what waits, where a week has begun since that was done last.

    Only if their space is one of those `met` in this round: what another computer of theirs said there comes first.

    A clock that is wrong loses nothing: what left too early, or too late, is put right by a later version.
    """
    today = now.astimezone().date()
    with vault.read() as tx:
        agreement = tx.weekly.agreement()
        if agreement is None or tx.weekly.space not in met or not _is_due(tx, agreement, today, _LAST):
            return Changes()
        tallies = tallies_of(agreement, tx.weekly.counted_since(_first(agreement, today)), today)
    with vault.write() as tx:
        # It may have been taken back meanwhile.
        if tx.weekly.agreement() != agreement:
            return Changes()
        tx.settings.put(_LAST, _mark(agreement, today))
        return Changes.of(RecordKind.TALLY, *map(tx.weekly.put, tallies))


def _is_due(tx: Transaction, agreement: Agreement, today: date, last: str) -> bool:
    # A calendar that goes as far as no notes do is a clock that is off.
    return is_week(week_of(today)) and tx.settings.get(last) != _mark(agreement, today)


def _mark(agreement: Agreement, today: date) -> bytes:
    return f"{agreement.id.hex()} {week_of(today)}".encode()


def _first(agreement: Agreement, today: date) -> str:
    return max(agreement.week, week_of(today - LOOKED_BACK))
