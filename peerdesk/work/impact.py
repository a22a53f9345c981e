"""A peer's own sums of a month, a quarter or a year. They are worked out when somebody looks, and never leave."""

from collections.abc import Iterable

from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.impact import Impact, OneOfMany, days_of, months_of_period, sums_of
from peerdesk.domain.periods import weeks_of_month
from peerdesk.domain.vocabulary import Outcome, Role
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault


def own_impact(vault: Vault, period: str) -> Impact:
    """Return the sums of 2026-11, 2026-Q4 or 2026. What was only counted belongs to the month of its week.

    Raises BadDateError, and NotAllowedError in a supervisor's vault: what a peer did is not theirs to add up.
    """
    first, last = days_of(period)
    months = months_of_period(period)
    weeks = [week for month in (months[0], months[-1]) for week in weeks_of_month(month)]
    with vault.read() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        notes = tuple(tx.overview.notes(first, last))
        everything = (*notes, *tx.overview.counted(weeks[0], weeks[-1]))
        return sums_of(period, everything, _people(tx, notes), tx.overview.reached(first, last))


def _people(tx: Transaction, notes: Iterable[OneOfMany]) -> int:
    """Return how many different people were met; two handles that are one person count once."""
    known, found = set[RecordId](), 0
    for note in notes:
        if note.outcome is Outcome.MET and note.individual is not None and note.individual not in known:
            known |= tx.consents.same(note.individual)
            found += 1
    return found
