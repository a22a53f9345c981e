"""What the hospital's IT has decided for this computer, for every door. No Qt here.

Where no file is, as on most computers, the start pays for one question to the file system and no more.
"""

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from peerdesk.desktop.preferences import Preferences
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.managed import ManagedFaultError, ManagedSettings

if TYPE_CHECKING:
    from peerdesk.sync.transport import Transport
    from peerdesk.work.enrolment import Remotes

FILE_NAME = "policy.toml"
OTHER_SERVER = "other_server"
OTHER_SIGN_IN = "other_sign_in"
OWNERS = frozenset({0})
"""The user ids that are the system itself."""


def system_place() -> Path:
    """Return where the file lies. No variable of the environment has a say: a person could set those."""
    if sys.platform == "win32":
        return _windows_folder() / "PeerDesk" / FILE_NAME
    if sys.platform == "darwin":
        return Path("/Library/Application Support/PeerDesk") / FILE_NAME
    return Path("/etc/peerdesk") / FILE_NAME


def managed_here() -> ManagedSettings:
    """Return what was decided for this computer, as it was when this process first asked."""
    return _read(system_place())


def managed_anew() -> ManagedSettings:
    """Read once more what was decided: a window may have waited for days behind the one in use."""
    _read.cache_clear()
    return managed_here()


def default_home() -> Path:
    """Return this system's place for the notes of an account."""
    # Only where nobody named a place: most of what it knows is about other systems.
    import platformdirs

    return platformdirs.user_data_path("peerdesk", appauthor=False)


def is_in_doubt(home: Path, managed: ManagedSettings) -> bool:
    """Say whether a fault of the file may hide that notes lie elsewhere. Another home than the system's was named."""
    return managed.hides("home") and home == default_home()


def check_home(home: Path, managed: ManagedSettings) -> None:
    """Raise ManagedFaultError where new notes might lie in a home that nobody looks into once the file is mended."""
    if is_in_doubt(home, managed):
        raise ManagedFaultError(managed.path)


def left_behind(home: Path, managed: ManagedSettings) -> Path | None:
    """Return the home with the notes of this account, where the one that was decided on has nobody's yet."""
    if not managed.home or home != Path(managed.home):
        return None
    from peerdesk.vault.places import find_vaults

    if find_vaults(home):
        return None
    before = default_home()
    return before if before != home and find_vaults(before) else None


def first_preferences(managed: ManagedSettings) -> Preferences:
    """Return what a desk begins with before its person has chosen anything."""
    return replace(Preferences(), language=managed.language, lock_minutes=managed.first_lock)


def held_to(managed: ManagedSettings, remotes: "Remotes") -> "Remotes":
    """Return the same way to a server, which refuses every other than the one that was decided, if one was.

    For beginnings: an invite or a sheet of another hospital makes no notes here. What is here already syncs on.
    Where a fault may hide which server was decided, it refuses each with ManagedFaultError.
    """
    in_doubt = managed.hides("server")
    if not managed.server and not in_doubt:
        return remotes

    def reach(address: str, pin: bytes) -> "Transport":
        from peerdesk.sync.address import read_address

        if in_doubt:
            raise ManagedFaultError(managed.path)
        if read_address(address).url != managed.server:
            raise ServerRefusedError(OTHER_SERVER)
        return remotes(address, pin)

    return reach


def check_sign_in(managed: ManagedSettings, page: str) -> None:
    """Raise where the page at which somebody would sign in is not at the place that was decided, if one was.

    A server that is not honest can name any page; only what came with the computer tells which one it may be.
    Raises ServerRefusedError, or ManagedFaultError where a fault may hide the place.
    """
    from peerdesk.work.managed_file import is_at

    if managed.hides("sign_in"):
        raise ManagedFaultError(managed.path)
    if managed.sign_in and not is_at(page, managed.sign_in):
        raise ServerRefusedError(OTHER_SIGN_IN)


@cache
def _read(place: Path) -> ManagedSettings:
    try:
        place.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return ManagedSettings()
    except OSError:
        pass  # There, or not there: whoever reads it says which.
    from peerdesk.work.managed_file import read_managed

    return read_managed(place, OWNERS)


if sys.platform == "win32":
    import winreg

    def _windows_folder() -> Path:
        key = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as folders:
            return Path(str(winreg.QueryValueEx(folders, "Common AppData")[0]))
