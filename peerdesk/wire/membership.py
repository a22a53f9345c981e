"""The directory as a chain: entries are verified one by one, then read by the rules of who may say what.

Two things are kept apart. Whether an entry is *genuine and in its place* decides if the chain goes on at
all: anything else raises, and nothing changes. Whether its signer was *entitled* decides if it counts: an
entry without that right stays in the chain and is listed. So the server can add nothing, and every machine
reads the same meaning from the same chain.
"""

from collections import OrderedDict
from dataclasses import dataclass

import msgspec

from peerdesk.wire.book import Book
from peerdesk.wire.directory import (
    NO_ENTRY,
    Entry,
    SignerRole,
    entry_hash,
    entry_statement,
    parse_body,
    parse_entry,
)
from peerdesk.wire.directory_body import Body, EntryKind, Joined, OfficerRevoked
from peerdesk.wire.entitlement import judge
from peerdesk.wire.errors import ChainBrokenError, ForkError, UntimelyError
from peerdesk.wire.invite_certificate import parse_certificate
from peerdesk.wire.keyring import Keyring, Verify
from peerdesk.wire.members import Members
from peerdesk.wire.verdict import Verdict

ADMISSION_WINDOW_SECONDS = 24 * 3600
_REMEMBERED_BOOKS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one entry did. `body` is None if its kind is newer than this version.

    `entry` says who said it and when; once it is in the chain it carries neither its bytes nor its signatures.
    """

    n: int
    entry: Entry
    body: Body | None
    verdict: Verdict


class Directory:
    """A verified chain from the pinned root. Not safe for use by two threads at once."""

    def __init__(self, root_fingerprint: bytes) -> None:
        self._hashes = [NO_ENTRY]
        self._entries: list[tuple[Entry, Body | None]] = []
        self._effects: list[Effect] = []
        self._keyring = Keyring(root_fingerprint)
        self._book = Book()
        self._members = Members(self._book)
        self._older: OrderedDict[int, Book] = OrderedDict()

    @classmethod
    def empty(cls, root_fingerprint: bytes) -> "Directory":
        """Return a directory without entries that will only accept this organisation's (32 bytes)."""
        return cls(root_fingerprint)

    @property
    def head(self) -> tuple[int, bytes]:
        """The number and the hash of the last entry; (0, zeros) before the first."""
        return len(self._entries), self._hashes[-1]

    @property
    def root_fingerprint(self) -> bytes:
        """The 32 bytes of the organisation that this directory is of."""
        return self._keyring.fingerprint

    @property
    def members(self) -> Members:
        """What the chain says now. Ask for it anew after every `apply`."""
        return self._members

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What became of every entry, in order, as it is seen now."""
        return tuple(self._effects)

    @property
    def ignored(self) -> tuple[Effect, ...]:
        """The entries that are genuine and yet do not count, for the officer to see."""
        return tuple(effect for effect in self._effects if effect.verdict is not Verdict.COUNTED)

    def hash_at(self, n: int) -> bytes | None:
        """Return the hash of entry `n`, or None beyond the head."""
        return self._hashes[n] if 0 <= n < len(self._hashes) else None

    def check_seen(self, n: int, shown: bytes) -> None:
        """Compare what somebody else saw at entry `n` (a hash, or its first bytes) with ours.

        Raises ForkError if they differ. Says nothing about entries beyond our head: fetch those first.
        """
        known = self.hash_at(n)
        if known is not None and known[: len(shown)] != shown:
            raise ForkError(n, known, shown)

    def apply(self, raw: bytes, verify: Verify) -> Effect:
        """Add one entry and return what it did. A WireError means that nothing was added.

        Raises ChainBrokenError, ForkError, WrongRootError, UnknownSignerError, MalformedError,
        TooLargeError, UnknownSuiteError, or what `verify` raises for a signature that is not genuine.
        """
        entry, body = self._genuine(raw, verify)
        self._keyring.learn(entry, body)
        self._hashes.append(entry_hash(raw))
        entry = _without_bytes(entry)
        self._entries.append((entry, body))
        if _disowns(entry, body):
            self._reread()
        else:
            self._effects.append(_effect(self._book, entry, body))
        return self._effects[-1]

    def probe(self, raw: bytes, verify: Verify) -> Effect:
        """Return what `apply` would do, and change nothing. Raises like `apply`."""
        entry, body = self._genuine(raw, verify)
        return _effect(self._book.copied(), entry, body)

    def members_at(self, n: int) -> Members:
        """Return what the chain said after entry `n` to somebody who had seen no more than that.

        Raises ChainBrokenError beyond our head.
        """
        if n == len(self._entries):
            return self._members
        if not 0 <= n < len(self._entries):
            raise ChainBrokenError(f"entry {n} is not here yet")
        known = self._older.get(n)
        if known is None:
            known = self._older[n] = self._book_at(n)
            if len(self._older) > _REMEMBERED_BOOKS:
                self._older.popitem(last=False)
        return Members(known)

    def _book_at(self, n: int) -> Book:
        """Return the book after entry `n`, on from one that was read before: every revision may cite another entry."""
        start = max((before for before in self._older if before < n), default=0)
        between = self._entries[start:n]
        if not start or any(_disowns(entry, body) for entry, body in between):
            return _read(self._entries[:n])[0]
        book = self._older[start].copied()
        for entry, body in between:
            judge(book, entry, body)
        return book

    def _genuine(self, raw: bytes, verify: Verify) -> tuple[Entry, Body | None]:
        entry = parse_entry(raw)
        n, prev = self.head
        if entry.n != n + 1 or entry.prev != prev:
            raise ChainBrokenError(f"entry {entry.n} does not follow entry {n}")
        body = parse_body(entry)
        verify(self._keyring.keys_of(entry, body), entry_statement(entry), entry.signatures)
        if isinstance(body, Joined):
            self._keyring.check_certificate(body, verify)
            self._check_promise(entry, body)
        return entry, body

    def _check_promise(self, entry: Entry, body: Joined) -> None:
        # The officer wrote into the invite which chain the officer's own machine saw. A server that shows
        # newcomers another one is found out here.
        certificate = parse_certificate(body.certificate)
        if certificate.directory_n >= entry.n:
            raise ForkError(certificate.directory_n, b"", certificate.directory_hash)
        self.check_seen(certificate.directory_n, certificate.directory_hash)

    def _reread(self) -> None:
        self._book, self._effects = _read(self._entries)
        self._members = Members(self._book)


def check_timely(raw: bytes, now: int) -> None:
    """Raise UntimelyError unless an entry may be taken in at `now`, by the server's own clock.

    Readers judge expiry by the time an entry claims, so that all judge alike for ever; this is where a
    claim is compared with a real clock. Devices are exempt: a wrong clock must never lock a person out.
    """
    entry = parse_entry(raw)
    if entry.kind == EntryKind.JOINED:
        body = parse_body(entry)
        if isinstance(body, Joined):
            expires = parse_certificate(body.certificate).expires
            if now > expires:
                raise UntimelyError("invite", expires, now)
    if entry.signer.role.needs_clock and abs(entry.at - now) > ADMISSION_WINDOW_SECONDS:
        raise UntimelyError("entry", entry.at, now)


def _without_bytes(entry: Entry) -> Entry:
    # Three kilobytes for each person, of which the body says everything once the signatures have been checked.
    return msgspec.structs.replace(entry, body=b"", signatures=())


def _disowns(entry: Entry, body: Body | None) -> bool:
    # It reaches into the past before anybody's rights are judged, so it is asked here whose word it is.
    return isinstance(body, OfficerRevoked) and entry.signer.role is SignerRole.ROOT


def _read(entries: list[tuple[Entry, Body | None]]) -> tuple[Book, list[Effect]]:
    book = Book()
    for entry, body in entries:
        if isinstance(body, OfficerRevoked) and _disowns(entry, body):
            last_good = min(body.last_good_n, book.disowned.get(body.officer, body.last_good_n))
            book.disowned[body.officer] = last_good
    return book, [_effect(book, entry, body) for entry, body in entries]


def _effect(book: Book, entry: Entry, body: Body | None) -> Effect:
    return Effect(n=entry.n, entry=entry, body=body, verdict=judge(book, entry, body))
