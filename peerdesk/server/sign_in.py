"""The hospital's own log-in as a second lock on enrolment: what the server needs of it, and where it is asked for.

Only an enrolment asks. Whoever is enrolled syncs on, whatever becomes of the provider. Of a log-in nothing is kept and
nothing is logged, neither name nor subject nor address: the directory and this server hold routing data only, and who
belongs to which account is the provider's business. That it happened is in a token of ours for an hour, and then gone.
"""

from typing import Protocol

from peerdesk.server.problems import ProblemError
from peerdesk.server.tokens import Caller
from peerdesk.wire.directory import parse_body, parse_entry
from peerdesk.wire.directory_body import Joined, PublicKeys
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import DeviceId, InviteId, device_id
from peerdesk.wire.login import LoginKind
from peerdesk.wire.sign_in import SignInPlace, SignInRequest, enrolment_nonce, is_own_computer


class SignIn(Protocol):
    """The hospital's provider, as far as an enrolment needs it."""

    async def place(self) -> SignInPlace:
        """Return where one signs in. Raises ProblemError while the provider is away."""
        ...

    async def check(self, request: SignInRequest, nonce: str) -> None:
        """Trade the code for a token and verify it. Raises ProblemError unless it is good for this nonce."""
        ...


def check_newcomer(caller: Caller) -> InviteId:
    """Return whose invite it is that asks. Raises ProblemError for anybody but a newcomer: nobody else signs in."""
    if caller.kind is not LoginKind.INVITE:
        raise ProblemError(ProblemCode.NOT_ALLOWED)
    return InviteId(caller.who)


def nonce_for(request: SignInRequest, invite: InviteId) -> str:
    """Return what the token has to carry. Raises ProblemError if a browser was sent to another computer."""
    if not is_own_computer(request.redirect):
        raise ProblemError(ProblemCode.MALFORMED)
    return enrolment_nonce(invite, DeviceId(request.device), DeviceId(request.paper))


def keys_signed_in(request: SignInRequest) -> bytes:
    """Return what a token of ours says of the keys that may now be enrolled with it."""
    return request.device + request.paper


def check_signed_in(raw: bytes, caller: Caller) -> None:
    """Raise ProblemError unless the entry enrols the very keys that its bearer has signed in for."""
    body = parse_body(parse_entry(raw))
    if not isinstance(body, Joined) or caller.enrols != _id_of(body.device) + _id_of(body.paper):
        raise ProblemError(ProblemCode.SIGN_IN_NEEDED)


def _id_of(keys: PublicKeys) -> DeviceId:
    return device_id(keys.sign, keys.box)
