"""Notes to back up, and looking at what a backup holds."""

import os

from peerdesk.crypto.vault_key import Purpose
from peerdesk.vault import backups
from peerdesk.vault.backup_places import BackupPlace
from peerdesk.vault.looking import look_into
from peerdesk.vault.vault import Vault
from tests.support.vaults import PASSPHRASE, an_encounter


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
