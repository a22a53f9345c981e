"""Logging in: the server asks with a number, the key answers. No password, and nothing that could be used twice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from peerdesk.domain.errors import (
    InviteExpiredError,
    InviteUnknownError,
    InviteUsedError,
    ServerRefusedError,
)
from peerdesk.sync.transport import Transport
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.login import (
    Challenge,
    ChallengeRequest,
    LoginKind,
    LoginReply,
    LoginRequest,
    login_statement,
)

Sign = Callable[[bytes], tuple[bytes, ...]]

OF_THE_INVITE: Final = {
    ProblemCode.INVITE_USED.value: InviteUsedError,
    ProblemCode.INVITE_EXPIRED.value: InviteExpiredError,
    ProblemCode.INVITE_CANCELLED.value: InviteUnknownError,
}

_NO_OFFICERS: Final = frozenset({ProblemCode.LOGIN_FAILED.value, ProblemCode.NOT_ALLOWED.value})
"""What an invite hears that no officer made, or one whose key was replaced or has run out since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who knocks, and the key that answers. `certificate` and its signature are only there for an invite."""

    kind: LoginKind
    who: bytes
    sign: Sign
    person: bytes = b""
    certificate: bytes = b""
    certificate_signature: bytes = b""


def log_in(transport: Transport, who: Credentials) -> LoginReply:
    """Log in and keep the token in the connection.

    Raises OfflineError, ServerRefusedError, or for an invite InviteUsedError, InviteExpiredError, InviteUnknownError.
    """
    try:
        return _log_in(transport, who)
    except ServerRefusedError as refusal:
        named = OF_THE_INVITE.get(refusal.reason)
        if named is None and who.kind is LoginKind.INVITE and refusal.reason in _NO_OFFICERS:
            named = InviteUnknownError
        if named is None:
            raise
        raise named from None


def _log_in(transport: Transport, who: Credentials) -> LoginReply:
    transport.keep_token("", 0)
    challenge = transport.ask(endpoints.CHALLENGE, ChallengeRequest(kind=who.kind, who=who.who), Challenge)
    request = _answer(transport, who, challenge)
    reply = transport.ask(endpoints.LOGIN, request, LoginReply)
    transport.keep_token(reply.token, reply.lasts_seconds)
    return reply


def _answer(transport: Transport, who: Credentials, challenge: Challenge) -> LoginRequest:
    # The time is the server's own, repeated: a computer whose clock is wrong must not be locked out.
    unsigned = LoginRequest(
        kind=who.kind,
        who=who.who,
        person=who.person,
        nonce=challenge.nonce,
        at=challenge.at,
        signatures=(b"",),
        certificate=who.certificate,
        certificate_signature=who.certificate_signature,
    )
    signatures = who.sign(login_statement(transport.host, transport.pin, unsigned))
    return msgspec.structs.replace(unsigned, signatures=signatures)
