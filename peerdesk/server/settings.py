"""What a server is told when it starts. Everything it needs from outside comes in here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from peerdesk.server.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`data` is the server's folder. `public` are the bytes of the organisation's public file.

    `public` may be left out once the server has been started with it. `hosts` are the authorities
    (`name:port`, lower case) under which it answers; None for any, which is only right under TLS, where `pin`
    (the SHA-256 of the certificate) is what a login binds to. `now` gives seconds since 1970.
    """

    data: Path
    public: bytes | None
    now: Callable[[], float]
    monotonic: Callable[[], float]
    rng: Callable[[int], bytes]
    hosts: frozenset[str] | None = None
    pin: bytes = b""
    database: str = ""
    limits: Limits = field(default_factory=Limits)
