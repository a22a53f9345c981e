"""The ways into a vault that is not open: what its recovery sheet opens, and setting a new passphrase or sheet.

Only the header is written, as a whole and in one step; the notes are not touched. The header before it stays beside it
until the next good unlock, and a passphrase that was changed stays changed: the older one is asked only when the newer
file is damaged.
"""

from pathlib import Path
from typing import Final

from peerdesk.crypto.errors import HeaderDamagedError, WrongPassphraseError
from peerdesk.crypto.vault_key import VaultKey, open_with_recovery
from peerdesk.domain import errors
from peerdesk.vault import header

KDF_SECONDS: Final = 0.8
MAX_KDF_KIB: Final = 256 * 1024


def opens_by_sheet(folder: Path, code: bytes) -> bool:
    """Say whether the sheet with this 20-byte code opens the vault. Raises VaultDamagedError or VaultMissingError."""
    try:
        _opened_by_sheet(folder, code)
    except errors.WrongPassphraseError:
        return False
    return True


def _opened_by_sheet(folder: Path, code: bytes) -> tuple[header.Opening, VaultKey]:
    for opening in header.read(folder):
        try:
            return opening, open_with_recovery(opening.header, code)
        except WrongPassphraseError:
            raise errors.WrongPassphraseError from None
        except HeaderDamagedError:
            continue
    raise errors.VaultDamagedError("header")
