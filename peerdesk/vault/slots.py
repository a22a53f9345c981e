"""The ways into a vault: what its recovery sheet opens, and setting a new passphrase or sheet.

Only the header is written, as a whole and in one step; the notes are not touched. The header before it goes once the
new one has been seen to open the vault.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from peerdesk.crypto.errors import HeaderDamagedError, WrongPassphraseError
from peerdesk.crypto.passphrase import Argon2Profile, calibrate
from peerdesk.crypto.vault_header import Slot, SlotKind, VaultHeader
from peerdesk.crypto.vault_key import VaultKey, open_with_recovery, recovery_slot, with_passphrase, with_slot
from peerdesk.domain import errors
from peerdesk.vault import files, header, tries
from peerdesk.vault.opening import KDF_SECONDS, MAX_KDF_KIB, unlocked
from peerdesk.vault.rotated import taken
from peerdesk.vault.vault import Vault

TURN: Final = threading.Lock()
"""Held by whoever writes a header: from an open desk a passphrase and a sheet may be set on two threads at once."""


def opens_by_sheet(folder: Path, code: bytes) -> bool:
    """Say whether the sheet with this 20-byte code opens the vault. Raises VaultDamagedError or VaultMissingError."""
    try:
        _opened_by_sheet(folder, code)
    except errors.WrongPassphraseError:
        return False
    return True


def set_passphrase_by_sheet(
    folder: Path, code: bytes, new: str, *, kdf: Argon2Profile | None = None, allow_test_profile: bool = False
) -> None:
    """Give the vault a new passphrase, by the 20-byte code of its recovery sheet. `kdf` None measures this computer.

    Raises WrongPassphraseError for another sheet, VaultBusyError, VaultDamagedError, VaultMissingError or a disk error.
    """
    with _shut(folder):
        opening, key = _opened_by_sheet(folder, code)
        _write_passphrase(folder, opening, key, new, kdf, allow_test_profile=allow_test_profile)


def change_passphrase(
    folder: Path, old: str, new: str, *, kdf: Argon2Profile | None = None, allow_test_profile: bool = False
) -> None:
    """Give the vault a new passphrase, by the one that it has. Raises TooSoonError, and as by the sheet."""
    with _shut(folder):
        with tries.paced(folder):
            opening, key = unlocked(header.read(folder), old, allow_test_profile=allow_test_profile)
        _write_passphrase(folder, opening, key, new, kdf, allow_test_profile=allow_test_profile)


def change_passphrase_of(
    vault: Vault, old: str, new: str, *, kdf: Argon2Profile | None = None, allow_test_profile: bool = False
) -> None:
    """Give an open vault a new passphrase, by the one that it has. Its lock is held by this process already.

    Raises WrongPassphraseError, TooSoonError, VaultDamagedError, VaultMissingError or a disk error.
    """
    with tries.paced(vault.folder):
        opening, key = unlocked(header.read(vault.folder), old, allow_test_profile=allow_test_profile)
    _write_passphrase(vault.folder, opening, key, new, kdf, allow_test_profile=allow_test_profile)


def slot_for_sheet(vault: Vault, code: bytes) -> bytes:
    """Return a new way in for the sheet with this 20-byte code, sealed. It opens nothing before `put_sheet_slot`."""
    slots = header.read(vault.folder)[0].header
    return msgspec.json.encode(vault.with_key(lambda key: recovery_slot(slots, key, code)))


def put_sheet_slot(vault: Vault, sealed: bytes) -> None:
    """Let that sheet in, and no other from here on. Twice is once. Raises VaultDamagedError or a disk error."""
    slot = msgspec.json.decode(sealed, type=Slot)
    with TURN:
        opening = header.read(vault.folder)[0]
        if slot not in opening.header.slots:
            slots = vault.with_key(lambda key: with_slot(opening.header, key, slot))
            _write(vault.folder, opening, slots)
            opening = header.read(vault.folder)[0]
        if opening.is_current and slot in opening.header.slots:
            # The header before it would let the older sheet in.
            header.settle(vault.folder, opening)


@contextmanager
def _shut(folder: Path) -> Iterator[None]:
    """Hold the vault's lock, so that nobody opens it meanwhile. A folder that holds no vault stays as it is."""
    header.read(folder)
    lock = taken(folder)
    try:
        yield
    finally:
        lock.release()


def _write_passphrase(
    folder: Path,
    opening: header.Opening,
    key: VaultKey,
    new: str,
    kdf: Argon2Profile | None,
    *,
    allow_test_profile: bool,
) -> None:
    profile = kdf or calibrate(KDF_SECONDS, time.monotonic, max_memory_kib=MAX_KDF_KIB)
    slots = with_passphrase(opening.header, key, new, profile, allow_test_profile=allow_test_profile)
    with TURN:
        _write(folder, opening, _beside_a_newer_sheet(folder, opening, key, slots))
    # What was forgotten, or is known to somebody, must not stay in the header before this one.
    opened, _ = unlocked(header.read(folder), new, allow_test_profile=allow_test_profile)
    with TURN:
        header.settle(folder, opened)
    tries.forget(folder)


def _beside_a_newer_sheet(folder: Path, opening: header.Opening, key: VaultKey, slots: VaultHeader) -> VaultHeader:
    """Return the new header with the sheet that was put there meanwhile: a passphrase takes seconds to set."""
    latest = header.read(folder)[0]
    if not (opening.is_current and latest.is_current):
        return slots
    (slot,) = (one for one in slots.slots if one.kind is SlotKind.PASSPHRASE)
    return with_slot(latest.header, key, slot)


def _write(folder: Path, opening: header.Opening, slots: VaultHeader) -> None:
    if not opening.is_current:
        # Writing keeps the current header as the one before it, and a damaged one must not go over the good one.
        header.settle(folder, opening)
    with files.disk():
        header.write(folder, opening.display_name, slots)


def _opened_by_sheet(folder: Path, code: bytes) -> tuple[header.Opening, VaultKey]:
    for opening in header.read(folder):
        try:
            return opening, open_with_recovery(opening.header, code)
        except WrongPassphraseError:
            raise errors.WrongPassphraseError from None
        except HeaderDamagedError:
            continue
    raise errors.VaultDamagedError("header")
