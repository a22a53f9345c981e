"""The yes of a peer to counts of one kind, and that it was taken back. Nothing unsays a no."""

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, SpaceId
from peerdesk.domain.tally import Agreement, in_force
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import Records, stored
from peerdesk.vault.tally_values import agreement_of, plain_agreement


class Agreements:
    """The shelf of them, in the peer's own space."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId, kind: RecordKind) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person, self._space, self._kind = person, space, kind
        self._of_mine = f"FROM {KINDS[kind].table.name} WHERE owner = ? AND hidden = 0"

    def put(self, agreement: Agreement) -> None:
        """Keep a yes, or that it was taken back."""
        self._records.keep(self._kind, self._space, self._person, agreement.id, plain_agreement(agreement))

    def all(self) -> tuple[Agreement, ...]:
        """Return every yes there ever was, the first first."""
        # Each round asks, and usually nobody has ever been asked: to look costs a tenth of reading.
        if not driver_of(self._connection).execute(f"SELECT 1 {self._of_mine} LIMIT 1", (self._person,)).fetchone():
            return ()
        sql = f"SELECT * {self._of_mine} ORDER BY id"
        rows = self._connection.exec_driver_sql(sql, (self._person,)).mappings()
        return tuple(agreement_of(one.record, one.fields) for one in (stored(KINDS[self._kind], row) for row in rows))

    def in_force(self) -> Agreement | None:
        """Return the one by which counts may leave now."""
        return in_force(self.all())
