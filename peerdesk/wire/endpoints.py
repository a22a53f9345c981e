"""Where a question is asked over HTTP, and how an answer shows that it comes from a PeerDesk server.

Everything but the greeting is a POST with a msgpack body. The greeting is a GET without a body.
"""

from typing import Final

from peerdesk.wire.login import PROTOCOL_VERSION

PREFIX: Final = f"/v{PROTOCOL_VERSION}/"

HELLO: Final = PREFIX + "hello"  # GET                  -> Hello
CHALLENGE: Final = PREFIX + "challenge"  # ChallengeRequest -> Challenge
LOGIN: Final = PREFIX + "login"  # LoginRequest             -> LoginReply
LOGOUT: Final = PREFIX + "logout"  # empty                  -> empty; the token is worth nothing afterwards
DIRECTORY: Final = PREFIX + "directory"  # DirectoryRequest -> DirectoryReply
APPEND: Final = PREFIX + "append"  # AppendRequest          -> AppendReply
PUSH: Final = PREFIX + "push"  # PushRequest                -> PushReply
PULL: Final = PREFIX + "pull"  # PullRequest                -> PullReply
HEADS: Final = PREFIX + "heads"  # HeadsRequest             -> HeadsReply
HAVE: Final = PREFIX + "have"  # HaveRequest                -> HaveReply
WAKE: Final = PREFIX + "wake"  # WakeRequest                -> WakeReply
LOOK: Final = PREFIX + "look"  # LookRequest                -> LookReply
HAND_IN: Final = PREFIX + "handin"  # HandInRequest         -> HandInReply
SIGN_IN_PLACE: Final = PREFIX + "signinplace"  # SignInPlaceRequest -> SignInPlace
SIGN_IN: Final = PREFIX + "signin"  # SignInRequest          -> LoginReply

MEDIA_TYPE: Final = "application/vnd.peerdesk"
"""The content type of every question that has a body, and of answers to whoever is not logged in and of refusals."""

MARKER_HEADER: Final = "peerdesk-protocol"
MARKER: Final = str(PROTOCOL_VERSION)
"""Every reply carries this header. What answers without it is a hotel's log-in page or another server."""


def at_version(path: str, version: int) -> str:
    """Return the path of the same question in another version of the protocol."""
    return path.replace(PREFIX, f"/v{version}/", 1)
