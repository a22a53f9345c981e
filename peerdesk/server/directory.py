"""The directory as the server keeps it: it checks what is handed in, and decides nothing.

Appending is compare-and-swap. Whoever appends has signed the hash of the head he saw; if another came
first, the answer is `head_moved`, and he looks again and signs again.
"""

import threading

from peerdesk.crypto.signing import SignatureError, verify_all
from peerdesk.server.brought_back import may_be_old
from peerdesk.server.errors import StoreForeignError, StoreTakenError
from peerdesk.server.problems import ProblemError, slow_down
from peerdesk.server.store.database import Database
from peerdesk.server.store.entries import add_entry, all_entries, entries_after, last_entry
from peerdesk.server.throttle import Throttle
from peerdesk.wire.directory import SignerRole, entry_hash, parse_body, parse_entry
from peerdesk.wire.directory_body import Joined, Organisation, Revoked
from peerdesk.wire.errors import ChainBrokenError, ForkError, UnknownSignerError, UntimelyError, WrongRootError
from peerdesk.wire.exchange import AppendReply, DirectoryReply, ProblemCode
from peerdesk.wire.ids import DeviceId, InviteId, device_id, root_fingerprint
from peerdesk.wire.limits import MAX_DIRECTORY_PAGE_ENTRIES, MAX_PAGE_BYTES
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory, Effect, check_timely
from peerdesk.wire.public_file import read_public_file
from peerdesk.wire.verdict import Verdict

_ALL = 2**62

_ANSWERS = {
    Verdict.UNENTITLED: ProblemCode.NOT_ALLOWED,
    Verdict.REPEATED: ProblemCode.NOT_ALLOWED,
    Verdict.UNKNOWN_KIND: ProblemCode.UNKNOWN_VERSION,
    Verdict.SECOND_REDEMPTION: ProblemCode.INVITE_USED,
    Verdict.INVITE_CANCELLED: ProblemCode.INVITE_CANCELLED,
    Verdict.INVITE_EXPIRED: ProblemCode.INVITE_EXPIRED,
}


class DirectoryKeeper:
    """The chain in memory, beside its entries on disk. Readers never wait; appending is one at a time.

    `is_shared` says that other workers append to the same database; then `catch_up` comes before every answer.
    `growth` is how much one person may add: everybody has to fetch and to check all of it, for ever.
    """

    def __init__(
        self,
        database: Database,
        directory: Directory,
        founding: Organisation,
        root: bytes,
        *,
        growth: Throttle,
        is_shared: bool,
    ) -> None:
        self._database = database
        self._growth = growth
        self._is_shared = is_shared
        self._directory = directory
        self._appending = threading.Lock()
        self._head = directory.head
        self.root = root
        self.root_publics = (founding.ed25519_public, founding.mldsa_public)

    @property
    def members(self) -> Members:
        return self._directory.members

    @property
    def head(self) -> tuple[int, bytes]:
        """The number and the hash of the last entry that everybody may be told of."""
        return self._head

    def catch_up(self) -> None:
        """Take up what other workers have appended. Raises StoreError, or WireError if it does not hold."""
        with self._database.glance() as connection:
            last = last_entry(connection)
        self.catch_up_to(last)

    def catch_up_to(self, last: int) -> None:
        """Do the same, knowing already how many entries there are."""
        if last == self._head[0]:
            return
        # Whoever appends here meanwhile waits; what was read before by another thread is not there any more.
        with self._appending, self._database.read() as connection:
            for raw in entries_after(connection, self._head[0], limit=_ALL, cap_bytes=_ALL):
                self._take_up(raw)

    def nothing_new(self, after: int) -> DirectoryReply | None:
        """Return the answer to the usual question, or None if there are entries to be read. Never blocks."""
        n, head_hash = self._head
        return DirectoryReply(entries=(), head_n=n, head_hash=head_hash) if after == n else None

    def page(self, after: int) -> DirectoryReply:
        """Return a page of entries behind number `after`."""
        idle = self.nothing_new(after)
        if idle is not None:
            return idle
        n, head_hash = self._head
        with self._database.read() as connection:
            limit = min(MAX_DIRECTORY_PAGE_ENTRIES, max(0, n - after))
            entries = entries_after(connection, after, limit=limit, cap_bytes=MAX_PAGE_BYTES)
        return DirectoryReply(entries=entries, head_n=n, head_hash=head_hash)

    def append(self, raw: bytes, now: int, newcomer: InviteId | None, device: DeviceId | None) -> AppendReply:
        """Take in one entry. Raises ProblemError if it is not to be taken; then nothing has changed.

        `newcomer` is the invite of a caller who has no other right than to hand in its `joined`. `device` is the device
        that hands it in, which may have it from before this server was put back from a backup.
        """
        if newcomer is not None:
            _check_newcomer(raw, newcomer)
        if self._is_shared:
            self.catch_up()
        with self._appending:
            effect = self._probe(raw, now, is_brought_back=device is not None)
            if effect.verdict is Verdict.COUNTED:
                self._count(effect, device)
                return self._keep(raw, now)
            if effect.verdict is Verdict.SECOND_REDEMPTION and self._is_news(effect):
                # The officer should see that somebody else came with the same invite. Once is enough.
                self._keep(raw, now)
            raise ProblemError(_ANSWERS[effect.verdict])

    def _probe(self, raw: bytes, now: int, *, is_brought_back: bool) -> Effect:
        try:
            if not (is_brought_back and may_be_old(raw, self._directory, now)):
                check_timely(raw, now)
            return self._directory.probe(raw, verify_all)
        except UntimelyError as e:
            is_invite = e.what == "invite"
            raise ProblemError(ProblemCode.INVITE_EXPIRED if is_invite else ProblemCode.NOT_ALLOWED, "time") from e
        except ForkError as e:
            raise ProblemError(ProblemCode.CHAIN_BROKEN) from e
        except ChainBrokenError as e:
            raise ProblemError(ProblemCode.HEAD_MOVED) from e
        except (SignatureError, UnknownSignerError, WrongRootError) as e:
            raise ProblemError(ProblemCode.BAD_SIGNATURE) from e

    def _count(self, effect: Effect, device: DeviceId | None) -> None:
        """Raise ProblemError if a person has added enough for a while. To shut a computer out is free, once.

        What others have signed is not counted: whoever brings it back heals this server.
        """
        if device is None or effect.entry.signer.role is not SignerRole.DEVICE or self._shuts_out(effect.body):
            return
        by, caller = (self.members.device(DeviceId(who)) for who in (effect.entry.signer.id, device))
        if by is not None and caller is not None and by.person == caller.person:
            slow_down(self._growth.take(by.person))

    def _shuts_out(self, body: object) -> bool:
        known = self.members.device(body.device) if isinstance(body, Revoked) and body.device is not None else None
        return known is not None and known.revoked_n is None

    def _keep(self, raw: bytes, now: int) -> AppendReply:
        n, digest = self._head[0] + 1, entry_hash(raw)
        try:
            with self._database.write() as connection:
                add_entry(connection, n, digest, raw, now)
        except StoreTakenError as e:
            raise ProblemError(ProblemCode.HEAD_MOVED) from e
        # Only after the commit: what a reader is told must survive a power cut.
        self._take_up(raw)
        return AppendReply(n=n, entry_hash=digest)

    def _take_up(self, raw: bytes) -> None:
        effect = self._directory.apply(raw, verify_all)
        self._head = (effect.n, entry_hash(raw))

    def _is_news(self, effect: Effect) -> bool:
        body = effect.body
        if not isinstance(body, Joined):
            return False
        known = self.members.device(device_id(body.device.sign, body.device.box)) is not None
        seen = any(
            old.verdict is Verdict.SECOND_REDEMPTION and old.entry.signer == effect.entry.signer
            for old in self._directory.ignored
        )
        return not known and not seen


def open_directory(
    database: Database, public: bytes | None, now: int, *, growth: Throttle, is_shared: bool = False
) -> DirectoryKeeper:
    """Read the chain from disk, or begin it with the organisation's public file.

    Raises StoreForeignError if the two do not belong together, WireError if the file is not sound.
    """
    with database.read() as connection:
        entries = tuple(all_entries(connection))
    if not entries:
        entries = _begun(database, public, now)
    founding = _founding(entries[0])
    root = root_fingerprint(founding.ed25519_public, founding.mldsa_public)
    if public is not None and read_public_file(public)[0] != root:
        raise StoreForeignError("The data folder belongs to another organisation than the public file.")
    return DirectoryKeeper(database, _verified(root, entries), founding, root, growth=growth, is_shared=is_shared)


def _begun(database: Database, public: bytes | None, now: int) -> tuple[bytes, ...]:
    if public is None:
        raise StoreForeignError("This server does not know yet whose it is. Start it once with --org public.json.")
    root, entries = read_public_file(public)
    _verified(root, entries)
    try:
        with database.write() as connection:
            for n, raw in enumerate(entries, start=1):
                add_entry(connection, n, entry_hash(raw), raw, now)
    except StoreTakenError:
        # Another server of the same hospital began at the same moment.
        with database.read() as connection:
            return tuple(all_entries(connection))
    return entries


def _verified(root: bytes, entries: tuple[bytes, ...]) -> Directory:
    directory = Directory.empty(root)
    for raw in entries:
        directory.apply(raw, verify_all)
    return directory


def _founding(raw: bytes) -> Organisation:
    body = parse_body(parse_entry(raw))
    if not isinstance(body, Organisation):
        raise WrongRootError("the first entry founds no organisation")
    return body


def _check_newcomer(raw: bytes, invite: InviteId) -> None:
    signer = parse_entry(raw).signer
    if signer.role is not SignerRole.NEWCOMER or signer.id != invite:
        raise ProblemError(ProblemCode.NOT_ALLOWED)
