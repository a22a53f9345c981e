"""What the hospital's IT has decided for this computer, for every door: read once. No Qt here.

Where no file is, as on most computers, the start pays for one question to the file system and no more.
"""

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from peerdesk.desktop.preferences import Preferences
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.managed import ManagedSettings

if TYPE_CHECKING:
    from peerdesk.sync.transport import Transport
    from peerdesk.work.enrolment import Remotes

FILE_NAME = "policy.toml"
OTHER_SERVER = "other_server"
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


def first_preferences(managed: ManagedSettings) -> Preferences:
    """Return what a desk begins with before its person has chosen anything."""
    return replace(Preferences(), language=managed.language, lock_minutes=managed.first_lock)


def held_to(managed: ManagedSettings, remotes: "Remotes") -> "Remotes":
    """Return the same way to a server, which refuses every other than the one that was decided, if one was.

    For beginnings: an invite or a sheet of another hospital makes no notes here. What is here already syncs on.
    """
    if not managed.server:
        return remotes

    def reach(address: str, pin: bytes) -> "Transport":
        from peerdesk.sync.address import read_address

        if read_address(address).url != managed.server:
            raise ServerRefusedError(OTHER_SERVER)
        return remotes(address, pin)

    return reach


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
