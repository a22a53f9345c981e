"""Does everything in the store still hold together? For the operator; reads only, also while the server runs.

Everything that can be computed is computed again: each entry's hash and signatures, each log's numbers and chain, each
revision's id, digest and signature, which payloads have to be gone, and what the store has noted beside the log.
A fault names a space by its number in the database and a revision by its number in the log, and never a person.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from peerdesk.crypto.signing import verify_all, verify_revision
from peerdesk.server.errors import SettingsError
from peerdesk.server.store.database import Database, Transaction
from peerdesk.server.store.entries import entries_as_filed
from peerdesk.server.store.heads import replacements_of
from peerdesk.server.store.logs import Line, Named, OpenLog, lines_of, logs_by_space
from peerdesk.server.store.loose import loose_rows
from peerdesk.server.store.place import Place
from peerdesk.server.store.usage import shares_of
from peerdesk.wire.directory import entry_hash, parse_body, parse_entry
from peerdesk.wire.directory_body import Organisation
from peerdesk.wire.errors import MalformedError, WireError
from peerdesk.wire.exchange import CHAIN_START, Witness, chain_next
from peerdesk.wire.ids import PersonId, RevisionId, SpaceId, own_space, root_fingerprint
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Header, Kind, Revision, is_blanked, read_revision, revision_id

_SPOILED = (TypeError, ValueError)
"""What comes of a column that holds something of another kind: SQLite lets text stand where bytes belong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was checked, and every fault that was found, in plain words. No faults: all of it holds."""

    entries: int
    spaces: int
    revisions: int
    faults: tuple[str, ...]


def verify(place: Place) -> Verified:
    """Check every entry, every chain, every signature. Raises ServerError if there is nothing to check.

    About 0.1 ms per revision, most of it for the signature.
    """
    database = opened_for_reading(place)
    try:
        with database.read() as connection:
            return _verified(connection)
    finally:
        database.close()


def _verified(connection: Transaction) -> Verified:
    entries = entries_as_filed(connection)
    try:
        members = directory_of([raw for _, _, raw in entries]).members
    except (WireError, *_SPOILED) as e:
        fault = f"the directory does not hold together: {type(e).__name__}"
        return Verified(entries=len(entries), spaces=0, revisions=0, faults=(fault,))
    faults = [*_faults_of_filing(entries), *_faults_of_loose(connection)]
    checks = [_LogCheck(space, opened, members) for space, opened in logs_by_space(connection).items()]
    for check in checks:
        faults += check.faults(connection)
    revisions = sum(check.read for check in checks)
    return Verified(entries=len(entries), spaces=len(checks), revisions=revisions, faults=tuple(faults))


def _faults_of_filing(entries: list[tuple[int, bytes, bytes]]) -> Iterator[str]:
    for place, (n, noted, raw) in enumerate(entries, start=1):
        if n != place:
            yield f"the directory: entry {place} is filed under another number"
        if noted != entry_hash(raw):
            yield f"the directory: entry {place} is filed under another hash"


def _faults_of_loose(connection: Transaction) -> Iterator[str]:
    for table, rows in loose_rows(connection).items():
        if rows:
            yield f"{rows} rows of the table {table} belong to no space"


def opened_for_reading(place: Place) -> Database:
    """Open a database that is there. Raises ServerError."""
    if place.postgres is None and not place.file.is_file():
        raise SettingsError(f"There is no server's data in {place.words}.")
    return Database.open(place, read_only=True)


def directory_of(entries: list[bytes]) -> Directory:
    """Return the directory, verified from its own root. Raises WireError."""
    founding = parse_body(parse_entry(entries[0])) if entries else None
    if not isinstance(founding, Organisation):
        raise MalformedError("the first entry founds no organisation")
    directory = Directory.empty(root_fingerprint(founding.ed25519_public, founding.mldsa_public))
    for raw in entries:
        directory.apply(raw, verify_all)
    return directory


class _LogCheck:
    """One log, read once from its beginning. `read` says how many of its revisions were looked at."""

    def __init__(self, space: SpaceId, opened: OpenLog, members: Members) -> None:
        self._space = space
        self._opened = opened
        self._members = members
        self.read = 0
        self._erased: dict[Named, int] = {}
        self._notes: list[tuple[int, Named, RevisionId, bool]] = []
        self._replaced: dict[tuple[Named, RevisionId], int] = {}
        self._weights: Counter[PersonId] = Counter()
        self._is_broken = False
        # What somebody who left kept is blank without an erase, once the officer's day for it has come.
        self._is_dropped = any(own_space(person) == space for person in members.ever_to_erase)

    def faults(self, connection: Transaction) -> Iterator[str]:
        """Yield every fault, in words."""
        name = f"space {self._opened.number}"
        if not self._members.people_of(self._space):
            yield f"{name}: belongs to nobody in the directory"
        try:
            for fault in self._faults_of_lines(connection):
                yield f"{name}: {fault}"
        except _SPOILED as e:
            yield f"{name}: what follows revision {self.read} cannot be read: {type(e).__name__}"
            return
        if self._is_broken:
            return
        yield from (f"{name}: {fault}" for fault in self._faults_of_erased())
        try:
            for fault in self._faults_of_notes_beside(connection):
                yield f"{name}: {fault}"
        except _SPOILED as e:
            yield f"{name}: what is noted beside it cannot be read: {type(e).__name__}"

    def _faults_of_lines(self, connection: Transaction) -> Iterator[str]:
        end = Witness(seq=0, chain=CHAIN_START)
        for line in lines_of(connection, self._opened):
            end = Witness(seq=end.seq + 1, chain=chain_next(end.chain, line.revision))
            if (line.seq, line.chain) != (end.seq, end.chain):
                self._is_broken = True
                yield f"the chain breaks at {end.seq}"
                return
            fault = self._fault_of(line)
            self.read += 1
            if fault:
                yield f"revision {line.seq} {fault}"
        if end != self._opened.head:
            yield "the log does not end where its head says"

    def _fault_of(self, line: Line) -> str:
        self._weights[line.named[0]] += len(line.frame)
        try:
            header, revision = read_revision(line.frame)
            if revision_id(revision) != line.revision or header.space != self._space:
                return "is not the one that was numbered"
            if (header.owner, header.record) != line.named or header.kind is not line.kind:
                return "is filed under another record"
            writer = self._members.device(header.device)
            if writer is None or writer.person != header.owner:
                return "is by nobody who may write it"
            self._remember(line, header, revision)
            verify_revision(revision, writer.sign_public)
        except WireError as e:
            return f"does not hold: {type(e).__name__}"
        return ""

    def _remember(self, line: Line, header: Header, revision: Revision) -> None:
        if line.kind not in {Kind.DATA, Kind.ERASE}:
            return
        for parent in header.parents:
            self._replaced.setdefault((line.named, parent), line.seq)
        if line.kind is Kind.ERASE:
            self._erased.setdefault(line.named, line.seq)
        else:
            self._notes.append((line.seq, line.named, line.revision, is_blanked(revision)))

    def _faults_of_erased(self) -> Iterator[str]:
        for seq, named, revision, is_blank in self._notes:
            erase = self._erased.get(named)
            if erase is None:
                if is_blank and not self._is_dropped:
                    yield f"revision {seq} is blank, and no erase explains it"
                continue
            by = max(seq, erase)
            self._replaced[named, revision] = min(by, self._replaced.get((named, revision), by))
            if not is_blank:
                yield f"revision {seq} still has its payload, and revision {erase} erases its record"

    def _faults_of_notes_beside(self, connection: Transaction) -> Iterator[str]:
        noted = replacements_of(connection, self._opened)
        wrong = noted.items() ^ self._replaced.items()
        if wrong:
            yield f"what is current is noted wrongly in {len({key for key, _ in wrong})} places"
        shares = {owner: size for owner, size in shares_of(connection, self._opened).items() if size}
        if shares != dict(self._weights) or sum(shares.values()) != self._opened.frame_bytes:
            yield "the bytes of its people are not counted right"
