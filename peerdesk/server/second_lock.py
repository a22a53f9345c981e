"""Signing in before joining, as the desk asks for it. It is there only where an operator has named a provider."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Protocol, TypeVar

from peerdesk.server.asked import Asked, caller_of
from peerdesk.server.auth import Gate
from peerdesk.server.limits import Limits
from peerdesk.server.problems import slow_down
from peerdesk.server.sign_in import SignIn, keys_signed_in, nonce_for
from peerdesk.server.tally import JOINED_PAST, Tally
from peerdesk.server.throttle import Throttle
from peerdesk.wire.ids import InviteId
from peerdesk.wire.login import LoginReply
from peerdesk.wire.sign_in import SignInPlace, SignInPlaceRequest, SignInRequest

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class Answering(Protocol):
    """Does a job on a thread, with what all workers know by now."""

    def __call__(self, asked: Asked, job: Callable[[], Answer], /) -> Awaitable[Answer]:
        """Return what the job returns."""
        ...


class SecondLock:
    """Answers what a newcomer asks about signing in, and tells of whoever came in past it."""

    def __init__(
        self, provider: SignIn, gate: Gate, limits: Limits, *, monotonic: Callable[[], float], answer: Answering
    ) -> None:
        self._provider = provider
        self._gate = gate
        self._tries = Throttle(limits.sign_ins_per_invite, monotonic)
        self._answer = answer

    async def place(self, _body: SignInPlaceRequest, asked: Asked) -> SignInPlace:
        """Say where one signs in."""
        slow_down(self._tries.take(await self._newcomer(asked)))
        return await self._provider.place()

    async def sign_in(self, body: SignInRequest, asked: Asked) -> LoginReply:
        """Have the hospital's provider say that somebody signed in for these keys. No thread waits for it."""
        invite = await self._newcomer(asked)
        nonce = nonce_for(body, invite)
        slow_down(self._tries.take(invite))
        await self._provider.check(body, nonce)
        return await self._answer(asked, partial(self._gate.signed_in, caller_of(asked), keys_signed_in(body)))

    def tell(self, tally: Tally) -> None:
        """Tell the operator that somebody joined whom a computer handed in: perhaps brought back, perhaps let in."""
        log.warning("an enrolled computer handed in somebody who joined: whether they signed in is not known here")
        tally.add(JOINED_PAST)

    async def _newcomer(self, asked: Asked) -> InviteId:
        return await self._answer(asked, partial(self._gate.check_newcomer, caller_of(asked)))
