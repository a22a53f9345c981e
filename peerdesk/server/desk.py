"""The server's rooms, put together, and what each question asks of them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from peerdesk.server.asked import Asked, caller_of, device_of, member_of
from peerdesk.server.auth import Gate
from peerdesk.server.directory import open_directory
from peerdesk.server.looking import Looking, check_once_each
from peerdesk.server.problems import ProblemError, slow_down
from peerdesk.server.retention import Retention
from peerdesk.server.second_lock import SecondLock
from peerdesk.server.settings import Settings
from peerdesk.server.sign_in import goes_past
from peerdesk.server.spaces import Spaces
from peerdesk.server.spent import SpentHere, SpentTogether, mark_of
from peerdesk.server.store.database import Database
from peerdesk.server.store.ownership import Ownership
from peerdesk.server.store.spent import last_entry_unless_spent
from peerdesk.server.tally import Tally, names_of
from peerdesk.server.throttle import Throttle
from peerdesk.server.tokens import Caller
from peerdesk.server.wake import Bell
from peerdesk.server.watch import Watch
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
from peerdesk.wire.handing_in import HandInReply, HandInRequest
from peerdesk.wire.ids import DeviceId, InviteId, OfficerId, SpaceId
from peerdesk.wire.login import (
    CAPABILITIES,
    PRODUCT,
    PROTOCOL_VERSIONS,
    SIGN_IN,
    ChallengeRequest,
    Hello,
    LoginKind,
    LoginRequest,
)
from peerdesk.wire.look import LookRequest

Answer = TypeVar("Answer")

QUESTIONS = (
    "hello",
    "challenge",
    "login",
    "logout",
    "directory",
    "append",
    "push",
    "pull",
    "heads",
    "have",
    "wake",
    "look",
    "handin",
    "signinplace",
    "signin",
)
"""What is counted: the last part of each path in `peerdesk.wire.endpoints`."""


def new_tally(workers: int = 1) -> Tally:
    """Return a tally for so many workers."""
    return Tally(names_of(QUESTIONS), workers)


class Desk:
    """Answers questions. Blocking work is done on a few threads, never on the event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        shared = settings.is_shared
        with ExitStack() as opened:
            if not shared:
                opened.callback(Ownership(settings.place.folder).give_up)
            self.database = Database.open(settings.place)
            opened.callback(self.database.close)
            now = int(settings.now())
            growth = Throttle(settings.limits.entries_per_person, settings.monotonic)
            self.directory = open_directory(self.database, settings.public, now, growth=growth, is_shared=shared)
            self._opened = opened.pop_all()
        spent = SpentTogether(self.database) if shared else SpentHere(settings.limits.marks_remembered)
        self._gate = Gate(settings, self.directory, spent)
        self.bell = Bell(settings.limits.waiting)
        self.tally = settings.tally or new_tally()
        self._spaces = Spaces(settings, self.database, self.directory)
        self._looking = Looking(self._spaces, self.directory)
        self._watch = Watch(self.database, self.directory, self.bell)
        self._retention = Retention(self.database, self.directory, settings.now)
        self._pushed = Throttle(settings.limits.pushed_bytes_per_device, settings.monotonic)
        self._handed_in = Throttle(settings.limits.handed_in_bytes_per_device, settings.monotonic)
        self.second_lock = self._second_lock()
        self._threads: CapacityLimiter | None = None

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """For as long as the block lasts, hear of what other workers have stored, and drop what is due."""
        tasks = [asyncio.create_task(self._retention.run(self.on_thread))]
        if self.settings.is_shared:
            tasks.append(asyncio.create_task(self._watch.run(self.on_thread)))
        try:
            yield
        finally:
            self._watch.stop()
            self._retention.stop()
            await asyncio.gather(*tasks)

    def admit(self, token: str) -> Caller:
        """Return who asks. Never blocks: beside other workers, only the database knows more. Raises ProblemError."""
        caller = self._gate.holder(token)
        if not self.settings.is_shared:
            self._gate.check_not_ended(token)
            self._gate.check_rights(caller)
        return caller

    async def hello(self, _body: Message | None, _asked: Asked) -> Hello:
        return Hello(
            product=PRODUCT,
            versions=PROTOCOL_VERSIONS,
            capabilities=CAPABILITIES if self.settings.sign_in is None else (*CAPABILITIES, SIGN_IN),
            root=self.directory.root,
            at=int(self.settings.now()),
        )

    async def challenge(self, body: ChallengeRequest, _asked: Asked) -> Message:
        return self._gate.challenge(body)

    async def login(self, body: LoginRequest, asked: Asked) -> Message:
        return await self._answer(asked, partial(self._gate.login, body, asked.host, asked.pin, asked.address))

    async def logout(self, _body: Message | None, asked: Asked) -> None:
        await self._answer(asked, partial(self._gate.logout, asked.token, caller_of(asked)))

    async def read_directory(self, body: DirectoryRequest, asked: Asked) -> Message:
        member_of(asked)
        idle = None if self.settings.is_shared else self.directory.nothing_new(body.after)
        if idle is not None:
            return idle
        return await self._answer(asked, partial(self.directory.page, body.after))

    async def append(self, body: AppendRequest, asked: Asked) -> Message:
        caller = member_of(asked)
        past = self.second_lock if self.second_lock is not None and goes_past(body.entry, caller) else None
        newcomer = InviteId(caller.who) if caller.kind is LoginKind.INVITE else None
        now = int(self.settings.now())
        device = DeviceId(caller.who) if caller.kind is LoginKind.DEVICE else None
        job = partial(self.directory.append, body.entry, now, newcomer, device)
        reply = await self._answer(asked, job)
        if past is not None:
            past.tell(self.tally)
        self.bell.ring_all()
        return reply

    async def push(self, body: PushRequest, asked: Asked) -> PushReply:
        device = device_of(asked)
        slow_down(self._pushed.take(device, sum(map(len, body.revisions))))
        reply = await self._answer(asked, partial(self._spaces.push, body, device))
        self.bell.ring(body.space)
        self._count(body, reply)
        return reply

    async def hand_in(self, body: HandInRequest, asked: Asked) -> HandInReply:
        caller = caller_of(asked)
        if caller.kind is not LoginKind.REMOVED:
            raise ProblemError(ProblemCode.NOT_ALLOWED)
        slow_down(self._handed_in.take(caller.who, sum(map(len, body.revisions))))
        space, reply = await self._answer(asked, partial(self._spaces.hand_in, body, DeviceId(caller.who)))
        self.bell.ring(space)
        return reply

    async def pull(self, body: PullRequest, asked: Asked) -> Message:
        caller = caller_of(asked)
        if caller.kind is LoginKind.OFFICER:
            now = int(self.settings.now())
            return await self._answer(asked, partial(self._spaces.recover, body, OfficerId(caller.who), now))
        device = device_of(asked)
        idle = None if self.settings.is_shared else self._spaces.nothing_new(body, device)
        if idle is not None:
            return idle
        return await self._answer(asked, partial(self._spaces.pull, body, device))

    async def look(self, body: LookRequest, asked: Asked) -> Message:
        device = device_of(asked)
        check_once_each(body)
        idle = None if self.settings.is_shared else self._looking.nothing_moved(body, device)
        if idle is not None:
            return idle
        return await self._answer(asked, partial(self._looking.look, body, device))

    async def heads(self, body: HeadsRequest, asked: Asked) -> Message:
        return await self._answer(asked, partial(self._spaces.heads, body, device_of(asked)))

    async def have(self, body: HaveRequest, asked: Asked) -> Message:
        return await self._answer(asked, partial(self._spaces.have, body, device_of(asked)))

    async def wake(self, body: WakeRequest, asked: Asked) -> WakeReply:
        """Answer at once if there is something new, otherwise when there is, or when the time is over."""
        points = await self._answer_at_once(asked, partial(self._allowed_points, body, device_of(asked)))
        if not body.wait_seconds:
            return await self._news(asked, points)
        wait = self.bell.sit_down(device_of(asked), tuple(points))
        self.tally.add("waiting")
        try:
            until = asyncio.get_running_loop().time() + body.wait_seconds
            known = min(body.directory_n, self.directory.head[0])
            while True:
                reply = await self._news(asked, points)
                if reply.spaces or reply.directory_n > known or not await wait.heard(until):
                    return reply
        finally:
            self.tally.add("waiting", -1)
            self.bell.stand_up(wait)

    def close(self) -> None:
        """Close the database and let go of the folder."""
        self._opened.close()

    def _second_lock(self) -> SecondLock | None:
        settings = self.settings
        if settings.sign_in is None:
            return None
        clock = settings.monotonic
        return SecondLock(settings.sign_in, self._gate, settings.limits, monotonic=clock, answer=self._answer)

    def _count(self, body: PushRequest, reply: PushReply) -> None:
        for outcome, count in Counter(receipt.outcome for receipt in reply.receipts).items():
            self.tally.add(outcome.name.lower(), count)
        self.tally.add("pushed_bytes", sum(map(len, body.revisions)))

    def _allowed_points(self, body: WakeRequest, device: DeviceId) -> dict[SpaceId, int]:
        members = self.directory.members
        return {point.space: point.seq for point in body.spaces if members.may_use(device, point.space)}

    async def _news(self, asked: Asked, points: dict[SpaceId, int]) -> WakeReply:
        seqs = None if self.settings.is_shared else self._spaces.known_seqs(points)
        if seqs is None:
            seqs = await self._answer(asked, partial(self._spaces.seqs, points))
        past = tuple(SpacePoint(space=space, seq=seqs[space]) for space, seq in points.items() if seqs[space] > seq)
        return WakeReply(spaces=past, directory_n=self.directory.head[0])

    async def _answer(self, asked: Asked, job: Callable[[], Answer]) -> Answer:
        if self.settings.is_shared:
            return await self.on_thread(partial(self._as_of_now, asked, job))
        return await self.on_thread(job)

    async def _answer_at_once(self, asked: Asked, job: Callable[[], Answer]) -> Answer:
        """Answer from memory, which a server that is alone can do without asking anybody. `job` never blocks."""
        return await self._answer(asked, job) if self.settings.is_shared else job()

    def _as_of_now(self, asked: Asked, job: Callable[[], Answer]) -> Answer:
        """Answer with what all workers know: who belongs, and who has logged out, may have changed elsewhere."""
        with self.database.glance() as connection:
            last = last_entry_unless_spent(connection, mark_of(asked.token.encode()))
        if last is None:
            raise ProblemError(ProblemCode.NOT_LOGGED_IN)
        self.directory.catch_up_to(last)
        if asked.caller is not None:
            self._gate.check_rights(asked.caller)
        return job()

    async def on_thread(self, job: Callable[[], Answer]) -> Answer:
        """Do blocking work on one of the few threads."""
        if self._threads is None:
            self._threads = CapacityLimiter(self.settings.limits.threads)
        self.tally.add("jobs")
        try:
            return await to_thread.run_sync(job, limiter=self._threads)
        finally:
            self.tally.add("jobs", -1)
