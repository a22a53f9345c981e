"""What is looked at before a request is read: is this a PeerDesk client that means this server?

A browser is never a client. A request that carries an Origin, names another host, announces its length
twice or asks for another media type is a mistake or a trick, and goes no further.
"""

from starlette.requests import Request

from peerdesk.server.problems import ProblemError
from peerdesk.wire.endpoints import MEDIA_TYPE
from peerdesk.wire.exchange import ProblemCode

_TRICKS = ("origin", "x-http-method-override", "x-http-method", "x-method-override", "upgrade")
MAX_HEADERS = 32


def check_doorstep(request: Request, hosts: frozenset[str] | None) -> str:
    """Return the host the client means, in lower case. Raises ProblemError."""
    headers = request.headers
    if len(headers) > MAX_HEADERS or any(name in headers for name in _TRICKS):
        raise ProblemError(ProblemCode.NOT_ALLOWED, "not a PeerDesk client")
    if "transfer-encoding" in headers and "content-length" in headers:
        raise ProblemError(ProblemCode.MALFORMED, "two lengths")
    if len(headers.getlist("host")) != 1 or len(headers.getlist("content-length")) > 1:
        raise ProblemError(ProblemCode.MALFORMED, "headers")
    if request.method == "POST" and headers.get("content-type") != MEDIA_TYPE:
        raise ProblemError(ProblemCode.MALFORMED, "media type")
    host = headers["host"].lower()
    if hosts is not None and host not in hosts:
        raise ProblemError(ProblemCode.NOT_ALLOWED, "another host")
    return host


def token_of(request: Request) -> str:
    """Return the token that the request carries. Raises ProblemError."""
    values = request.headers.getlist("authorization")
    kind, _, token = values[0].partition(" ") if len(values) == 1 else ("", "", "")
    if kind != "Bearer" or not 16 <= len(token) <= 256:
        raise ProblemError(ProblemCode.NOT_LOGGED_IN)
    return token


def address_of(request: Request) -> str:
    """Return by which address a caller is counted; a whole /64 of IPv6 belongs to one household."""
    address = request.client.host if request.client else ""
    if ":" not in address or "." in address:
        return address
    head, _, _ = address.partition("::")
    return ":".join(head.split(":")[:4])
