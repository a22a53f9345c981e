"""The certificate that the server shows, and a newer one in its place without a connection being dropped.

A login is bound to the certificate of its own connection. So each connection knows which one it was shown: those that
were there before a newer one came go on with the older, and computers on them can still log in.
"""

import asyncio
import ssl
from pathlib import Path

from peerdesk.server.errors import SettingsError
from peerdesk.server.listening import certificate_pin


class Showing(ssl.SSLContext):
    """The settings of a connection that show one certificate. `pin` is its SHA-256."""

    pin: bytes = b""


class Certificate:
    """What is shown to new connections. `context` is what the listener is given, once."""

    def __init__(self, cert: Path, key: Path) -> None:
        """Read both files. Raises SettingsError if they cannot be used."""
        self._files = cert, key
        self._now = self.context = _showing(cert, key)
        self.context.sni_callback = self._show

    def read_again(self) -> None:
        """Show what is in the files now. Raises SettingsError; then what was shown before still is."""
        self._now = _showing(*self._files)

    def _show(self, connection: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        # Called for each handshake, also where the client names no host.
        connection.context = self._now


def pin_shown(transport: asyncio.BaseTransport) -> bytes:
    """Return the pin of the certificate that this connection was shown; empty where it is not encrypted."""
    connection = transport.get_extra_info("ssl_object")
    context = None if connection is None else connection.context
    return context.pin if isinstance(context, Showing) else b""


def _showing(cert: Path, key: Path) -> Showing:
    context = Showing(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.pin = certificate_pin(cert)
    try:
        context.load_cert_chain(cert, key)
    except OSError as e:
        raise SettingsError("The certificate and the key do not work together.") from e
    if certificate_pin(cert) != context.pin:
        raise SettingsError("The certificate was changed while it was read.")
    return context
