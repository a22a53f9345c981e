"""From a passphrase to a key: Argon2id (RFC 9106), within bounds that are checked before any work is done.

A header comes from a disk that others may have touched. It can ask for neither so little work that
guessing is cheap nor so much that opening the vault takes the machine down.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from peerdesk.crypto.derivation import KEY_BYTES
from peerdesk.crypto.errors import KdfOutOfBoundsError

SALT_BYTES = 16
_MIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Argon2Profile:
    """How much work one guess costs. Memory in KiB; passes over it; lanes side by side."""

    memory_kib: int
    passes: int
    lanes: int


RFC_9106_SECOND = Argon2Profile(memory_kib=64 * _MIB, passes=3, lanes=4)  # RFC 9106 section 4, second choice
FLOOR = RFC_9106_SECOND
CEILING = Argon2Profile(memory_kib=1024 * _MIB, passes=10, lanes=4)
TEST_ONLY = Argon2Profile(memory_kib=32, passes=1, lanes=4)  # the least that Argon2 knows; never in a product


def check_bounds(profile: Argon2Profile, *, allow_test_profile: bool = False) -> None:
    """Raise KdfOutOfBoundsError unless the profile lies within FLOOR and CEILING."""
    if allow_test_profile and profile == TEST_ONLY:
        return
    if not (
        FLOOR.memory_kib <= profile.memory_kib <= CEILING.memory_kib
        and FLOOR.passes <= profile.passes <= CEILING.passes
        and profile.lanes == FLOOR.lanes
    ):
        raise KdfOutOfBoundsError(profile.memory_kib, profile.passes, profile.lanes)


def derive(passphrase: str, salt: bytes, profile: Argon2Profile, *, allow_test_profile: bool = False) -> bytes:
    """Return the 32-byte key that this passphrase gives. Takes as long as the profile asks for.

    The interpreter lock is free meanwhile. Raises KdfOutOfBoundsError before any work is done.
    """
    check_bounds(profile, allow_test_profile=allow_test_profile)
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 16 bytes")
    argon2 = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=profile.passes,
        lanes=profile.lanes,
        memory_cost=profile.memory_kib,
    )
    return argon2.derive(normalised(passphrase).encode("utf-8", "surrogatepass"))


def normalised(passphrase: str) -> str:
    """Return the passphrase in NFKC, so that every keyboard's way to write it gives the same key."""
    return unicodedata.normalize("NFKC", passphrase)


def hash_once(profile: Argon2Profile) -> None:
    """Do the work of one derivation, to see how long it takes here. Raises MemoryError if there is no room."""
    derive("how long does this take", bytes(SALT_BYTES), profile)


def calibrate(
    target_seconds: float,
    monotonic: Callable[[], float],
    *,
    max_memory_kib: int = CEILING.memory_kib,
    work: Callable[[Argon2Profile], None] = hash_once,
) -> Argon2Profile:
    """Return the profile that takes about `target_seconds` on this machine: memory first, then passes.

    Never below FLOOR, however slow the machine. `max_memory_kib` keeps a share of the memory free.
    """
    memory = _memory_for(target_seconds, monotonic, max_memory_kib, work)
    profile = Argon2Profile(memory_kib=memory, passes=FLOOR.passes, lanes=FLOOR.lanes)
    seconds = _seconds(profile, monotonic, work)
    if seconds <= 0:
        return profile
    passes = int(FLOOR.passes * target_seconds / seconds)
    return Argon2Profile(memory_kib=memory, passes=min(max(passes, FLOOR.passes), CEILING.passes), lanes=FLOOR.lanes)


def _memory_for(
    target_seconds: float,
    monotonic: Callable[[], float],
    max_memory_kib: int,
    work: Callable[[Argon2Profile], None],
) -> int:
    # Work grows with memory, so twice the memory is tried only where it is likely to fit the time.
    memory = FLOOR.memory_kib
    seconds = _seconds(FLOOR, monotonic, work)
    while 2 * memory <= min(max_memory_kib, CEILING.memory_kib) and 2 * seconds <= target_seconds:
        larger = Argon2Profile(memory_kib=2 * memory, passes=FLOOR.passes, lanes=FLOOR.lanes)
        try:
            seconds = _seconds(larger, monotonic, work)
        except MemoryError:
            break
        if seconds > target_seconds:
            break
        memory = larger.memory_kib
    return memory


def _seconds(profile: Argon2Profile, monotonic: Callable[[], float], work: Callable[[Argon2Profile], None]) -> float:
    begun = monotonic()
    work(profile)
    return monotonic() - begun
