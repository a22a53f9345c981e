"""Who asks, and from where: what a question brings along besides its body."""

from dataclasses import dataclass

from peerdesk.server.problems import ProblemError
from peerdesk.server.tokens import Caller
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import DeviceId
from peerdesk.wire.login import LoginKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where a question comes from. `caller` is None as long as nobody needs to be logged in.

    `pin` is the SHA-256 of the certificate that the connection was shown, empty where it is not encrypted.
    """

    host: str
    address: str
    caller: Caller | None
    pin: bytes = b""
    token: str = ""


def caller_of(asked: Asked) -> Caller:
    """Return who asks. Raises ProblemError if nobody is logged in."""
    if asked.caller is None:
        raise ProblemError(ProblemCode.NOT_LOGGED_IN)
    return asked.caller


def member_of(asked: Asked) -> Caller:
    """Return who asks, unless it is a computer that is off the list: what others do is not told to it.

    Raises ProblemError.
    """
    caller = caller_of(asked)
    if caller.kind is LoginKind.REMOVED:
        raise ProblemError(ProblemCode.NOT_ALLOWED)
    return caller


def device_of(asked: Asked) -> DeviceId:
    """Return the device that asks. Newcomers have no business with notes, sealed or not; officers in one question.

    Raises ProblemError.
    """
    caller = caller_of(asked)
    if caller.kind is not LoginKind.DEVICE:
        raise ProblemError(ProblemCode.NOT_ALLOWED)
    return DeviceId(caller.who)
