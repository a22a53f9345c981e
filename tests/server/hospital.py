"""An invented hospital for tests of the server: real keys, a real directory, and callers who log in."""

import secrets
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import httpx2
import msgspec

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.signing import RootSigner, Signer
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message, decode, encode
from peerdesk.wire.exchange import (
    NOTHING_SEEN,
    AppendReply,
    AppendRequest,
    DirectoryReply,
    DirectoryRequest,
    Problem,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
    Witness,
)
from peerdesk.wire.ids import EpochId, PersonId, RecordId, RevisionId, RunId, SpaceId, invite_id, own_space
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.limits import MAX_REPLY_BYTES
from peerdesk.wire.login import Challenge, ChallengeRequest, LoginKind, LoginReply, LoginRequest, login_statement
from peerdesk.wire.membership import Directory
from peerdesk.wire.padding import size_of
from peerdesk.wire.public_file import write_public_file
from peerdesk.wire.revision import Header, Kind, Revision, signed_bytes
from tests.wire.chains import NOW, Chain, Member, Promise

Reply = TypeVar("Reply")


class Http(Protocol):
    """The TestClient, or a client over a real socket."""

    def request(self, method: str, url: str, **more: Any) -> httpx2.Response: ...


class RefusedError(Exception):
    """The server turned a request down."""

    def __init__(self, response: httpx2.Response) -> None:
        self.status = response.status_code
        self.problem = decode(response.content, Problem, 4096)
        self.code = self.problem.code
        super().__init__(self.status, self.code, self.problem.message)


@dataclass
class Caller:
    """Somebody at the other end of the line."""

    http: Http
    host: str
    token: str = ""

    def raw(self, path: str, body: bytes, **headers: str) -> httpx2.Response:
        sent = {"content-type": endpoints.MEDIA_TYPE}
        if self.token:
            sent["authorization"] = f"Bearer {self.token}"
        return self.http.request("POST", path, content=body, headers=sent | headers)

    def ask(self, path: str, body: Message | None, shape: type[Reply]) -> Reply:
        response = self.raw(path, b"" if body is None else encode(body))
        shown = response.headers.get(endpoints.MARKER_HEADER)
        if shown is None:
            # A request that a stopping server gave up on is answered by what carries the application: try again later.
            response.raise_for_status()
        assert shown == endpoints.MARKER, (response.status_code, response.content[:200])
        if response.status_code != 200:
            raise RefusedError(response)
        return decode(response.content, shape, MAX_REPLY_BYTES)

    def login(
        self,
        kind: LoginKind,
        who: bytes,
        signer: Signer | RootSigner,
        person: bytes = b"",
        **changes: Any,
    ) -> LoginReply:
        challenge = self.ask(endpoints.CHALLENGE, ChallengeRequest(kind=kind, who=who), Challenge)
        request = self.answer(challenge, kind, who, signer, person, **changes)
        reply = self.ask(endpoints.LOGIN, request, LoginReply)
        self.token = reply.token
        return reply

    def answer(
        self,
        challenge: Challenge,
        kind: LoginKind,
        who: bytes,
        signer: Signer | RootSigner,
        person: bytes = b"",
        host: str | None = None,
        pin: bytes = b"",
        **changes: Any,
    ) -> LoginRequest:
        request = LoginRequest(
            kind=kind, who=who, person=person, nonce=challenge.nonce, at=challenge.at, signatures=(b"",)
        )
        request = msgspec.structs.replace(request, **changes)
        signatures = signer.signatures(login_statement(self.host if host is None else host, pin, request))
        return msgspec.structs.replace(request, signatures=signatures)

    def login_member(self, member: Member) -> LoginReply:
        return self.login(LoginKind.DEVICE, member.device, member.keys.signer(), member.person)

    def login_invite(self, promise: Promise) -> LoginReply:
        return self.login(
            LoginKind.INVITE,
            invite_id(promise.one_time.public),
            promise.one_time,
            promise.person,
            certificate=promise.certificate,
            certificate_signature=promise.signature,
        )

    def push(self, space: SpaceId, *frames: bytes, witness: Witness = NOTHING_SEEN) -> PushReply:
        return self.ask(endpoints.PUSH, PushRequest(space=space, witness=witness, revisions=frames), PushReply)

    def pull(self, space: SpaceId, after: int = 0, witness: Witness = NOTHING_SEEN, limit: int = 500) -> PullReply:
        request = PullRequest(space=space, witness=witness, after=after, limit=limit)
        return self.ask(endpoints.PULL, request, PullReply)

    def append(self, raw: bytes) -> AppendReply:
        return self.ask(endpoints.APPEND, AppendRequest(entry=raw), AppendReply)

    def directory(self, after: int = 0) -> DirectoryReply:
        return self.ask(endpoints.DIRECTORY, DirectoryRequest(after=after), DirectoryReply)


class Hospital(Chain):
    """A chain that is founded here, and then grows on the server. `now` is everybody's clock."""

    now: int = NOW

    def public(self) -> bytes:
        return write_public_file("Harbor Point", self.root.fingerprint(), tuple(self.raw))

    def catch_up(self, caller: Caller) -> Directory:
        for raw in caller.directory(self.directory.head[0]).entries:
            self.apply(raw)
        return self.directory

    def promise(self, role: Role = Role.PEER, supervisor: PersonId | None = None, hours: int = 72) -> Promise:
        return self.invite(role, supervisor, expires=self.now + hours * 3600)

    def join_at(self, caller: Caller, promise: Promise) -> Member:
        """Redeem an invite at the server, as a newcomer does."""
        caller.login_invite(promise)
        member = Member(promise.person)
        caller.append(self.write_joined(promise, member, self.now))
        self.catch_up(caller)
        return member


@dataclass
class Writer:
    """One vault's way of writing into one space: a run, and a counter."""

    keys: DeviceKeys
    person: PersonId
    space: SpaceId
    run: RunId = field(default_factory=lambda: RunId(secrets.token_bytes(8)))
    n: int = 0

    @classmethod
    def of(cls, member: Member, space: SpaceId | None = None) -> "Writer":
        return cls(keys=member.keys, person=member.person, space=space or own_space(member.person))

    def header(self, kind: Kind = Kind.DATA, record: RecordId | None = None, **changes: Any) -> Header:
        self.n += 1
        header = Header(
            suite=1,
            space=self.space,
            owner=self.person,
            record=record or RecordId(secrets.token_bytes(16)),
            kind=kind,
            parents=(),
            device=self.keys.id(),
            run=self.run,
            n=self.n,
            directory_n=1,
            directory_hash=bytes(16),
            seen_seq=0,
            seen_chain=bytes(8),
            epoch=EpochId(bytes(16)),
            bucket=0,
        )
        return msgspec.structs.replace(header, **changes)

    def revision(self, kind: Kind = Kind.DATA, record: RecordId | None = None, **changes: Any) -> Revision:
        """Return a revision with noise for a body, signed."""
        header = self.header(kind, record, **changes)
        revision = Revision(
            header=encode(header),
            nonce=secrets.token_bytes(12),
            ciphertext=secrets.token_bytes(size_of(header.bucket) + 16),
            signature=bytes(64),
        )
        return self.signed(revision)

    def signed(self, revision: Revision) -> Revision:
        return msgspec.structs.replace(revision, signature=self.keys.signer().sign(signed_bytes(revision)))

    def frame(self, kind: Kind = Kind.DATA, record: RecordId | None = None, **changes: Any) -> bytes:
        return encode(self.revision(kind, record, **changes))


def some_id() -> bytes:
    return secrets.token_bytes(16)


def ids(reply: PushReply) -> tuple[RevisionId, ...]:
    return tuple(receipt.revision for receipt in reply.receipts)
