"""Where the server listens, and under which names and which certificate clients find it there."""

import base64
import hashlib
import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

from peerdesk.server.errors import SettingsError

_PEM_BEGIN = "-----BEGIN CERTIFICATE-----"
_PEM_END = "-----END CERTIFICATE-----"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where to listen, and with which certificate. Port 0 lets the operating system choose."""

    host: str
    port: int
    tls_cert: Path | None = None
    tls_key: Path | None = None

    @property
    def is_loopback(self) -> bool:
        """Tell whether only this computer can reach the address."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def shown_host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def parse_listen(text: str, tls_cert: Path | None = None, tls_key: Path | None = None) -> Listening:
    """Return where to listen. Raises SettingsError if it makes no sense, or is not safe."""
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (colon and host and port.isascii() and port.isdigit() and int(port) <= 65535):
        raise SettingsError("Give the address as HOST:PORT, for example 127.0.0.1:8740.")
    if (tls_cert is None) != (tls_key is None):
        raise SettingsError("A certificate needs its key: give both --tls-cert and --tls-key.")
    listening = Listening(host=host, port=int(port), tls_cert=tls_cert, tls_key=tls_key)
    if tls_cert is None and not listening.is_loopback:
        raise SettingsError(
            "Other computers can reach this address, so the connection must be encrypted: "
            "give --tls-cert and --tls-key, or listen on 127.0.0.1."
        )
    return listening


def bind(listening: Listening) -> socket.socket:
    """Take the address. Raises SettingsError if somebody else has it, or it is not an address of this computer."""
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    # The protocol is named, because asyncio sends small answers at once only on sockets that say they are TCP.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((listening.host, listening.port))
    except OSError as e:
        bound.close()
        raise SettingsError(f"The address {listening.shown_host}:{listening.port} is in use, or not ours.") from e
    return bound


def address_of(listening: Listening, port: int) -> tuple[str, frozenset[str] | None]:
    """Return the URL, and the authorities that clients may use (None: any)."""
    if listening.tls_cert is not None:
        return f"https://{listening.shown_host}:{port}", None
    names = {"127.0.0.1", "localhost", "[::1]", listening.shown_host.lower()}
    hosts = {f"{name}:{port}" for name in names} | (names if port == 80 else set())
    return f"http://{listening.shown_host}:{port}", frozenset(hosts)


def certificate_pin(path: Path) -> bytes:
    """Return the SHA-256 of the first certificate in a PEM file. Raises SettingsError."""
    try:
        text = path.read_text(encoding="ascii")
        begin = text.index(_PEM_BEGIN) + len(_PEM_BEGIN)
        certificate = "".join(text[begin : text.index(_PEM_END, begin)].split())
        return hashlib.sha256(base64.b64decode(certificate, validate=True)).digest()
    except (OSError, ValueError) as e:
        raise SettingsError(f"The certificate {path} cannot be read.") from e
