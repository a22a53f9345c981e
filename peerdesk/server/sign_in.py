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


def nonce_for(request: SignInRequest, invite: InviteId) -> str:
    """Return what the token has to carry. Raises ProblemError if a browser was sent to another computer."""
    if not is_own_computer(request.redirect):
        raise ProblemError(ProblemCode.MALFORMED)
    return enrolment_nonce(invite, DeviceId(request.device), DeviceId(request.paper))


def keys_signed_in(request: SignInRequest) -> bytes:
    """Return what a token of ours says of the keys that may now be enrolled with it."""
    return request.device + request.paper


def goes_past(raw: bytes, caller: Caller) -> bool:
    """Say whether an entry enrols somebody of whom nobody knows here whether they have signed in.

    A computer may bring back what a server that was put back from a backup has lost, a `joined` among it, and nothing
    in that tells an old one from a new one. An officer's tool and the root's bring back nothing.

    Raises ProblemError for a `joined` of theirs, and for a newcomer unless it enrols the very keys that its bearer has
    signed in for.
    """
    body = parse_body(parse_entry(raw))
    if caller.kind is LoginKind.INVITE:
        if not isinstance(body, Joined) or caller.enrols != _id_of(body.device) + _id_of(body.paper):
            raise ProblemError(ProblemCode.SIGN_IN_NEEDED)
        return False
    if isinstance(body, Joined) and caller.kind is not LoginKind.DEVICE:
        raise ProblemError(ProblemCode.SIGN_IN_NEEDED)
    return isinstance(body, Joined)


def _id_of(keys: PublicKeys) -> DeviceId:
    return device_id(keys.sign, keys.box)
