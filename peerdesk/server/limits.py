"""How much of everything one caller may have, so that the others are served.

The sizes of messages are agreed with the clients and stand in `peerdesk.wire.limits`; these here are the
server's own business. They are far above what the desk ever does and far below what would hurt.
"""

import math
from dataclasses import dataclass, field, replace

from peerdesk.wire.limits import KIB, MAX_HAVE_IDS, MAX_PUSH_BYTES, MAX_ROOT_ENTRY_BYTES, MAX_WAKE_SPACES, MIB

SMALL_BODY_BYTES = 8 * KIB
LOGIN_BODY_BYTES = 16 * KIB  # the root's answer holds an ML-DSA-65 signature
PUSH_BODY_BYTES = MAX_PUSH_BYTES + 16 * KIB
HAVE_BODY_BYTES = MAX_HAVE_IDS * 40 + KIB
WAKE_BODY_BYTES = MAX_WAKE_SPACES * 32 + KIB
LOOK_BODY_BYTES = MAX_WAKE_SPACES * 72 + KIB
APPEND_BODY_BYTES = MAX_ROOT_ENTRY_BYTES + KIB
WORDLESS_BYTES = KIB  # a padded erase or void: both say only what they follow


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many at once, and from then on so many per second; for at most `keys` callers remembered at a time."""

    at_once: float
    per_second: float
    keys: int = 10_000

    def part(self, workers: int) -> "Rate":
        """Return the rate of one of so many workers, so that all of them together do not let more through."""
        return replace(self, at_once=max(1.0, self.at_once / workers), per_second=self.per_second / workers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds, bytes and counts, as the names say."""

    # A whole hospital may stand behind one address, and all its devices log in again after a restart.
    knocks_per_address: Rate = field(default_factory=lambda: Rate(at_once=3000, per_second=100))
    failures_per_caller: Rate = field(default_factory=lambda: Rate(at_once=8, per_second=1 / 30))
    requests_per_device: Rate = field(default_factory=lambda: Rate(at_once=4000, per_second=50))
    pushed_bytes_per_device: Rate = field(default_factory=lambda: Rate(at_once=512 * MIB, per_second=32 * KIB))
    # A computer that is off the list: what it had not sent fits many times over, and nothing more comes for long.
    handed_in_bytes_per_device: Rate = field(default_factory=lambda: Rate(at_once=4 * MIB, per_second=50))
    # A newcomer and the hospital's log-in: each try has the provider asked.
    sign_ins_per_invite: Rate = field(default_factory=lambda: Rate(at_once=20, per_second=1 / 30))
    entries_per_person: Rate = field(default_factory=lambda: Rate(at_once=24, per_second=20 / 86_400))
    requests_at_once_per_device: int = 4  # fewer than threads, so that nobody takes all of them
    body_seconds: float = 60.0
    header_seconds: float = 15.0
    nonce_seconds: int = 120
    marks_remembered: int = 100_000  # answered nonces and ended tokens; a fiftieth of one caller
    token_seconds: int = 900
    sign_in_seconds: int = 3600  # a newcomer prints the recovery sheet between signing in and joining
    waiting: int = 5000
    share_bytes: int = 4 * 1024 * MIB  # of one person in one space
    reserve_bytes: int = 64 * MIB  # kept free for the directory: a full disk must not hinder a revocation
    spare_bytes: int = 32 * MIB  # by which erases and new keys may go past the share, and into the reserve
    threads: int = 6

    def each_of(self, workers: int) -> "Limits":
        """Return what one of so many workers allows. Seats are rounded up: a wait and a push must fit side by side.

        Bytes and entries are not divided: a computer keeps its connection, and with it one worker, for all that it has
        to push. What it may have stored in all is counted in the database.
        """
        if workers == 1:
            return self
        return replace(
            self,
            knocks_per_address=self.knocks_per_address.part(workers),
            failures_per_caller=self.failures_per_caller.part(workers),
            requests_per_device=self.requests_per_device.part(workers),
            requests_at_once_per_device=max(2, math.ceil(self.requests_at_once_per_device / workers)),
            waiting=math.ceil(self.waiting / workers),
        )
