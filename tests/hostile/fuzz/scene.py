"""A small hospital with every key at hand, so that what is damaged can be signed and sealed properly again."""

import secrets

import msgspec

from peerdesk.crypto.envelope import seal_revision
from peerdesk.crypto.epoch_key import EpochKey, box_epoch
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import edited
from peerdesk.sync.payload import to_plain
from peerdesk.sync.sealing import Author
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import Entry, entry_statement
from peerdesk.wire.epoch import encode_epoch
from peerdesk.wire.ids import EpochId, RecordId, RunId, pair_space
from peerdesk.wire.invite import Invite
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Header, Kind, Revision, signed_bytes
from tests.wire.chains import Chain
from tests.wire.samples import BODIES

STAMP = "2026-11-21T14:00:00+00:00"


class Scene:
    """Devon and Tomas, their pair, one key of it, and samples of everything that comes from outside."""

    def __init__(self) -> None:
        self.chain = Chain()
        self.tomas = self.chain.add(Role.SUPERVISOR)
        self.devon = self.chain.add(supervisor=self.tomas.person)
        self.pair = pair_space(self.devon.person, self.tomas.person)
        self.key = EpochKey.generate()
        self.directory: Directory = self.chain.directory
        self.author = Author(
            person=self.tomas.person,
            device=self.tomas.device,
            run=RunId(bytes(8)),
            keys=self.tomas.keys,
            signer=self.tomas.keys.signer(),
        )

    def header(self, kind: Kind = Kind.DATA) -> Header:
        n, head = self.directory.head
        return Header(
            suite=1,
            space=self.pair,
            owner=self.devon.person,
            record=RecordId(self.key.epoch) if kind is Kind.EPOCH else RecordId(secrets.token_bytes(16)),
            kind=kind,
            parents=(bytes(32),),
            device=self.devon.device,
            run=RunId(b"u" * 8),
            n=7,
            directory_n=n,
            directory_hash=head[:16],
            seen_seq=3,
            seen_chain=bytes(8),
            epoch=EpochId(self.key.epoch),
            bucket=0,
        )

    def signed(self, revision: Revision) -> bytes:
        """Return a revision with a genuine signature of Devon's computer, whatever is in it."""
        return encode(
            msgspec.structs.replace(revision, signature=self.devon.keys.signer().sign(signed_bytes(revision)))
        )

    def sealed(self, plain: bytes) -> bytes:
        return encode(seal_revision(self.header(), plain, self.key, self.devon.keys.signer()))

    def epoch_body(self) -> bytes:
        readers = [(one.id, one.box_public) for one in self.directory.members.readers_of(self.pair)]
        return encode_epoch(box_epoch(self.key, self.pair, readers))

    def with_epoch(self, body: bytes) -> bytes:
        header = encode(self.header(Kind.EPOCH))
        return self.signed(Revision(header=header, nonce=b"", ciphertext=body, signature=bytes(64)))

    def entry(self, body: bytes, kind: int) -> bytes:
        """Return an entry that the officer has signed, with any bytes for what it says."""
        base = msgspec.msgpack.decode(self.chain.raw[-1], type=Entry)
        n, head = self.directory.head
        drafted = msgspec.structs.replace(base, n=n + 1, prev=head, kind=kind, body=body, signer=self.officer)
        signature = self.chain.officer.signer().sign(entry_statement(drafted))
        return encode(msgspec.structs.replace(drafted, signatures=(signature,)))

    @property
    def officer(self) -> object:
        return msgspec.structs.replace(
            msgspec.msgpack.decode(self.chain.raw[-1], type=Entry).signer, role=2, id=self.chain.officer.id()
        )

    def invite(self) -> Invite:
        promise = self.chain.invite(Role.PEER, supervisor=self.tomas.person)
        return Invite(
            suite=1,
            certificate=promise.certificate,
            signature=promise.signature,
            one_time_seed=b"o" * 32,
            name_key=b"k" * 32,
            organisation="Harbor Point",
            server="https://peers.harborpoint.example",
            pin=b"p" * 32,
            person_name="Devon Achebe",
            supervisor_name="Tomas Okafor",
        )


def payloads() -> list[bytes]:
    """Return the text of every kind of record that two people share, as it is sealed."""
    about = {"about": b"a" * 16}
    fields: dict[RecordKind, dict[str, object]] = {
        RecordKind.COMMENT: about | {"text": "hello", "written_at": STAMP},
        RecordKind.ACKNOWLEDGEMENT: about | {"kind": "seen", "given_at": STAMP},
        RecordKind.OPENED: about | {"opened_at": STAMP},
        RecordKind.REMOVED: about | {"removed_at": STAMP},
        RecordKind.SHARED_ENCOUNTER: {"handle": "Blue Heron 27", "support": ["time"], "memory": "words " * 80},
        RecordKind.ENCOUNTER: {"memory": "words " * 80, "share": {"0" * 32: [1, True]}, "supplies": {}},
    }
    return [to_plain(kind, edited((), said), (b"r" * 8, 3)) for kind, said in fields.items()]


BODY_SAMPLES = [(says, encode(says)) for says in BODIES]
