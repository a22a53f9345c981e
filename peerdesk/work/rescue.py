"""Making damaged notes whole again, and saying exactly what came back and what did not."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from peerdesk.crypto.vault_key import VaultKey
from peerdesk.domain.errors import VaultDamagedError
from peerdesk.domain.ids import RecordId
from peerdesk.vault import files, header
from peerdesk.vault.backup_places import BackupPlace
from peerdesk.vault.opening import unlocked
from peerdesk.vault.places import HEADER, PREVIOUS_HEADER, VaultPlace
from peerdesk.vault.rescuing import rescue
from peerdesk.vault.rotated import taken
from peerdesk.work.backups import key_of

_NOTES = "encounter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """What came of it. Rows of every kind are counted; `missing` are records nobody could bring back here.

    `coming` are records that come back with the next sync, from what is sealed here; where `asks_the_server`, it also
    brings what the hospital server has and this computer had lost. `aside` holds the damaged files. `fewer` is how many
    notes there are fewer than when they were last closed; of those that were never sent nothing else tells.
    """

    aside: Path
    backup: BackupPlace | None
    notes: int
    rows: int
    rows_from_backup: int
    coming: tuple[RecordId, ...]
    missing: tuple[RecordId, ...]
    asks_the_server: bool
    fewer: int


def rescue_notes(place: VaultPlace, passphrase: str, *, allow_test_profile: bool = False) -> Rescue:
    """Rescue the notes of a vault that is not open. The damaged files are set aside first, and never deleted.

    Raises WrongPassphraseError, VaultBusyError, VaultDamagedError where neither the file nor a backup helps, or a disk
    error.
    """
    lock = taken(place.folder)
    try:
        key = key_of(place, passphrase, allow_test_profile=allow_test_profile)
        vault_id = _mend_header(place.folder, passphrase, allow_test_profile=allow_test_profile)
        return _told(place.folder, vault_id, key)
    finally:
        lock.release()


def _told(folder: Path, vault_id: bytes, key: VaultKey) -> Rescue:
    rescued = rescue(folder, vault_id, key)
    filled = rescued.filled
    return Rescue(
        aside=rescued.aside,
        backup=rescued.backup,
        notes=filled.salvaged.get(_NOTES, 0) + filled.from_backup.get(_NOTES, 0),
        rows=sum(filled.salvaged.values()),
        rows_from_backup=sum(filled.from_backup.values()),
        coming=tuple(RecordId(one.record) for one in filled.missing if one.comes_back),
        missing=tuple(RecordId(one.record) for one in filled.missing if not one.comes_back),
        asks_the_server=filled.asks_the_server,
        fewer=max(0, rescued.sealed.rows.get(_NOTES, 0) - rescued.held.rows[_NOTES]) if rescued.sealed else 0,
    )


def _mend_header(folder: Path, passphrase: str, *, allow_test_profile: bool) -> bytes:
    """Put a header back that opens with the passphrase where the vault's own does not, and return the vault's id."""
    for source in header.ways_in(folder):
        with contextlib.suppress(VaultDamagedError):
            opening, _ = unlocked(header.read(source), passphrase, allow_test_profile=allow_test_profile)
            if source != folder or not opening.is_current:
                name = HEADER if opening.is_current else PREVIOUS_HEADER
                with files.disk():
                    files.replace(folder / HEADER, (source / name).read_bytes())
            return bytes.fromhex(opening.header.vault)
    raise VaultDamagedError("header")
