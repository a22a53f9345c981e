"""Looking into the server's log and into a vault's, to compare them."""

import sqlite3

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import RecordId, SpaceId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.records import Records
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import Kind, is_blanked, parse_revision
from tests.support.hospital import Hospital
from tests.sync.restoring import SERVER_FILE


def log_of(hospital: Hospital, space: bytes) -> list[bytes]:
    """Return the ids of a space's revisions in the order of the server."""
    database = sqlite3.connect(hospital.data / SERVER_FILE)
    rows = database.execute(
        "SELECT revision FROM log WHERE space = (SELECT number FROM space WHERE id = ?) ORDER BY seq", (space,)
    ).fetchall()
    database.close()
    return [row[0] for row in rows]


def places(vault: Vault, space: bytes) -> list[bytes]:
    """Return the ids of the revisions that a vault has a place for, in that order."""
    with vault.read() as tx:
        sql = "SELECT revision FROM revision WHERE space = ? AND seq > 0 ORDER BY seq"
        return [row[0] for row in driver_of(tx._connection).execute(sql, (space,))]


def texts_of(hospital: Hospital, record: RecordId) -> int:
    """Return how many revisions of a record still have their text on the server."""
    database = sqlite3.connect(hospital.data / SERVER_FILE)
    rows = database.execute("SELECT frame FROM log WHERE record = ? AND kind = ?", (record, int(Kind.DATA))).fetchall()
    database.close()
    return sum(not is_blanked(parse_revision(row[0])) for row in rows)


def erase(vault: Vault, note: RecordId) -> None:
    """Erase a note everywhere, as the desk does it after its thirty days or at once."""
    with vault.write() as tx:
        known = Records(tx._connection).find(RecordKind.ENCOUNTER, tx.person, note)
        assert known is not None
        tx.outbox.erase(known)


def space_of(vault: Vault) -> SpaceId:
    with vault.read() as tx:
        return tx.own_space


def frames_of(hospital: Hospital, space: bytes) -> list[bytes]:
    """Return the bytes of a space's revisions in the order of the server."""
    database = sqlite3.connect(hospital.data / SERVER_FILE)
    rows = database.execute(
        "SELECT frame FROM log WHERE space = (SELECT number FROM space WHERE id = ?) ORDER BY seq", (space,)
    ).fetchall()
    database.close()
    return [row[0] for row in rows]
