"""Looking at what is shown, and into what is stored: with every key of the hospital at hand, as nobody has them."""

from typing import Any

from peerdesk.crypto.envelope import open_revision
from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.crypto.errors import CannotOpenError
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import PENDING, Head, view
from peerdesk.sync.squeezing import unsqueezed
from peerdesk.vault.engine import driver_of
from peerdesk.vault.records import Records
from peerdesk.vault.vault import Vault
from peerdesk.wire.ids import EpochId, own_space
from peerdesk.wire.revision import Header, Kind, Revision, is_blanked, parse_header, parse_revision
from peerdesk.work.removals import under_way
from tests.schedules.said import FIELDS, words_in
from tests.schedules.stores import Store

_ROWS = "SELECT memory, words, lineage FROM encounter"


def rows(vault: Vault, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return what a statement finds in a vault."""
    with vault.read() as tx:
        found: list[tuple[Any, ...]] = driver_of(tx._connection).execute(sql, values).fetchall()
        return found


def note_heads(vault: Vault, note: RecordId) -> tuple[Head, ...]:
    """Return the heads of a note; nothing for one that is not here."""
    with vault.read() as tx:
        known = Records(tx._connection).find(RecordKind.ENCOUNTER, tx.person, note)
    return known.heads() if known is not None else ()


def shown(vault: Vault, note: RecordId, field: str) -> frozenset[str]:
    """Return every word that a person sees in a field."""
    found = view(note_heads(vault, note)).get(field, ())
    return frozenset().union(*(words_in(str(c.value)) for c in found))


def shown_in(vault: Vault, note: RecordId) -> frozenset[str]:
    """Return every word that a person sees in a note."""
    return frozenset().union(*(shown(vault, note, field) for field in FIELDS))


def erased_by(store: Store, device: bytes | None) -> frozenset[RecordId]:
    """Return the records of which the server has an erase by this computer."""
    frames = store.rows("SELECT frame FROM log WHERE kind = ?", int(Kind.ERASE))
    headers = (parse_header(parse_revision(frame).header) for (frame,) in frames)
    return frozenset(RecordId(header.record) for header in headers if header.device == device)


def unsealed(vault: Vault, note: RecordId) -> frozenset[str]:
    """Return the words of a note that are kept here and not sealed yet."""
    every = [c for head in note_heads(vault, note) for many in head.fields.values() for c in many]
    return frozenset().union(*(words_in(str(c.value)) for c in every if c.stamp == PENDING))


def is_removing(vault: Vault) -> bool:
    """Say whether this computer has said something about removed ones that the directory has not heard yet."""
    with vault.read() as tx:
        return bool(under_way(tx))


def lacks_a_key(vault: Vault) -> bool:
    """Say whether something waits here for a key."""
    return bool(rows(vault, "SELECT 1 FROM revision WHERE state = 'quarantined' AND reason = 'no_key'"))


def overtaken(vault: Vault) -> frozenset[str]:
    """Return the words that wait here for the person, because an erase overtook them."""
    return frozenset().union(*(words_in(row[0]) for row in rows(vault, "SELECT fields FROM set_aside")))


class Reader:
    """Opens every revision there is, once. What `peer` gave away as a copy holds no note: that is in its own space."""

    def __init__(self, peer: bytes) -> None:
        self._peer = peer
        self._keys: dict[bytes, bytes] = {}
        self._known: dict[bytes, frozenset[str]] = {}

    def learn_keys(self, vault: Vault) -> None:
        self._keys |= dict(rows(vault, "SELECT epoch, key FROM epoch WHERE key IS NOT NULL"))

    def of_vault(self, vault: Vault) -> frozenset[str]:
        """Return every word that a vault holds, in whatever state."""
        self.learn_keys(vault)
        frames = rows(vault, "SELECT revision, frame FROM revision WHERE kind = ?", int(Kind.DATA))
        shown_or_waiting = [words_in(cell) for row in rows(vault, _ROWS) for cell in row]
        said = [words_in(cell) for row in rows(vault, "SELECT text FROM comment") for cell in row]
        return frozenset().union(*(self.of_frame(*one) for one in frames), *shown_or_waiting, *said, overtaken(vault))

    def of_server(self, store: Store) -> frozenset[str]:
        """Return every word that a server's database holds, sealed."""
        frames = store.rows("SELECT revision, frame FROM log WHERE kind = ?", int(Kind.DATA))
        return frozenset().union(*(self.of_frame(*one) for one in frames))

    def of_frame(self, revision: bytes, frame: bytes) -> frozenset[str]:
        """Return every word in one sealed revision, none where its key is not known."""
        shape = parse_revision(frame)
        if is_blanked(shape):
            return frozenset()
        if revision not in self._known:
            found = self._opened(shape, parse_header(shape.header))
            if found is None:
                return frozenset()
            self._known[revision] = found
        return self._known[revision]

    def _opened(self, shape: Revision, header: Header) -> frozenset[str] | None:
        if header.owner == self._peer and header.space != own_space(header.owner):
            return frozenset()
        key = self._keys.get(header.epoch)
        if key is None:
            return None
        try:
            return words_in(unsqueezed(open_revision(header, shape, EpochKey(epoch=EpochId(header.epoch), key=key))))
        except CannotOpenError:
            return frozenset()


def is_here(vault: Vault, note: RecordId) -> bool:
    """Say whether a note lies in a vault, deleted or not."""
    try:
        with vault.read() as tx:
            tx.encounters.get(note)
    except NotFoundError:
        return False
    return True
