"""Where vaults are on this computer: one folder for each person, with a random name, under `vaults` in the home.

This is read before the unlock window is painted, so it asks the standard library for two values of each header and
imports nothing that opens anything. Whether a header is sound is found out when somebody unlocks.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from peerdesk.vault import lock

FOLDER: Final = "vaults"
DATABASE: Final = "vault.db"
HEADER: Final = "header.json"
PREVIOUS_HEADER: Final = "header.json.prev"
SEAL: Final = "seal"
PRIVATE: Final = "private.db"
MOST_HEADER_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultPlace:
    """A vault that was found. `vault_id` is 16 bytes; the name is what its header shows, empty if that is damaged."""

    folder: Path
    vault_id: bytes
    display_name: str

    def held_by(self) -> int | None:
        """Return the number of the process that has it open (0 where that is unknown), None when nobody has."""
        return lock.holder(self.folder)


def vaults_folder(home: Path) -> Path:
    """Return the folder in which each vault has its own."""
    return home / FOLDER


def find_vaults(home: Path) -> tuple[VaultPlace, ...]:
    """Return the vaults under a home, by name. A folder that was not finished when it was made is none."""
    within = vaults_folder(home)
    if not within.is_dir():
        return ()
    found = [place for folder in sorted(within.iterdir()) if (place := _place(folder)) is not None]
    return tuple(sorted(found, key=lambda place: (place.display_name.casefold(), place.vault_id)))


def _place(folder: Path) -> VaultPlace | None:
    # What is left of a vault is still somebody's: it is shown, and said to be damaged, rather than passed over.
    if folder.name.startswith(".") or not any((folder / name).exists() for name in (DATABASE, HEADER, PREVIOUS_HEADER)):
        return None
    for name in (HEADER, PREVIOUS_HEADER):
        try:
            with (folder / name).open("rb") as file:
                shown = json.loads(file.read(MOST_HEADER_BYTES))
            return VaultPlace(
                folder=folder, vault_id=bytes.fromhex(shown["header"]["vault"]), display_name=str(shown["display_name"])
            )
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            # Damaged or cut short: the one before it may still say whose vault this is.
            continue
    return VaultPlace(folder=folder, vault_id=b"", display_name="")
