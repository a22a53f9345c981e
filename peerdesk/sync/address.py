"""The address of a server, as it stands in an invite or on a recovery sheet."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.wire.web_address import is_this_computer


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """`url` without a slash at its end; `authority` is host and port as written, in lower case."""

    url: str
    authority: str
    is_secure: bool


def read_address(text: str) -> Address:
    """Return the address. Raises ServerRefusedError("address") unless it is https, or http on this computer."""
    try:
        parts = urlsplit(text.strip())
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise ServerRefusedError("address") from None
    plain_and_here = parts.scheme == "http" and is_this_computer(host)
    odd = parts.username or parts.password or parts.query or parts.fragment or parts.path.strip("/")
    if not host or odd or not (parts.scheme == "https" or plain_and_here):
        raise ServerRefusedError("address")
    authority = parts.netloc.lower()
    return Address(url=f"{parts.scheme}://{authority}", authority=authority, is_secure=parts.scheme == "https")
