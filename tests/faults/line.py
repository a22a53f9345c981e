"""The way from a client process to a server process, over a port that is not the server's own."""

import httpx2

from peerdesk.sync.address import Address
from peerdesk.sync.remote import Remote
from peerdesk.sync.transport import Transport

SECONDS = 5.0


def through(url: str, authority: str) -> Transport:
    """Return a connection to the server called `authority` by way of `url`."""
    client = httpx2.Client(trust_env=False, headers={"host": authority}, timeout=SECONDS)
    return Remote(client, Address(url=url, authority=authority, is_secure=False), deadline_seconds=SECONDS)
