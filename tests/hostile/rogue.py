"""Somebody who belongs to the hospital, with their own real keys and a program of their own making."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from peerdesk.crypto.envelope import seal_epoch, seal_revision
from peerdesk.crypto.epoch_key import EpochKey, box_epoch
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import SpaceId as VaultSpaceId
from peerdesk.domain.merge import edited
from peerdesk.sync.directory import append
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.payload import to_plain
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.book import KnownDevice
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Body
from peerdesk.wire.exchange import NOTHING_SEEN, PullReply, PullRequest, PushReply, PushRequest, Receipt
from peerdesk.wire.ids import EpochId, RecordId, SpaceId, own_space, pair_space
from peerdesk.wire.limits import MAX_PUSH_REVISIONS
from peerdesk.wire.login import LoginKind
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Kind, encode
from peerdesk.work.membership import known_directory
from tests.server.hospital import Writer, some_id
from tests.support.hospital import Hospital, clock

COMMENT = {"about": b"a" * 16, "text": "hello", "written_at": "2026-11-21T14:00:00+00:00"}


def comment_plain(**changes: object) -> bytes:
    """Return the text of a comment as it is sealed."""
    return to_plain(RecordKind.COMMENT, edited((), COMMENT | changes))


class Rogue:
    """A member whose program does what they like. Their vault is an honest one, for what they may know."""

    def __init__(self, hospital: Hospital, vault: Vault, other: Vault | None = None) -> None:
        self.hospital, self.vault = hospital, vault
        with vault.read() as tx:
            self.author: Author = author_of(tx.identity.get(), vault.run, vault.subkey("device-keys"))
        self.person = self.author.person
        self.own = own_space(self.person)
        self.pair = self.own if other is None else pair_space(self.person, person_of(other))
        self.writer = Writer(keys=self.author.keys, person=self.person, space=self.pair)

    @cached_property
    def line(self) -> Transport:
        """A connection on which their computer is logged in. Raises ServerRefusedError where it is let in nowhere."""
        line, sign = self.hospital.remotes("", b""), self.author.signer.signatures
        log_in(line, Credentials(kind=LoginKind.DEVICE, who=self.author.device, person=self.person, sign=sign))
        return line

    @property
    def directory(self) -> Directory:
        with self.vault.read() as tx:
            return known_directory(tx)

    def keys(self, space: SpaceId) -> dict[EpochId, EpochKey]:
        """Return every key of a space that was given to them."""
        with self.vault.read() as tx:
            known = tx.epochs.all(VaultSpaceId(space))
        return {EpochId(one.epoch): EpochKey(epoch=EpochId(one.epoch), key=one.key) for one in known if one.key}

    def key(self, space: SpaceId) -> EpochKey:
        return list(self.keys(space).values())[-1]

    def sealed(
        self,
        plain: bytes = b"",
        kind: Kind = Kind.DATA,
        record: bytes | None = None,
        key: EpochKey | None = None,
        **changes: Any,
    ) -> bytes:
        """Return a revision in the space of the pair, with any header, sealed with a key and signed by their own."""
        key = key or self.key(self.pair)
        n, head = self.directory.head
        cited = {"directory_n": n, "directory_hash": head[:16], "epoch": key.epoch}
        header = self.writer.header(kind, RecordId(record or some_id()), **(cited | changes))
        return encode(seal_revision(header, plain, key, self.author.signer))

    def epoch(self, readers: Iterable[KnownDevice], key: EpochKey | None = None, **changes: Any) -> bytes:
        """Return a revision that brings a key to whom they like."""
        key = key or EpochKey.generate()
        boxed = box_epoch(key, self.writer.space, [(one.id, one.box_public) for one in readers])
        n, head = self.directory.head
        cited = {"directory_n": n, "directory_hash": head[:16], "epoch": key.epoch}
        header = self.writer.header(Kind.EPOCH, RecordId(key.epoch), **(cited | changes))
        return encode(seal_epoch(header, boxed, self.author.signer))

    def push(self, *frames: bytes, space: SpaceId | None = None) -> list[Receipt]:
        """Hand revisions to the server, and return what it says of each."""
        receipts: list[Receipt] = []
        for start in range(0, len(frames), MAX_PUSH_REVISIONS):
            some = frames[start : start + MAX_PUSH_REVISIONS]
            question = PushRequest(space=space or self.pair, witness=NOTHING_SEEN, revisions=some)
            receipts += self.line.ask(endpoints.PUSH, question, PushReply).receipts
        return receipts

    def frames(self, space: SpaceId) -> list[bytes]:
        """Return the whole log of a space as the server gives it to them."""
        found: list[bytes] = []
        while True:
            question = PullRequest(space=space, witness=NOTHING_SEEN, after=len(found))
            reply = self.line.ask(endpoints.PULL, question, PullReply)
            found += reply.revisions
            if len(found) == reply.head.seq:
                return found

    def say(self, body: Body) -> None:
        """Sign an entry onto the directory with the key of their computer. Raises ServerRefusedError."""
        signer = Signer(role=SignerRole.DEVICE, id=self.author.device)
        at = int(clock().timestamp())
        append(self.line, self.directory, body, signer, self.author.signer.signatures, at)


def person_of(vault: Vault) -> Any:
    """Return the id that the directory knows a vault's person by."""
    with vault.read() as tx:
        return tx.person
