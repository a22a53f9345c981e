"""Which certificate of a server is believed: the very one that the invite pinned, or those the computer trusts.

There is no "continue anyway". A pinned certificate needs no authority, and no authority can replace it.
"""

import hashlib
import hmac
import socket
import ssl
from typing import Final
from urllib.parse import urlsplit

import truststore

from peerdesk.domain.errors import OfflineError
from peerdesk.sync.address import read_address

_HTTPS: Final = 443
_SECONDS: Final = 10.0


class PinnedContext(ssl.SSLContext):
    """Accepts exactly one certificate, by the SHA-256 of its DER form, and looks at it before a byte is sent."""

    pin: bytes = b""

    def wrap_socket(
        self,
        sock: socket.socket,
        server_side: bool = False,
        do_handshake_on_connect: bool = True,
        suppress_ragged_eofs: bool = True,
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLSocket:
        """Shake hands, then compare the certificate. Raises ssl.SSLCertVerificationError for any other one."""
        wrapped = super().wrap_socket(
            sock, server_side, do_handshake_on_connect, suppress_ragged_eofs, server_hostname, session
        )
        shown = wrapped.getpeercert(binary_form=True) or b""
        if not hmac.compare_digest(hashlib.sha256(shown).digest(), self.pin):
            wrapped.close()
            raise ssl.SSLCertVerificationError("not the pinned certificate")
        return wrapped


def context_for(pin: bytes) -> ssl.SSLContext:
    """Return the TLS settings for a pin (32 bytes), or for an empty pin those of the operating system."""
    if not pin:
        trusted = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusted.minimum_version = ssl.TLSVersion.TLSv1_2
        return trusted
    context = PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.pin = pin
    return context


def shown_pin(address: str) -> bytes:
    """Return the SHA-256 of the certificate that a server shows, whoever vouches for it; nothing for plain HTTP.

    Only for somebody who has another way to tell whether it is the right one. Raises OfflineError, or
    ServerRefusedError for an address that is not one.
    """
    read = read_address(address)
    if not read.is_secure:
        return b""
    parts = urlsplit(read.url)
    asking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    asking.check_hostname = False
    asking.verify_mode = ssl.CERT_NONE
    asking.minimum_version = ssl.TLSVersion.TLSv1_2
    host = parts.hostname or ""
    try:
        with (
            socket.create_connection((host, parts.port or _HTTPS), timeout=_SECONDS) as plain,
            asking.wrap_socket(plain, server_hostname=host) as wrapped,
        ):
            return hashlib.sha256(wrapped.getpeercert(binary_form=True) or b"").digest()
    except OSError:
        raise OfflineError from None


def is_about_certificate(failure: BaseException | None) -> bool:
    """Say whether a connection failed because a certificate was not believed, however deep the libraries wrapped it."""
    while failure is not None:
        if isinstance(failure, ssl.SSLCertVerificationError):
            return True
        failure = failure.__cause__ or failure.__context__
    return False
