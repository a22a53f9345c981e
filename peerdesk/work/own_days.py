"""Own lists by day or by quarter, as they are read and as something is taken off them: the same for each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Generic

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.out_of_role import OutOfRole
from peerdesk.domain.peer_pulse import Pulse
from peerdesk.domain.shift import start_of
from peerdesk.domain.training import Training
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.shelves import own_days
from peerdesk.vault.shelves.own_days import Form, One, OwnDays
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import local_day

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class OwnList(Generic[One]):
    """One of the lists. Whatever changes something returns what it touched."""

    form: Form[One]

    @property
    def kind(self) -> RecordKind:
        """The kind of its records."""
        return self.form.kind

    def shelf(self, tx: Transaction) -> OwnDays[One]:
        """Return where they are kept."""
        return tx.own_days(self.form)

    def all(self, vault: Vault, limit: int = MOST, *, deleted: bool = False) -> tuple[One, ...]:
        """Return the list, the newest first; or what was taken off it."""
        with vault.read() as tx:
            return self.shelf(tx).all(limit, hidden=deleted)

    def one(self, vault: Vault, record: RecordId) -> One:
        """Return one of them. Raises NotFoundError."""
        with vault.read() as tx:
            return self.shelf(tx).get(record)

    def resolve(self, vault: Vault, prefix: str, *, deleted: bool = False) -> RecordId:
        """Return the only one whose id begins so, on the list or off it. Raises NotFoundError or AmbiguousIdError."""
        with vault.read() as tx:
            return self.shelf(tx).resolve(prefix, hidden=deleted)

    def delete(self, vault: Vault, record: RecordId) -> Changes:
        """Take one off the list. Raises NotFoundError."""
        with vault.write() as tx:
            self.shelf(tx).get(record)
            self.shelf(tx).hide(record, hidden=True)
        return Changes.of(self.kind, record)

    def undelete(self, vault: Vault, record: RecordId) -> Changes:
        """Put it back on the list. Raises NotFoundError for what was never on it."""
        with vault.write() as tx:
            self.shelf(tx).hide(record, hidden=False)
        return Changes.of(self.kind, record)

    def add(
        self, vault: Vault, make: Callable[[RecordId, date], One], now: datetime, rng: Rng
    ) -> tuple[RecordId, Changes]:
        """Keep what `make` builds of a new id and today, and return that id: it tells the day and no time of it.

        Raises NotAllowedError in a supervisor's vault.
        """
        today = local_day(now)
        record = new_record_id(start_of(today), rng)
        with vault.write() as tx:
            if tx.role is Role.SUPERVISOR:
                raise NotAllowedError("keep")
            self.shelf(tx).put(make(record, today))
        return record, Changes.of(self.kind, record)

    def change(self, vault: Vault, record: RecordId, make: Callable[[RecordId, date], One], now: datetime) -> Changes:
        """Say one anew. Raises NotFoundError."""
        with vault.write() as tx:
            self.shelf(tx).get(record)
            self.shelf(tx).put(make(record, local_day(now)))
        return Changes.of(self.kind, record)


OUT_OF_ROLE: Final[OwnList[OutOfRole]] = OwnList(own_days.OUT_OF_ROLE)
TRAININGS: Final[OwnList[Training]] = OwnList(own_days.TRAININGS)
PULSES: Final[OwnList[Pulse]] = OwnList(own_days.PULSES)
"""A supervisor's own; `peerdesk.work.peer_pulse` adds to it."""
