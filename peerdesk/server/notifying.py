"""Tell what started the server that it is ready: systemd names a socket for that, and waits for a word there."""

import logging
import socket

log = logging.getLogger(__name__)


def tell_ready(address: str) -> None:
    """Say that connections are taken, at the socket that NOTIFY_SOCKET named; empty where nobody asked.

    See sd_notify(3). An address that begins with @ lies in no folder.
    """
    if not address:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect(f"\0{address[1:]}" if address.startswith("@") else address)
            line.sendall(b"READY=1")
    except OSError:
        log.warning("whoever started the server did not hear that it is ready")
