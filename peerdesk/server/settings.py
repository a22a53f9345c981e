"""What a server is told when it starts. Everything it needs from outside comes in here."""

from collections.abc import Callable
from dataclasses import dataclass, field

from peerdesk.server.limits import Limits
from peerdesk.server.sign_in import SignIn
from peerdesk.server.store.place import Place
from peerdesk.server.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The outside world, handed in.

    `place` is where the database is. `public` are the bytes of the organisation's public file, which may be left out
    once the server has been started with it. `hosts` are the authorities (`name:port`, lower case) under which it
    answers; None for any, which is only right under TLS, where a login binds to the certificate. `now` gives seconds
    since 1970. `secret` (32 bytes) makes the tokens and nonces of this start; all `workers` have the same, and count
    in one `tally`. Whoever shows the `metrics_token` may ask for numbers; without one, only this computer may.
    `sign_in` is the hospital's own log-in, where an enrolment needs it beside the invite.
    """

    place: Place
    public: bytes | None
    now: Callable[[], float]
    monotonic: Callable[[], float]
    rng: Callable[[int], bytes]
    secret: bytes = field(repr=False)
    hosts: frozenset[str] | None = None
    limits: Limits = field(default_factory=Limits)
    workers: int = 1
    tally: Tally | None = None
    metrics_token: str = field(default="", repr=False)
    sign_in: SignIn | None = None

    @property
    def is_shared(self) -> bool:
        """Tell whether others may write to the same database: workers beside this one, or another computer's server."""
        return self.workers > 1 or self.place.postgres is not None
