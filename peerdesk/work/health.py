"""Looking after what lies on this computer: findings in codes, never anything that was written."""

import os
import shutil
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from peerdesk.domain.errors import ExpectedError
from peerdesk.vault import header
from peerdesk.vault.integrity import damaged_pages, recounted
from peerdesk.vault.places import DATABASE, VaultPlace, find_vaults
from peerdesk.vault.vault import Vault
from peerdesk.work.backups import backups_here, check_backup

ROOM_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `code` says what, `ok` how it stands, `vault` whose it is (empty: the computer)."""

    code: str
    ok: bool
    vault: str = ""


def doctor(home: Path) -> tuple[Finding, ...]:
    """Look at the home, the disk and every vault, without opening any. Changes nothing."""
    findings = [
        Finding(code="home", ok=home.is_dir() and os.access(home, os.W_OK)),
        Finding(code="room", ok=_room(home)),
    ]
    for place in find_vaults(home):
        findings += _vault(place)
    return tuple(findings)


def doctor_inside(vault: Vault) -> tuple[Finding, ...]:
    """Look into notes that are open: whether they are as they were left, every page, and the newest backup."""
    newest = next(iter(backups_here(vault.folder)), None)
    with vault.read() as tx:
        whose = tx.identity.get().display_name
    holds = newest is not None and vault.with_key(lambda key: check_backup(newest, key)).holds
    return (
        Finding(code="as_left", ok=recounted(vault).is_well, vault=whose),
        Finding(code="pages", ok=damaged_pages(vault) == 0, vault=whose),
        Finding(code="backup", ok=holds, vault=whose),
    )


def _room(home: Path) -> bool:
    there = next((folder for folder in (home, *home.parents) if folder.exists()), Path("/"))
    return shutil.disk_usage(there).free >= ROOM_BYTES


def _vault(place: VaultPlace) -> list[Finding]:
    whose = place.display_name or place.folder.name
    return [
        Finding(code="header", ok=_header(place.folder), vault=whose),
        Finding(code="database", ok=_database(place.folder), vault=whose),
        Finding(code="private", ok=_private(place.folder), vault=whose),
        Finding(code="free", ok=place.held_by() is None, vault=whose),
    ]


def _header(folder: Path) -> bool:
    try:
        return bool(header.read(folder))
    except ExpectedError:
        return False


def _database(folder: Path) -> bool:
    # A file without a page opens with any key as a valid empty database, so its size is looked at.
    path = folder / DATABASE
    return path.is_file() and path.stat().st_size > 0


def _private(folder: Path) -> bool:
    if sys.platform == "win32":
        return True
    own = [path for path in (folder, *folder.iterdir()) if not path.is_symlink()]
    return not any(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) for path in own)
