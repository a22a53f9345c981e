"""Signing in with the hospital before a computer is enrolled, where a hospital asks for that beside the invite.

The hospital's own log-in (OpenID Connect) gives a code to the new computer, by way of its browser. The server takes the
code to where it was made and gets a signed token for it. What ties that token to this one enrolment is its nonce.
"""

import base64
import hashlib
import re
from enum import IntEnum
from typing import Annotated, Final
from urllib.parse import unquote_plus, urlsplit

from msgspec import Meta

from peerdesk.wire.codec import Message
from peerdesk.wire.ids import Bytes16, DeviceId, InviteId
from peerdesk.wire.statement import SIGN_IN, statement

CODE_BYTES: Final = 4096
"""The longest code of a log-in that is taken."""

_OURS: Final = frozenset(
    (
        *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge"),
        *("code_challenge_method", "max_age", "prompt", "request", "request_uri", "response_mode", "claims"),
        *("registration", "id_token_hint", "login_hint", "acr_values", "authorization_details"),
    )
)
"""What a question to a provider consists of, and what could take the place of a part of it."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
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


def leaves_ours_alone(page: str) -> bool:
    """Say whether a page's own query names nothing that is ours to ask: where a name stands twice, the first may count.

    Anything else in it, such as a policy or a realm of the provider, is the provider's own, by a name that everybody
    reads alike.
    """
    query = urlsplit(page).query
    names = [unquote_plus(part.partition("=")[0]) for part in query.split("&") if part]
    return ";" not in query and all(_PLAIN.fullmatch(name) and name.lower() not in _OURS for name in names)
