"""Signing in with the hospital before a computer is enrolled, where a hospital asks for that beside the invite.

The hospital's own log-in (OpenID Connect) gives a code to the new computer, by way of its browser. The server takes the
code to where it was made and gets a signed token for it. What ties that token to this one enrolment is its nonce.
"""

import base64
import hashlib
import re
from enum import IntEnum
from typing import Annotated, Final

from msgspec import Meta

from peerdesk.wire.codec import Message
from peerdesk.wire.ids import Bytes16, DeviceId, InviteId
from peerdesk.wire.statement import SIGN_IN, statement

CODE_BYTES: Final = 4096
"""The longest code of a log-in that is taken."""

_REDIRECT = re.compile(r"http://127\.0\.0\.1:[1-9][0-9]{0,4}/", re.ASCII)


class Way(IntEnum):
    """How somebody can sign in."""

    BROWSER = 1  # in a browser on the computer that is being enrolled


class SignInPlaceRequest(Message, frozen=True):
    """Ask where this hospital lets people sign in. Only for a newcomer who is logged in by an invite."""

    way: Way


class SignInPlace(Message, frozen=True):
    """`issuer` and `known_as` are the hospital's; `page` is where a browser goes (the authorization endpoint)."""

    issuer: Annotated[str, Meta(min_length=1, max_length=512)]
    known_as: Annotated[str, Meta(min_length=1, max_length=256)]
    page: Annotated[str, Meta(min_length=1, max_length=1024)]


class SignInRequest(Message, frozen=True):
    """What a browser brought back, and for which keys. Answered with a token in place of the newcomer's own.

    `device` and `paper` are the ids of the keys that will be enrolled, and of no others. `verifier` is the secret of
    PKCE (RFC 7636), `redirect` the address on the computer itself that the browser was sent back to.
    """

    device: Bytes16
    paper: Bytes16
    code: Annotated[str, Meta(min_length=1, max_length=CODE_BYTES)]
    verifier: Annotated[str, Meta(min_length=43, max_length=128)]
    redirect: Annotated[str, Meta(max_length=64)]


def enrolment_nonce(invite: InviteId, device: DeviceId, paper: DeviceId) -> str:
    """Return what a token has to carry so that it is good for these keys and this invite, and for nothing else.

    The paper's keys are in it because they are enrolled, too: who could put other ones in could come back with them.
    """
    digest = hashlib.sha256(statement(SIGN_IN, invite, device, paper)).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def challenge_of(verifier: str) -> str:
    """Return what a browser shows of the secret of PKCE, by the method S256."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def is_own_computer(redirect: str) -> bool:
    """Say whether a browser is sent back to the computer that it runs on (RFC 8252, section 7.3)."""
    return _REDIRECT.fullmatch(redirect) is not None
