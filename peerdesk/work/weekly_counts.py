"""The weekly counts, as a peer decides about them: what would leave, what has left, saying yes and taking it back.

Nothing leaves before a yes, and a yes is the peer's own. What left stays with those who have it, and that is said.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.counted import week_of
from peerdesk.domain.errors import NotAllowedError, NotEnrolledError
from peerdesk.domain.ids import PersonId, Rng, new_record_id
from peerdesk.domain.tally import Agreement, WeekTally, add_up
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.weekly import tallies_of
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.work.encounters import local_day
from peerdesk.work.membership import known_members
from peerdesk.work.role_counts import end_role_counts


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyCounts:
    """How things stand. `this_week` is what would leave of the week that goes on, as the notes are now.

    `waiting` are the weeks that have ended and of which something new would leave, exactly as it would: with the first
    sync of a week. `left` are those that did. `readers` are the supervisors who read them today, by name, and `journal`
    is every yes there ever was, the first first.
    """

    agreement: Agreement | None
    journal: tuple[Agreement, ...]
    readers: tuple[str, ...]
    this_week: WeekTally
    waiting: tuple[WeekTally, ...]
    left: tuple[str, ...]


def weekly_counts(vault: Vault, today: date) -> WeeklyCounts:
    """Return how things stand. Raises NotEnrolledError without a hospital, NotAllowedError for who is no peer."""
    with vault.read() as tx:
        _check_peer(tx)
        journal, agreement, week = tx.weekly.agreements(), tx.weekly.agreement(), week_of(today)
        counted = tx.weekly.counted_since(min(agreement.week, week) if agreement else week)
        return WeeklyCounts(
            agreement=agreement,
            journal=journal,
            readers=readers_of_counts(tx),
            this_week=add_up(week, counted),
            waiting=_waiting(tx, tallies_of(agreement, counted, today)) if agreement else (),
            left=tx.weekly.left(),
        )


def start_counts(vault: Vault, now: datetime, rng: Rng) -> Changes:
    """Say yes, from the week of `now` on. Saying it again changes nothing. Raises what `weekly_counts` does."""
    with vault.write() as tx:
        _check_peer(tx)
        if tx.weekly.agreement() is not None:
            return Changes()
        today = local_day(now)
        agreement = Agreement(id=new_record_id(now, rng), week=week_of(today), said_on=today)
        tx.weekly.agree(agreement)
    return Changes.of(RecordKind.TALLY_AGREEMENT, agreement.id)


def stop_counts(vault: Vault, today: date) -> Changes:
    """Take the yes back, and with it the one to what was asked outside the role (`work.role_counts`).

    From this commit on nothing more is sealed; what left, or is on its way, stays as it is.
    """
    with vault.write() as tx:
        ended = [one for one in tx.weekly.agreements() if one.is_in_force]
        for one in ended:
            tx.weekly.agree(replace(one, ended_on=today))
        tx.weekly.keep_back()
        beside = end_role_counts(tx, today)
    return Changes.of(RecordKind.TALLY_AGREEMENT, *(one.id for one in ended)) | beside if ended else beside


def readers_of_counts(tx: Transaction) -> tuple[str, ...]:
    """Return who reads what this peer drops, by name, in the order in which they came to be supervisors."""
    people = known_members(tx).people_of(wire_ids.drop_space(wire_ids.PersonId(tx.person)))[1:]
    return tuple(tx.identity.name_of(PersonId(one)) or one.hex()[:8] for one in people)


def _check_peer(tx: Transaction) -> None:
    identity = tx.identity.get()
    if identity.organisation is None:
        raise NotEnrolledError
    if identity.role is not Role.PEER:
        raise NotAllowedError("counts")


def _waiting(tx: Transaction, ended: tuple[WeekTally, ...]) -> tuple[WeekTally, ...]:
    """Return the weeks of which something else would leave than has left, or what is not sealed yet."""
    left, known, meant = set(tx.weekly.left()), tx.weekly.own(), tx.weekly.meant()
    return tuple(one for one in ended if one.week not in left or one.week in meant or known.get(one.week) != one)
