"""New keys for a whole vault: another root key, every page sealed anew, each way in made anew, and a backup of it.

All of it is made beside the vault that is open, read from end to end, and opened by the passphrase and by the sheet.
Then one rename lets it count (`rotated.py`). Before that rename nothing has changed; behind it, it ends the same
whatever happens. What somebody keeps meanwhile is in the copy as well, or the copy is made again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from peerdesk.domain.errors import DiskFailedError, DiskFullError
from peerdesk.domain.rotation_errors import RotationStoppedError
from peerdesk.vault import backups, files, own_file, rotated, slots
from peerdesk.vault.failures import translated
from peerdesk.vault.new_keys import Rotation, new_keys
from peerdesk.vault.places import HEADER
from peerdesk.vault.rotated import BEGUN
from peerdesk.vault.rotation_copy import RotationCopy
from peerdesk.vault.undoing import undone_on_failure
from peerdesk.vault.vault import ClosedVaultError, Vault

ATTEMPTS: Final = 3
"""So often a copy is made while others keep things meanwhile. The one after that lets nobody in between."""

_FOLD: Final = "PRAGMA wal_checkpoint(TRUNCATE)"


def rotate(vault: Vault, asked: Rotation) -> None:
    """Put the vault under new keys. It is over afterwards: open it anew, with the same passphrase.

    Needs room for two copies. Raises WrongPassphraseError, TooSoonError, RotationStoppedError, VaultDamagedError or a
    disk error; then nothing has changed, and the vault goes on to be open.
    """
    folder = vault.folder
    with (
        files.disk(),
        translated(),
        _told_as_stopped(),
        undone_on_failure(lambda: rotated.sweep(folder)),
        _told_as_full(folder),
    ):
        was = _header_of(folder)
        making = RotationCopy(folder=folder / BEGUN, keys=new_keys(vault, asked), asked=asked)
        for _ in range(ATTEMPTS):
            held, mark = vault.at_length(making.copy)
            taken = making.finish(held)
            if _changed_places(vault, was, asked, _unless_changed(folder, mark, taken)):
                return
        # Somebody goes on and on keeping things. Now that waits until this is done.
        _changed_places(vault, was, asked, making.make_at_once)


def _unless_changed(folder: Path, mark: int, taken: bytes) -> Callable[[dbapi2.Connection], bool]:
    return lambda driver: driver.total_changes == mark and own_file.state_of(folder) == taken


def _changed_places(vault: Vault, was: bytes, asked: Rotation, is_ready: Callable[[dbapi2.Connection], bool]) -> bool:
    """Let what was made count where it is ready, and say whether it was. The ways in must be as they were."""

    def last(driver: dbapi2.Connection) -> bool:
        if not is_ready(driver):
            return False
        asked.demand_wanted()
        if _header_of(vault.folder) != was:
            raise RotationStoppedError
        driver.execute(_FOLD).fetchall()
        rotated.commit(vault.folder)
        return True

    with backups.TURN, slots.TURN, own_file.TURN:
        return vault.end_with(last, lambda: _moved(vault.folder))


def _moved(folder: Path) -> None:
    # What the disk keeps from being moved now is moved when the vault is opened next.
    with suppress(OSError):
        rotated.finish(folder)


def _header_of(folder: Path) -> bytes:
    return (folder / HEADER).read_bytes()


@contextmanager
def _told_as_full(folder: Path) -> Iterator[None]:
    try:
        yield
    except DiskFailedError:
        # On a full disk SQLite may fold less in than it was asked to and say nothing, which shows only when it is read.
        if not files.has_room(folder):
            raise DiskFullError from None
        raise


@contextmanager
def _told_as_stopped() -> Iterator[None]:
    try:
        yield
    except ClosedVaultError:
        raise RotationStoppedError from None
