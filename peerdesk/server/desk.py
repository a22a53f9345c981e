"""The server's rooms, put together, and what each question asks of them."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from peerdesk.server.auth import Gate
from peerdesk.server.directory import open_directory
from peerdesk.server.problems import ProblemError
from peerdesk.server.settings import Settings
from peerdesk.server.spaces import Spaces
from peerdesk.server.store.database import Database
from peerdesk.server.store.logs import heads_of
from peerdesk.server.store.ownership import Ownership
from peerdesk.server.tokens import Caller
from peerdesk.server.wake import Bell
from peerdesk.wire.codec import Message
from peerdesk.wire.exchange import (
    AppendRequest,
    DirectoryRequest,
    HaveRequest,
    HeadsRequest,
    ProblemCode,
    PullRequest,
    PushReply,
    PushRequest,
    SpacePoint,
    WakeReply,
    WakeRequest,
)
from peerdesk.wire.ids import DeviceId, InviteId, SpaceId
from peerdesk.wire.login import (
    CAPABILITIES,
    PRODUCT,
    PROTOCOL_VERSIONS,
    ChallengeRequest,
    Hello,
    LoginKind,
    LoginRequest,
)

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where a question comes from. `caller` is None as long as nobody needs to be logged in."""

    host: str
    address: str
    caller: Caller | None
    token: str = ""


class Desk:
    """Answers questions. Blocking work is done on a few threads, never on the event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        with ExitStack() as opened:
            if settings.place.postgres is None:
                opened.callback(Ownership(settings.place.folder).give_up)
            self._database = Database.open(settings.place)
            opened.callback(self._database.close)
            self.directory = open_directory(self._database, settings.public, int(settings.now()))
            self._opened = opened.pop_all()
        self.gate = Gate(settings, self.directory)
        self.bell = Bell(settings.limits.waiting)
        self._spaces = Spaces(settings, self._database)
        self._threads: CapacityLimiter | None = None

    async def hello(self, _body: Message | None, _asked: Asked) -> Hello:
        return Hello(
            product=PRODUCT,
            versions=PROTOCOL_VERSIONS,
            capabilities=CAPABILITIES,
            root=self.directory.root,
            at=int(self.settings.now()),
        )

    async def challenge(self, body: ChallengeRequest, _asked: Asked) -> Message:
        return self.gate.challenge(body)

    async def login(self, body: LoginRequest, asked: Asked) -> Message:
        return await self._on_thread(partial(self.gate.login, body, asked.host, asked.address))

    async def logout(self, _body: Message | None, asked: Asked) -> None:
        self.gate.logout(asked.token)

    async def read_directory(self, body: DirectoryRequest, _asked: Asked) -> Message:
        return await self._on_thread(partial(self.directory.page, body.after))

    async def append(self, body: AppendRequest, asked: Asked) -> Message:
        caller = _caller(asked)
        newcomer = InviteId(caller.who) if caller.kind is LoginKind.INVITE else None
        now = int(self.settings.now())
        by_device = caller.kind is LoginKind.DEVICE
        job = partial(self.directory.append, body.entry, now, newcomer, is_brought_back=by_device)
        reply = await self._on_thread(job)
        self.bell.ring_all()
        return reply

    async def push(self, body: PushRequest, asked: Asked) -> PushReply:
        device = _device(asked)
        reply = await self._on_thread(partial(self._spaces.push, body, device, self.directory.members))
        self.bell.ring(body.space)
        return reply

    async def pull(self, body: PullRequest, asked: Asked) -> Message:
        device, members = _device(asked), self.directory.members
        idle = self._spaces.nothing_new(body, device, members)
        if idle is not None:
            return idle
        return await self._on_thread(partial(self._spaces.pull, body, device, members))

    async def heads(self, body: HeadsRequest, asked: Asked) -> Message:
        device = _device(asked)
        return await self._on_thread(partial(self._spaces.heads, body, device, self.directory.members))

    async def have(self, body: HaveRequest, asked: Asked) -> Message:
        device = _device(asked)
        return await self._on_thread(partial(self._spaces.have, body, device, self.directory.members))

    async def wake(self, body: WakeRequest, asked: Asked) -> WakeReply:
        """Answer at once if there is something new, otherwise when there is, or when the time is over."""
        device, members = _device(asked), self.directory.members
        points = {point.space: point.seq for point in body.spaces if members.may_use(device, point.space)}
        wait = self.bell.sit_down(device, tuple(points))
        try:
            reply = await self._news(points)
            if not reply.spaces and reply.directory_n <= body.directory_n and body.wait_seconds:
                await _rung(wait.rung, body.wait_seconds)
                reply = await self._news(points)
            return reply
        finally:
            self.bell.stand_up(wait)

    def close(self) -> None:
        """Close the database and let go of the folder."""
        self._opened.close()

    async def _news(self, points: dict[SpaceId, int]) -> WakeReply:
        heads = await self._on_thread(partial(self._heads, tuple(points)))
        past = tuple(
            SpacePoint(space=space, seq=heads[space]) for space, seq in points.items() if heads.get(space, 0) > seq
        )
        return WakeReply(spaces=past, directory_n=self.directory.head[0])

    def _heads(self, spaces: tuple[SpaceId, ...]) -> dict[SpaceId, int]:
        with self._database.read() as connection:
            return heads_of(connection, spaces)

    async def _on_thread(self, job: Callable[[], Answer]) -> Answer:
        if self._threads is None:
            self._threads = CapacityLimiter(self.settings.limits.threads)
        return await to_thread.run_sync(job, limiter=self._threads)


async def _rung(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


def _caller(asked: Asked) -> Caller:
    if asked.caller is None:
        raise ProblemError(ProblemCode.NOT_LOGGED_IN)
    return asked.caller


def _device(asked: Asked) -> DeviceId:
    """Return the device that asks. Officers and newcomers have no business with notes, sealed or not."""
    caller = _caller(asked)
    if caller.kind is not LoginKind.DEVICE:
        raise ProblemError(ProblemCode.NOT_ALLOWED)
    return DeviceId(caller.who)
