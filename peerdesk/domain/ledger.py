"""The ledger: what was told to whom, when, and under which permission. The names of the parts, never the words."""

from dataclasses import dataclass
from datetime import date

from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.ids import PersonId, RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One line. `reader` is the colleague who got a copy; of anybody else only the name is known, in `recipient`.

    `what` has the names of the parts that were told. `consent` is the permission it was told under, if one was needed.
    """

    id: RecordId
    act: LedgerAct
    done_on: date
    recipient: str
    what: tuple[str, ...] = ()
    individual: RecordId | None = None
    note: RecordId | None = None
    reader: PersonId | None = None
    consent: RecordId | None = None

    @property
    def left(self) -> bool:
        """Say whether something was handed over that nobody can call back."""
        return self.act in _LEFT


_LEFT = frozenset({LedgerAct.SHARED, LedgerAct.PRINTED, LedgerAct.COPIED, LedgerAct.FILED})
