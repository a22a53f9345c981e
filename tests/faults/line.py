"""The way from a client process to a server process, over a port that is not the server's own."""

import httpx2

from peerdesk.sync.address import Address
from peerdesk.sync.one_piece import OnePiece
from peerdesk.sync.remote import Remote
from peerdesk.sync.transport import Transport

SECONDS = 5.0


class Called(OnePiece):
    """The way to a server that goes by another name than that of the port."""

    def __init__(self, authority: str) -> None:
        super().__init__(None)
        self._authority = authority

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["host"] = self._authority
        return super().handle_request(request)


def through(url: str, authority: str) -> Transport:
    """Return a connection to the server called `authority` by way of `url`."""
    return Remote(Called(authority), Address(url=url, authority=authority, is_secure=False), deadline_seconds=SECONDS)
