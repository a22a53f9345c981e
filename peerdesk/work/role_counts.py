"""How often a peer was asked outside their role, for the team's figures: a yes of its own, beside the weekly counts.

Only a number for each week leaves. What was asked, what the peer did and on which day stay with them.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.counted import week_of
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.role_tally import RoleTally, role_tally
from peerdesk.domain.tally import Agreement
from peerdesk.sync.weekly import role_agreement, role_tallies_of, role_yeses
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCounted:
    """How things stand. `this_week` is what would leave of the week that goes on, `waiting` what would leave next.

    `left` are the weeks that did, `journal` is every yes there ever was, the first first. `is_offered`: the peer has
    said yes to weekly counts, without which there is none to this.
    """

    is_offered: bool
    agreement: Agreement | None
    journal: tuple[Agreement, ...]
    this_week: RoleTally
    waiting: tuple[RoleTally, ...]
    left: tuple[str, ...]


def role_counted(vault: Vault, today: date) -> RoleCounted:
    """Return how things stand."""
    with vault.read() as tx:
        role, agreement, week = tx.weekly.role, role_agreement(tx), week_of(today)
        asked = role.asked_since(min(agreement.week, week) if agreement else week)
        ended = role_tallies_of(agreement, asked, today) if agreement else ()
        known, left = role.own(), role.left()
        return RoleCounted(
            is_offered=tx.weekly.agreement() is not None,
            agreement=agreement,
            journal=role.agreements.all(),
            this_week=role_tally(week, asked),
            waiting=tuple(one for one in ended if one.week not in left or known.get(one.week) != one),
            left=left,
        )


def start_role_counts(vault: Vault, now: datetime) -> Changes:
    """Say yes to this, too, from the week of `now` on. Saying it again changes nothing.

    It holds as long as the yes to weekly counts beside which it is said. Raises NotAllowedError without one.
    """
    with vault.write() as tx:
        weekly = tx.weekly.agreement()
        if weekly is None:
            raise NotAllowedError("role_counts")
        if role_agreement(tx) is not None:
            return Changes()
        today, said = local_day(now), {one.id for one in tx.weekly.role.agreements.all()}
        free = next((one for one in role_yeses(tx, weekly) if one not in said), None)
        if free is None:
            raise NotAllowedError("role_counts")
        agreement = Agreement(id=free, week=week_of(today), said_on=today)
        tx.weekly.role.agreements.put(agreement)
    return Changes.of(RecordKind.ROLE_AGREEMENT, agreement.id)


def stop_role_counts(vault: Vault, today: date) -> Changes:
    """Take that yes back. From this commit on nothing more of it is sealed; what left stays as it is."""
    with vault.write() as tx:
        return end_role_counts(tx, today)


def end_role_counts(tx: Transaction, today: date) -> Changes:
    """Do that within a transaction."""
    role = tx.weekly.role
    ended = [one for one in role.agreements.all() if one.is_in_force]
    for one in ended:
        role.agreements.put(replace(one, ended_on=today))
    role.keep_back()
    return Changes.of(RecordKind.ROLE_AGREEMENT, *(one.id for one in ended)) if ended else Changes()
