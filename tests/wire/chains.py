"""Builds real directories for tests: a root, an officer, people who join with real keys."""

import secrets
from dataclasses import dataclass, field

from peerdesk.crypto.identity import DeviceKeys, OfficerKey, RootKey, paper_keys
from peerdesk.crypto.signing import RootSigner, Signer, verify_all
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import (
    ROOT_FINGERPRINT_SHORT,
    Entry,
    SignerRole,
    draft_entry,
    entry_statement,
)
from peerdesk.wire.directory import Signer as SignerName
from peerdesk.wire.directory_body import Body, Joined, Officer, Organisation
from peerdesk.wire.ids import DeviceId, PersonId, invite_id
from peerdesk.wire.invite_certificate import InviteCertificate, Role, certificate_statement
from peerdesk.wire.membership import Directory, Effect

NOW = 1_790_000_000
YEAR = 365 * 24 * 3600


def signed(entry: Entry, signer: Signer | RootSigner) -> bytes:
    signatures = signer.signatures(entry_statement(entry))
    return encode(
        Entry(
            suite=entry.suite,
            n=entry.n,
            prev=entry.prev,
            at=entry.at,
            kind=entry.kind,
            body=entry.body,
            signer=entry.signer,
            signatures=signatures,
        )
    )


@dataclass
class Promise:
    """An invite as the officer made it, with its one-time key."""

    certificate: bytes
    signature: bytes
    one_time: Signer
    person: PersonId


@dataclass
class Member:
    """A person with a first computer and a paper."""

    person: PersonId
    keys: DeviceKeys = field(default_factory=DeviceKeys.generate)
    paper: DeviceKeys = field(default_factory=lambda: paper_keys(secrets.token_bytes(20)))

    @property
    def device(self) -> DeviceId:
        return self.keys.id()


class Chain:
    """A directory and everybody's keys. `say` appends what somebody says."""

    def __init__(self) -> None:
        self.root = RootKey.generate()
        self.officer = OfficerKey.generate()
        self.directory = Directory.empty(self.root.fingerprint())
        self.raw: list[bytes] = []
        root = self.root.signer()
        self.say_root(Organisation(ed25519_public=root.ed25519_public, mldsa_public=root.mldsa_public, created=NOW))
        self.say_root(Officer(public=self.officer.signer().public, expires=NOW + YEAR))

    def apply(self, raw: bytes) -> Effect:
        effect = self.directory.apply(raw, verify_all)
        self.raw.append(raw)
        return effect

    def write(self, body: Body, name: SignerName, signer: Signer | RootSigner, at: int = NOW) -> bytes:
        return signed(draft_entry(body, name, self.directory.head, at), signer)

    def say_root(self, body: Body) -> Effect:
        name = SignerName(role=SignerRole.ROOT, id=self.root.fingerprint()[:ROOT_FINGERPRINT_SHORT])
        return self.apply(self.write(body, name, self.root.signer()))

    def say_officer(self, body: Body, officer: OfficerKey | None = None, at: int = NOW) -> Effect:
        key = officer or self.officer
        name = SignerName(role=SignerRole.OFFICER, id=key.id())
        return self.apply(self.write(body, name, key.signer(), at))

    def write_device(self, body: Body, keys: DeviceKeys) -> bytes:
        name = SignerName(role=SignerRole.DEVICE, id=keys.id())
        return self.write(body, name, keys.signer())

    def say_device(self, body: Body, keys: DeviceKeys) -> Effect:
        return self.apply(self.write_device(body, keys))

    def invite(
        self,
        role: Role = Role.PEER,
        supervisor: PersonId | None = None,
        person: PersonId | None = None,
        expires: int = NOW + 72 * 3600,
        officer: OfficerKey | None = None,
        seen: tuple[int, bytes] | None = None,
    ) -> Promise:
        key = officer or self.officer
        one_time = Signer(secrets.token_bytes(32))
        who = person or PersonId(secrets.token_bytes(16))
        n, head = seen or self.directory.head
        certificate = encode(
            InviteCertificate(
                suite=1,
                root=self.root.fingerprint(),
                person=who,
                role=role,
                supervisor=supervisor,
                expires=expires,
                one_time_public=one_time.public,
                directory_n=n,
                directory_hash=head[:16],
                officer=key.id(),
            )
        )
        signature = key.signer().sign(certificate_statement(certificate))
        return Promise(certificate, signature, one_time, who)

    def write_joined(self, promise: Promise, member: Member, at: int = NOW) -> bytes:
        body = Joined(
            certificate=promise.certificate,
            certificate_signature=promise.signature,
            device=member.keys.public(),
            paper=member.paper.public(),
            sealed_name=b"name",
            sealed_label=b"label",
        )
        name = SignerName(role=SignerRole.NEWCOMER, id=invite_id(promise.one_time.public))
        return self.write(body, name, promise.one_time, at)

    def join(self, promise: Promise, at: int = NOW) -> tuple[Member, Effect]:
        member = Member(promise.person)
        return member, self.apply(self.write_joined(promise, member, at))

    def add(self, role: Role = Role.PEER, supervisor: PersonId | None = None) -> Member:
        return self.join(self.invite(role, supervisor))[0]
