"""Addresses that somebody else names, for a browser or for a question: which of them may be gone to at all."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

_THIS_COMPUTER: Final = "localhost"
_LONGEST: Final = 1024
_PORTS: Final = {"https": 443, "http": 80}


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address that is encrypted or of this very computer; empty for any other.

    Only plain signs are taken, and nobody's name before the host: what a person reads is then where a browser goes.
    """
    if len(address) > _LONGEST or not address.isascii() or not address.isprintable() or set(address) & set(' \\"<>'):
        return ""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not host or parts.username is not None or parts.password is not None or "#" in address:
        return ""
    if parts.scheme != "https" and not (parts.scheme == "http" and is_this_computer(host)):
        return ""
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{port or _PORTS[parts.scheme]}"


def host_of(address: str) -> str:
    """Return the host of an address, as a person should read it: with its port only where that is not the usual one."""
    origin = origin_of(address)
    scheme, _, authority = origin.partition("://")
    return authority.removesuffix(f":{_PORTS[scheme]}") if origin else ""


def is_this_computer(host: str) -> bool:
    """Say whether a host is the computer itself, which nobody outside of it can listen to."""
    if host == _THIS_COMPUTER:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
