"""Where backups lie, what their names say, and which of them stay.

Each is a folder of its own under `backups` in the vault's folder, shaped as a vault is: a header, a database, a seal.
The number in its name orders them, never the clock; the time is a label for people. A name that begins with a dot is a
backup that was never finished, or one that is on its way out.
"""

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from peerdesk.vault import files
from peerdesk.vault.places import DATABASE

FOLDER: Final = "backups"
NEWEST_KEPT: Final = 5
DAYS_KEPT: Final = 7
WEEKS_KEPT: Final = 4
UPDATES_KEPT: Final = 2
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_PARTS: Final = 3


class Reason(StrEnum):
    """Why a backup was made. The values are part of its name."""

    ASKED = "asked"
    UNLOCK = "unlock"
    UPDATE = "update"
    """Before the database was brought up to a newer form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPlace:
    """A finished backup. `number` is unique in its vault and grows; `made_at` is UTC, what the clock said then."""

    folder: Path
    number: int
    made_at: datetime
    reason: Reason

    @property
    def name(self) -> str:
        """Return what people and programs call it by."""
        return self.folder.name

    @property
    def vault(self) -> Path:
        """Return the folder of the vault that it lies in."""
        return self.folder.parent.parent

    @property
    def size(self) -> int:
        """Return how many bytes it takes on the disk."""
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())


def backups_folder(vault: Path) -> Path:
    """Return the folder in which the backups of a vault lie."""
    return vault / FOLDER


def find_backups(vault: Path) -> tuple[BackupPlace, ...]:
    """Return the finished backups beside a vault's database, the newest first. Raises DiskFailedError."""
    within = backups_folder(vault)
    with files.disk():
        if not within.is_dir():
            return ()
        found = [place for folder in within.iterdir() if (place := read_place(folder)) is not None]
    return tuple(sorted(found, key=lambda one: one.number, reverse=True))


def name_of(number: int, made_at: datetime, reason: Reason) -> str:
    """Return the name of a backup's folder."""
    return f"{number:06d}-{made_at.astimezone(UTC).strftime(_STAMP)}-{reason.value}"


def kept(found: tuple[BackupPlace, ...]) -> frozenset[BackupPlace]:
    """Return which backups stay: the newest five, the last of seven days and of four weeks, and those before updates.

    Days and weeks are counted by those on which one was made, so a clock that is wrong by years takes none away.
    """
    newest = sorted(found, key=lambda one: one.number, reverse=True)
    updates = [one for one in newest if one.reason is Reason.UPDATE]
    stay = {*newest[:NEWEST_KEPT], *updates[:UPDATES_KEPT]}
    for label, most in (("%Y-%m-%d", DAYS_KEPT), ("%G-%V", WEEKS_KEPT)):
        last: dict[str, BackupPlace] = {}
        for one in newest:
            last.setdefault(one.made_at.strftime(label), one)
        stay.update(list(last.values())[:most])
    return frozenset(stay)


def rotate(vault: Path) -> None:
    """Take away the backups that do not stay. Cut short at any moment, each is there whole or not at all."""
    found = find_backups(vault)
    for place in set(found) - kept(found):
        remove(place)


def remove(place: BackupPlace) -> None:
    """Take one away: its name first, so that what is half deleted is never taken for a backup."""
    leaving = place.folder.with_name("." + place.name)
    with files.disk():
        place.folder.rename(leaving)
        files.sync_folder(leaving.parent)
    shutil.rmtree(leaving, ignore_errors=True)


def sweep(vault: Path) -> None:
    """Take away what an earlier making or taking away left behind."""
    with contextlib.suppress(OSError):
        for folder in backups_folder(vault).iterdir():
            if folder.name.startswith("."):
                shutil.rmtree(folder, ignore_errors=True)


def read_place(folder: Path) -> BackupPlace | None:
    """Return the backup in a folder, None where its name or its content says that it is none."""
    parts = folder.name.split("-")
    if len(parts) != _PARTS or not parts[0].isdecimal() or not (folder / DATABASE).is_file():
        return None
    try:
        made_at = datetime.strptime(parts[1], _STAMP).replace(tzinfo=UTC)
        return BackupPlace(folder=folder, number=int(parts[0]), made_at=made_at, reason=Reason(parts[2]))
    except ValueError:
        return None
