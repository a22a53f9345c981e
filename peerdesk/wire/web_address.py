"""Addresses that somebody else names, for a browser or for a question: which of them may be gone to at all."""

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

_THIS_COMPUTER: Final = "localhost"
_LONGEST: Final = 1024
_PORTS: Final = {"https": 443, "http": 80}
_LABEL: Final = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last one begins with a letter: what ends in a number, also in a hexadecimal one, is an address to a browser.
_NAME: Final = re.compile(rf"(?:{_LABEL}\.)*(?=[a-z]){_LABEL}", re.ASCII)
_LONGEST_NAME: Final = 253


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
    if parts.username is not None or parts.password is not None or "#" in address:
        return ""
    if port == 0 or not _is_read_alike(host) or ("[" in parts.netloc) != (":" in host):
        return ""
    if parts.scheme != "https" and not (parts.scheme == "http" and is_this_computer(host)):
        return ""
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{port or _PORTS[parts.scheme]}"


def is_as_safe_as(address: str, other: str) -> bool:
    """Say whether an address may be gone to on the word of the other: one that is encrypted names only such ones."""
    origin = origin_of(address)
    return bool(origin) and (origin.startswith("https:") or origin_of(other).startswith("http:"))


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


def _is_read_alike(host: str) -> bool:
    """Say whether every reader takes a host for the same one: it is a plain name, or an IP in its usual spelling."""
    if len(host) <= _LONGEST_NAME and _NAME.fullmatch(host):
        return True
    try:
        return str(ipaddress.ip_address(host)) == host and "%" not in host
    except ValueError:
        return False
