"""A copy of the built-in database, made while the server runs, that counts only once all of it was checked.

The copy is one steady picture: what was acknowledged before it began is in it. It is written beside its place under
another name, put on the disk, verified from end to end, and only then given its name, which nobody else may have.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from peerdesk.server.errors import BackupError, SettingsError
from peerdesk.server.store.copying import copy_database
from peerdesk.server.store.place import Place
from peerdesk.server.verifying import Verified, opened_for_reading, verify

UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy that holds, and what is in it."""

    file: Path
    bytes: int
    verified: Verified


def back_up(place: Place, to: Path) -> Backup:
    """Make the copy. Raises SettingsError, BackupError or StoreError; then there is none, and `to` is as it was."""
    if place.postgres is not None:
        raise SettingsError("PostgreSQL makes its own backups: use pg_dump, and verify what you restored from it.")
    if to.exists():
        raise SettingsError(f"{to} is there already, and a backup never replaces anything.")
    unfinished = to.with_name(to.name + UNFINISHED)
    try:
        unfinished.unlink(missing_ok=True)
        verified = _copied(place, unfinished)
        # A link fails where the name has been taken meanwhile; a rename would replace what is there.
        os.link(unfinished, to)
        _on_disk(to.parent)
    except FileExistsError as e:
        raise SettingsError(f"{to} is there already, and a backup never replaces anything.") from e
    except OSError as e:
        raise SettingsError(f"The backup {to} cannot be written: {e.strerror}.") from e
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(file=to, bytes=to.stat().st_size, verified=verified)


def _copied(place: Place, to: Path) -> Verified:
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    source = opened_for_reading(place)
    try:
        copy_database(source, to)
    finally:
        source.close()
    _on_disk(to)
    verified = verify(Place(folder=to.parent, name=to.name))
    if verified.faults:
        raise BackupError(f"The copy does not hold, so there is none. First fault: {verified.faults[0]}.")
    return verified


def _on_disk(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
