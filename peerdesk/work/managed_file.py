"""Reading the file of the hospital's IT. It is believed only where nobody but the system could have written it.

Whatever is wrong with it is told, and never makes a desk lock later: see `ManagedSettings.longest_lock`.
"""

import os
import stat
import sys
import tomllib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.managed import Complaint, Fault, ManagedSettings, Profile
from peerdesk.sync.address import read_address
from peerdesk.wire.web_address import origin_of

LARGEST_BYTES: Final = 16 * 1024
LANGUAGES: Final = ("en", "es")
LOCKS: Final = range(1, 16)
"""The minutes that `lock_minutes` takes."""

_LONGEST_TEXT: Final = 500
_NO_LINKS: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class _FaultyError(Exception):
    """The file, or one value of it, is not taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_managed(path: Path, owners: Collection[int]) -> ManagedSettings:
    """Return what the file at `path` decides, and what is wrong with it. A file that is not there decides nothing.

    `owners` are the user ids that may own the file and its folder. Never raises for anything a file could be.
    """
    try:
        table = _table(path, owners)
    except FileNotFoundError:
        return ManagedSettings()
    except _FaultyError as faulty:
        return ManagedSettings(path=str(path), complaints=(Complaint(fault=faulty.fault),))
    return _judged(path, table)


def is_at(page: str, place: str) -> bool:
    """Say whether a page is at the place that `sign_in` decided on: at its host and port, and below its path.

    Providers that many hospitals share are one host: there only the path tells whose sign-in it is.
    """
    (origin, path), (kept, above) = _parted(page), _parted(place)
    if not origin or origin != kept:
        return False
    return not above or (_goes_down_only(path) and f"{path}/".startswith(f"{above}/"))


def _table(path: Path, owners: Collection[int]) -> Mapping[str, Any]:
    try:
        raw = _bytes(path, owners)
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError from None
    except OSError:
        raise _FaultyError(Fault.UNREADABLE) from None
    if len(raw) > LARGEST_BYTES:
        raise _FaultyError(Fault.TOO_LARGE)
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _FaultyError(Fault.NOT_TEXT) from None
    except (ValueError, RecursionError):
        # Not TOML's own error alone: a number of 5,000 digits, or brackets within brackets, are within the size that is
        # read, and more than Python takes.
        raise _FaultyError(Fault.NOT_TOML) from None


def _bytes(path: Path, owners: Collection[int]) -> bytes:
    """Return at most one byte more than is taken. A link, a pipe, or what somebody else may write is refused."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise _FaultyError(Fault.NOT_A_FILE)
    handle = os.open(path, os.O_RDONLY | _NO_LINKS)
    with os.fdopen(handle, "rb") as file:
        # Looked at once more as it was opened: what lies at the path may have changed since.
        opened = os.fstat(handle)
        if not stat.S_ISREG(opened.st_mode):
            raise _FaultyError(Fault.NOT_A_FILE)
        if not (_is_held(path, opened, owners) and _is_held(path.parent, path.parent.lstat(), owners)):
            raise _FaultyError(Fault.OTHERS_WRITE)
        return file.read(LARGEST_BYTES + 1)


def _is_held(path: Path, status: os.stat_result, owners: Collection[int]) -> bool:
    """Say whether only the system could have written it.

    On Windows this is not known: what `stat` says has no owner there, so writing is tried, and an owner who gave up
    writing for now is believed. The rights of the folder, which the installer sets, are what holds.
    """
    if sys.platform == "win32":
        return path.is_dir() or not _can_write(path)
    return status.st_uid in owners and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _can_write(path: Path) -> bool:
    try:
        path.open("r+b").close()
    except OSError:
        return False
    return True


def _judged(path: Path, table: Mapping[str, Any]) -> ManagedSettings:
    taken: dict[str, Any] = {}
    complaints = []
    for name, value in table.items():
        try:
            taken[name] = _READERS.get(name, _unknown)(value)
        except _FaultyError as faulty:
            complaints.append(Complaint(fault=faulty.fault, name=name[:40]))
    return ManagedSettings(path=str(path), complaints=tuple(complaints), **taken)


def _unknown(_value: object) -> object:
    raise _FaultyError(Fault.UNKNOWN_NAME)


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_TEXT or not value.isprintable():
        raise _FaultyError(Fault.BAD_VALUE)
    return value


def _server(value: object) -> str:
    try:
        return read_address(_text(value)).url
    except ServerRefusedError:
        raise _FaultyError(Fault.BAD_VALUE) from None


def _sign_in(value: object) -> str:
    origin, path = _parted(_text(value))
    # What would not be held to is told: a place that somebody believes to be narrower than it is protects nobody.
    if not origin or "?" in str(value) or not _goes_down_only(path):
        raise _FaultyError(Fault.BAD_VALUE)
    return origin + path.rstrip("/")


def _parted(address: str) -> tuple[str, str]:
    """Return origin and path of an address, both empty for one that nobody should go to."""
    origin = origin_of(address)
    return (origin, urlsplit(address).path) if origin else ("", "")


def _goes_down_only(path: str) -> bool:
    """Say whether no part of a path leads up again, or would once somebody reads it for a second time."""
    read = unquote(path)
    parts = read.replace("\\", "/").split("/")
    return "%" not in read and not any(part.partition(";")[0] in {".", ".."} for part in parts)


def _home(value: object) -> str:
    try:
        path, own = Path(_text(value)).expanduser(), Path.home()
    except RuntimeError:
        raise _FaultyError(Fault.BAD_VALUE) from None
    # PeerDesk takes a home for its own: neither a person's whole folder nor a whole disk can be one.
    if not path.is_absolute() or ".." in path.parts or path in (own, Path(path.anchor)):
        raise _FaultyError(Fault.BAD_VALUE)
    return str(path)


def _language(value: object) -> str:
    if not isinstance(value, str) or value not in LANGUAGES:
        raise _FaultyError(Fault.BAD_VALUE)
    return value


def _profile(value: object) -> Profile:
    try:
        return Profile(_text(value))
    except ValueError:
        raise _FaultyError(Fault.BAD_VALUE) from None


def _lock_minutes(value: object) -> int:
    if type(value) is not int or value not in LOCKS:
        raise _FaultyError(Fault.BAD_VALUE)
    return value


_READERS: Final[Mapping[str, Callable[[object], object]]] = {
    "server": _server,
    "home": _home,
    "sign_in": _sign_in,
    "language": _language,
    "profile": _profile,
    "lock_minutes": _lock_minutes,
}
