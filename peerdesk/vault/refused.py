"""Own revisions that the server will never take: what they say goes in a later one, or is tried again as a new one."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, RevisionId, SpaceId
from peerdesk.domain.merge import edited
from peerdesk.vault import revisions
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import ERASE, SAVE, Records, Stored
from peerdesk.vault.revisions import GIVEN_UP
from peerdesk.wire.revision import Kind

_REFUSED: Final = (
    "SELECT revision, space, owner, record, kind FROM revision WHERE space = ? AND state = 'quarantined'"
    " AND seq IS NULL ORDER BY id"
)
_ONE: Final = (
    "SELECT space, owner, record, kind FROM revision WHERE revision = ? AND state = 'quarantined' AND seq IS NULL"
)
_SENT: Final = "SELECT revision, parents FROM revision WHERE record = ? AND owner = ? AND state = 'acked'"
_GIVE_UP: Final = "UPDATE revision SET state = ?, reason = '' WHERE revision = ?"


class Refused:
    """The shelf of what was refused for good."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._person = person

    def let_go(self, space: SpaceId) -> None:
        """Forget those whose words have reached the server in a later revision that builds on them."""
        for revision, _, owner, record, _ in self._driver.execute(_REFUSED, (space,)).fetchall():
            sent = self._driver.execute(_SENT, (record, owner)).fetchall()
            if any(revision in revisions.split(parents) for _, parents in sent):
                self._driver.execute(_GIVE_UP, (GIVEN_UP, revision))

    def try_again(self, revision: RevisionId) -> Changes:
        """Have what it says sent as a new revision. Raises NotFoundError where nothing of this id was refused."""
        row = self._driver.execute(_ONE, (revision,)).fetchone()
        if row is None:
            raise NotFoundError("revision")
        space, owner, record, kind = SpaceId(row[0]), PersonId(row[1]), RecordId(row[2]), row[3]
        self._driver.execute(_GIVE_UP, (GIVEN_UP, revision))
        known = self._found(owner, record)
        if kind == Kind.ERASE:
            self._records.intend(space, owner, record, ERASE, RecordKind.ENCOUNTER)
        elif known is not None:
            # A version without a change of its own: it builds on the refused one, and a void passes it through.
            self._records.merge_into(known, (edited(known.heads(), {}),), {})
            self._records.intend(space, owner, record, SAVE, known.kind)
        return Changes.of(known.kind, record) if known is not None else Changes(outbox=True)

    def _found(self, owner: PersonId, record: RecordId) -> Stored | None:
        found = (self._records.find(kind, owner, record) for kind in KINDS)
        return next((one for one in found if one is not None), None)
