"""Notes to back up, looking at what a backup holds, and damage that hits one table."""

import os
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from sqlcipher3 import dbapi2

from peerdesk.crypto.vault_key import Purpose
from peerdesk.vault import backups
from peerdesk.vault.backup_places import BackupPlace
from peerdesk.vault.looking import look_into
from peerdesk.vault.salvage import Salvage
from peerdesk.vault.vault import Vault
from tests.support.vaults import PASSPHRASE, an_encounter

PAGE_BYTES = 4096
MOST_ROWS = 100


def keep(vault: Vault, count: int, start: int = 0) -> None:
    """Keep so many notes that can be found by the word harbor."""
    with vault.write() as tx:
        tx.encounters.put_many(
            [an_encounter(f"harbor {start + i} " + "z" * 300, unix_ms=start + i) for i in range(count)]
        )


def look(place: BackupPlace, passphrase: str = PASSPHRASE) -> Vault:
    """Open a backup to look."""
    return look_into(
        place.folder, passphrase=passphrase, rng=os.urandom, purpose=Purpose.BACKUP, allow_test_profile=True
    )


def notes_in(place: BackupPlace) -> int:
    """Count the notes of `keep` in a backup."""
    with look(place) as vault, vault.read() as tx:
        return len(tx.encounters.search("harbor", 100_000))


def check(vault: Vault, place: BackupPlace) -> None:
    """Raise VaultDamagedError unless all of the backup holds."""
    vault.with_key(lambda key: backups.verify(place, key))


def page_of(folder: Path, key: bytes, table: str) -> int:
    """Return the number of a page, from 0, on which rows of one table of a closed vault lie, and no other's."""
    whole = (folder / "vault.db").read_bytes()
    trial = folder / "trial.db"
    for page in reversed(range(2, len(whole) // PAGE_BYTES)):  # the tables come first, and what was kept last
        spot = page * PAGE_BYTES + 100
        trial.write_bytes(whole[:spot] + b"damaged" + whole[spot + 7 :])
        with closing(Salvage(trial, key)) as salvage, suppress(dbapi2.Error):
            shapes = salvage.shapes()
            only = tuple(shape for shape in shapes if shape.name == table)
            if not salvage.pour(only, lambda *_: None).rows:
                continue
            lost = salvage.pour(shapes, lambda *_: None)
            if lost.rows.keys() == {table} and not lost.parts_of and len(lost.rows[table]) < MOST_ROWS:
                trial.unlink()
                return page
    raise LookupError(table)


def damage(folder: Path, pages: Iterable[int]) -> None:
    """Damage pages of a closed vault."""
    with (folder / "vault.db").open("r+b") as file:
        for page in pages:
            file.seek(page * PAGE_BYTES + 100)
            file.write(b"damaged")
