"""What the hospital's IT has decided for one computer, whoever works at it: read from a file, obeyed by every desk.

Nothing in it opens a note or shares one. It can only make a desk lock sooner, never later.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from peerdesk.domain.errors import ExpectedError

STRICTEST_LOCK: Final = 1
"""Minutes. What holds while the file has a fault: nobody knows then how short the time was meant to be."""

SECONDS_A_MINUTE: Final = 60.0


class Profile(StrEnum):
    """What kind of computer it is. A workstation stands where people pass by; a laptop goes home with one person."""

    WORKSTATION = "shared workstation"
    LAPTOP = "laptop"


LONGEST_LOCKS: Final = {Profile.WORKSTATION: 5, Profile.LAPTOP: 15}
"""The most minutes until a desk that nobody touches locks, by profile."""

FIRST_LOCKS: Final = {Profile.WORKSTATION: 2, Profile.LAPTOP: 5}
"""The minutes that a desk begins with, until its person chooses others."""

_FIRST_LOCK: Final = 2


class Fault(StrEnum):
    """What may be wrong with the file, or with a value in it."""

    UNREADABLE = "unreadable"
    NOT_A_FILE = "not_a_file"
    OTHERS_WRITE = "others_write"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    NOT_TOML = "not_toml"
    UNKNOWN_NAME = "unknown_name"
    BAD_VALUE = "bad_value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One fault. `name` is the setting it is about, empty for the whole file."""

    fault: Fault
    name: str = ""


class ManagedFaultError(ExpectedError):
    """A fault of the file at `path` may hide where these notes belong, or with which server: so none begin."""

    code = "managed_fault"

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedSettings:
    """What was decided; an empty text or None leaves it to the person. `path` is the file, if there is one."""

    path: str = ""
    server: str = ""
    home: str = ""
    sign_in: str = ""
    language: str = ""
    profile: Profile | None = None
    lock_minutes: int | None = None
    complaints: tuple[Complaint, ...] = ()

    def hides(self, name: str) -> bool:
        """Say whether a fault may hide what was decided under `name`: the file's, that line's, or a slip in a name."""
        return not getattr(self, name) and any(
            one.name in ("", name) or one.fault is Fault.UNKNOWN_NAME for one in self.complaints
        )

    @property
    def longest_lock(self) -> int | None:
        """The most minutes until a desk that nobody touches locks; None where nothing was decided."""
        if self.complaints:
            return STRICTEST_LOCK
        decided = [] if self.profile is None else [LONGEST_LOCKS[self.profile]]
        if self.lock_minutes is not None:
            decided.append(self.lock_minutes)
        return min(decided, default=None)

    @property
    def first_lock(self) -> int:
        """The minutes that a desk begins with, until its person chooses others."""
        first = _FIRST_LOCK if self.profile is None else FIRST_LOCKS[self.profile]
        return first if self.longest_lock is None else min(first, self.longest_lock)

    def lock_seconds(self, chosen_minutes: int) -> float:
        """Return after how many quiet seconds a desk locks whose person has chosen these minutes."""
        longest = math.inf if self.longest_lock is None else self.longest_lock
        return min(chosen_minutes, longest) * SECONDS_A_MINUTE
