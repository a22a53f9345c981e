"""A computer that asks a hospital's server, by as few means as HTTP needs: so that thousands of them fit beside it."""

import asyncio
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message, decode, encode
from peerdesk.wire.exchange import NOTHING_SEEN, PushReply, PushRequest, Witness
from peerdesk.wire.ids import pair_space
from peerdesk.wire.limits import MAX_REPLY_BYTES
from peerdesk.wire.login import Challenge, ChallengeRequest, LoginKind, LoginReply, LoginRequest, login_statement
from peerdesk.wire.look import LookReply, LookRequest, Standing
from tests.server.hospital import Writer
from tests.wire.chains import Member

Reply = TypeVar("Reply")

BUCKET = 1
"""The size of note that is pushed: 752 bytes with all that is around the 512 of its words."""


class TurnedDownError(Exception):
    """The server answered with another status than 200; the text is the status."""


@dataclass(slots=True)
class Device:
    """One computer, with a connection that it keeps. `source` is the address of loopback that it comes from."""

    member: Member
    supervisor: Member
    source: str
    token: str = ""
    directory: tuple[int, bytes] = (0, bytes(32))
    seen: Witness = NOTHING_SEEN
    _writer: Writer | None = None
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_busy(self) -> bool:
        """Tell whether it is in the middle of a question."""
        return self._turn.locked()

    async def connect(self, host: str, port: int) -> None:
        """Open the connection."""
        self._line = await asyncio.open_connection(host, port, local_addr=(self.source, 0))

    async def log_in(self, authority: str) -> None:
        """Prove to hold the key, as a computer does every quarter of an hour."""
        who, keys = self.member.device, self.member.keys
        challenge = await self._ask(endpoints.CHALLENGE, ChallengeRequest(kind=LoginKind.DEVICE, who=who), Challenge)
        answer = LoginRequest(
            kind=LoginKind.DEVICE,
            who=who,
            person=self.member.person,
            nonce=challenge.nonce,
            at=challenge.at,
            signatures=(b"",),
        )
        signatures = keys.signer().signatures(login_statement(authority, b"", answer))
        answer = msgspec.structs.replace(answer, signatures=signatures)
        reply = await self._ask(endpoints.LOGIN, answer, LoginReply)
        self.token, self.directory = reply.token, (reply.directory_n, reply.directory_hash)

    async def look(self) -> None:
        """Ask what has moved in the person's own space and in the one with the supervisor: mostly nothing."""
        own = Standing(space=self.writer.space, witness=self.seen, after=self.seen.seq)
        shared = pair_space(self.member.person, self.supervisor.person)
        pair = Standing(space=shared, witness=NOTHING_SEEN, after=0)
        n, head = self.directory
        await self._ask(endpoints.LOOK, LookRequest(directory_n=n, directory_hash=head, spaces=(own, pair)), LookReply)

    async def push(self, notes: int = 1) -> None:
        """Hand in so many notes."""
        frames = tuple(self.writer.frame(bucket=BUCKET) for _ in range(notes))
        request = PushRequest(space=self.writer.space, witness=self.seen, revisions=frames)
        self.seen = (await self._ask(endpoints.PUSH, request, PushReply)).head

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line[1].close()

    @property
    def writer(self) -> Writer:
        """What signs this computer's notes."""
        if self._writer is None:
            self._writer = Writer.of(self.member)
        return self._writer

    async def _ask(self, path: str, body: Message, shape: type[Reply]) -> Reply:
        assert self._line is not None
        reader, writer = self._line
        raw = encode(body)
        token = f"authorization: Bearer {self.token}\r\n" if self.token else ""
        host = ":".join(map(str, writer.get_extra_info("peername")))
        head = f"POST {path} HTTP/1.1\r\nhost: {host}\r\n{token}content-type: {endpoints.MEDIA_TYPE}\r\n"
        async with self._turn:
            writer.write(f"{head}content-length: {len(raw)}\r\n\r\n".encode() + raw)
            answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(answer.partition("content-length:")[2].partition("\r\n")[0] or 0)
            said = await reader.readexactly(length)
        status = answer.split(" ", 2)[1]
        if status != "200":
            raise TurnedDownError(status)
        return decode(said, shape, MAX_REPLY_BYTES)
