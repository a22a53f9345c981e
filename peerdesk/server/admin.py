"""For the operator: how much is here, and does it all still hold together? Reads only, also while serving."""

from collections.abc import Iterator
from dataclasses import dataclass

from peerdesk.crypto.signing import verify_all, verify_revision
from peerdesk.server.errors import SettingsError
from peerdesk.server.store.database import Database, Transaction
from peerdesk.server.store.entries import all_entries
from peerdesk.server.store.logs import Line, Named, OpenLog, lines_of, logs_by_space
from peerdesk.server.store.place import Place
from peerdesk.server.store.sizes import database_bytes, file_bytes, totals
from peerdesk.wire.directory import parse_body, parse_entry
from peerdesk.wire.directory_body import Organisation
from peerdesk.wire.errors import MalformedError, WireError
from peerdesk.wire.exchange import CHAIN_START, chain_next
from peerdesk.wire.ids import SpaceId, root_fingerprint
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Kind, is_blanked, read_revision, revision_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Counts, and sizes in bytes: of the sealed revisions, and of the files they lie in."""

    people: int
    devices: int
    entries: int
    spaces: int
    revisions: int
    revision_bytes: int
    file_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was checked, and every fault that was found, in plain words. No faults: all of it holds."""

    entries: int
    spaces: int
    revisions: int
    faults: tuple[str, ...]


def stats(place: Place) -> Stats:
    """Return how much the server keeps. Raises ServerError or WireError."""
    database = _opened(place)
    try:
        with database.read() as connection:
            entries = all_entries(connection)
            spaces, revisions, size = totals(connection)
            stored = database_bytes(connection) if place.postgres else file_bytes(place)
    finally:
        database.close()
    members = _directory(entries).members
    devices = [device for person in members.people for device in members.devices_of(person.id)]
    return Stats(
        people=len(members.people),
        devices=sum(device.revoked_n is None and not device.is_paper for device in devices),
        entries=len(entries),
        spaces=spaces,
        revisions=revisions,
        revision_bytes=size,
        file_bytes=stored,
    )


def check(place: Place) -> Verified:
    """Check every entry, every chain, every signature. Raises ServerError if there is nothing to check.

    About 0.1 ms per revision, most of it for the signature.
    """
    database = _opened(place)
    try:
        with database.read() as connection:
            entries = all_entries(connection)
            try:
                members = _directory(entries).members
            except WireError as e:
                fault = f"the directory does not hold together: {type(e).__name__}"
                return Verified(entries=len(entries), spaces=0, revisions=0, faults=(fault,))
            logs = logs_by_space(connection)
            faults = [fault for space, opened in logs.items() for fault in _faults(connection, space, opened, members)]
    finally:
        database.close()
    revisions = sum(opened.head.seq for opened in logs.values())
    return Verified(entries=len(entries), spaces=len(logs), revisions=revisions, faults=tuple(faults))


def _opened(place: Place) -> Database:
    if place.postgres is None and not place.file.is_file():
        raise SettingsError(f"There is no server's data in the folder {place.folder}.")
    return Database.open(place, read_only=True)


def _directory(entries: list[bytes]) -> Directory:
    founding = parse_body(parse_entry(entries[0])) if entries else None
    if not isinstance(founding, Organisation):
        raise MalformedError("the first entry founds no organisation")
    directory = Directory.empty(root_fingerprint(founding.ed25519_public, founding.mldsa_public))
    for raw in entries:
        directory.apply(raw, verify_all)
    return directory


def _faults(connection: Transaction, space: SpaceId, opened: OpenLog, members: Members) -> Iterator[str]:
    name = f"space {opened.number}"
    if not members.people_of(space):
        yield f"{name}: belongs to nobody in the directory"
    seq, chain = 0, CHAIN_START
    erased: set[Named] = set()
    unblanked: set[Named] = set()
    for line in lines_of(connection, opened):
        seq, chain = seq + 1, chain_next(chain, line.revision)
        if (line.seq, line.chain) != (seq, chain):
            yield f"{name}: the chain breaks at {seq}"
            return
        fault = _line_fault(line, space, members)
        if fault:
            yield f"{name}: revision {seq} {fault}"
        elif line.kind is Kind.ERASE:
            erased.add(line.named)
        elif line.kind is Kind.DATA and not is_blanked(read_revision(line.frame)[1]):
            unblanked.add(line.named)
    if (seq, chain) != (opened.head.seq, opened.head.chain):
        yield f"{name}: the log does not end where its head says"
    if erased & unblanked:
        yield f"{name}: {len(erased & unblanked)} erased records still have a payload"


def _line_fault(line: Line, space: SpaceId, members: Members) -> str:
    try:
        header, revision = read_revision(line.frame)
        if revision_id(revision) != line.revision or header.space != space:
            return "is not the one that was numbered"
        if (header.owner, header.record) != line.named or header.kind is not line.kind:
            return "is filed under another record"
        writer = members.device(header.device)
        if writer is None or writer.person != header.owner:
            return "is by nobody who may write it"
        verify_revision(revision, writer.sign_public)
    except WireError as e:
        return f"does not hold: {type(e).__name__}"
    return ""
