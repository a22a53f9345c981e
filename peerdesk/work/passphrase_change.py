"""A new passphrase for a vault: by the one it has, or, when that is forgotten and it is shut, by the recovery sheet."""

from peerdesk.crypto.passphrase import Argon2Profile
from peerdesk.domain.errors import WrongPassphraseError
from peerdesk.domain.sheet_errors import SheetOfAnotherError
from peerdesk.vault.places import VaultPlace
from peerdesk.vault.slots import change_passphrase, change_passphrase_of, set_passphrase_by_sheet
from peerdesk.vault.vault import Vault
from peerdesk.work.passphrases import demand_strong
from peerdesk.work.recovery_sheet import TypedSheet


def renew_passphrase(place: VaultPlace, old: str, new: str, *, profile: Argon2Profile | None = None) -> None:
    """Set a new passphrase. The notes are not touched, and nothing is asked of any server.

    `profile` None measures this computer. Raises WeakPassphraseError, WrongPassphraseError, VaultBusyError,
    VaultDamagedError or a disk error; then the old one goes on to open the vault.
    """
    demand_strong(new, place.display_name)
    change_passphrase(place.folder, old, new, kdf=profile, allow_test_profile=profile is not None)


def renew_open(vault: Vault, old: str, new: str, *own_words: str, profile: Argon2Profile | None = None) -> None:
    """Set a new passphrase for an open vault. `own_words` are names that others would try first.

    Takes a few seconds on purpose. Raises WeakPassphraseError, WrongPassphraseError, TooSoonError, VaultDamagedError or
    a disk error; then the old one goes on to open the vault.
    """
    demand_strong(new, *own_words)
    change_passphrase_of(vault, old, new, kdf=profile, allow_test_profile=profile is not None)


def replace_forgotten(place: VaultPlace, sheet: TypedSheet, new: str, *, profile: Argon2Profile | None = None) -> None:
    """Set a new passphrase by the recovery sheet. Raises SheetOfAnotherError, and what `renew_passphrase` raises."""
    demand_strong(new, place.display_name)
    try:
        set_passphrase_by_sheet(place.folder, sheet.code, new, kdf=profile, allow_test_profile=profile is not None)
    except WrongPassphraseError:
        raise SheetOfAnotherError from None
