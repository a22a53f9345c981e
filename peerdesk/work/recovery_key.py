"""The hospital's recovery key: made once, beside the root, sealed under a passphrase of its own, and kept offline."""

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from peerdesk.crypto import errors as crypto_errors
from peerdesk.crypto.identity import DEVICE_SECRET_BYTES, DeviceKeys
from peerdesk.crypto.key_file import KeyFileKind, open_key_file, seal_key_file
from peerdesk.crypto.passphrase import Argon2Profile, calibrate
from peerdesk.domain.errors import NotFoundError, VaultDamagedError, VaultExistsError, WrongPassphraseError
from peerdesk.vault import files
from peerdesk.wire.ids import DeviceId, recovery_id
from peerdesk.work.ceremony import LANGUAGES, KeyMeeting, recovery_page
from peerdesk.work.founding import KEY_FILE_SECONDS
from peerdesk.work.organisation_folder import read_public
from peerdesk.work.passphrases import demand_strong

RECOVERY_KEY: Final = "recovery.key"
SHEET: Final = "recovery-key-sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryKeyMade:
    """A new recovery key. `fingerprint` is what the sheets show, and what every peer who is asked is shown."""

    file: Path
    fingerprint: bytes
    sheets: tuple[Path, ...]


def make_recovery_key(
    folder: Path, passphrase: str, now: datetime, *, profile: Argon2Profile | None = None
) -> RecoveryKeyMade:
    """Make the key and the sheet for the files. It opens nothing before a policy names it and a peer agrees.

    Raises NotFoundError, WeakPassphraseError, VaultExistsError for a folder that has one, or a disk error.
    """
    name = read_public(folder)[0]
    demand_strong(passphrase, name)
    path = folder / RECOVERY_KEY
    if path.exists():
        raise VaultExistsError
    keys = DeviceKeys.generate()
    work = profile or calibrate(KEY_FILE_SECONDS, time.perf_counter)
    sealed = seal_key_file(
        KeyFileKind.RECOVERY, name, keys.secret, passphrase, work, allow_test_profile=profile is not None
    )
    fingerprint = fingerprint_of(keys)
    meeting = KeyMeeting(name=name, fingerprint=fingerprint, made_at=now)
    sheets = tuple(folder / f"{SHEET}.{language}.html" for language in LANGUAGES)
    for language, sheet in zip(LANGUAGES, sheets, strict=True):
        files.replace(sheet, recovery_page(meeting, language).encode())
    # The key comes last: whoever finds it finds its sheets.
    files.create(path, sealed)
    return RecoveryKeyMade(file=path, fingerprint=fingerprint, sheets=sheets)


def unlock_recovery_key(file: Path, passphrase: str, *, allow_test_profile: bool = False) -> DeviceKeys:
    """Return the keys in a file. Raises NotFoundError, WrongPassphraseError or VaultDamagedError."""
    try:
        raw = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError("recovery key") from None
    try:
        secret = open_key_file(raw, KeyFileKind.RECOVERY, passphrase, allow_test_profile=allow_test_profile)
    except crypto_errors.WrongPassphraseError:
        raise WrongPassphraseError from None
    except crypto_errors.CryptoError:
        raise VaultDamagedError("header") from None
    if len(secret) != DEVICE_SECRET_BYTES:
        raise VaultDamagedError("identity")
    return DeviceKeys.from_secret(secret)


def fingerprint_of(keys: DeviceKeys) -> DeviceId:
    """Return the 16 bytes that name the public half, in the directory and on paper."""
    return recovery_id(keys.public().box)
