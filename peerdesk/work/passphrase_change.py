"""A new passphrase for a vault that is not open: by the one it has, or by the recovery sheet when that is forgotten."""

from peerdesk.crypto.passphrase import Argon2Profile
from peerdesk.domain.errors import WrongPassphraseError
from peerdesk.domain.sheet_errors import SheetOfAnotherError
from peerdesk.vault.places import VaultPlace
from peerdesk.vault.slots import change_passphrase, set_passphrase_by_sheet
from peerdesk.work.passphrases import demand_strong
from peerdesk.work.recovery_sheet import TypedSheet


def renew_passphrase(place: VaultPlace, old: str, new: str, *, profile: Argon2Profile | None = None) -> None:
    """Set a new passphrase. The notes are not touched, and nothing is asked of any server.

    `profile` None measures this computer. Raises WeakPassphraseError, WrongPassphraseError, VaultBusyError,
    VaultDamagedError or a disk error; then the old one goes on to open the vault.
    """
    demand_strong(new, place.display_name)
    change_passphrase(place.folder, old, new, kdf=profile, allow_test_profile=profile is not None)


def replace_forgotten(place: VaultPlace, sheet: TypedSheet, new: str, *, profile: Argon2Profile | None = None) -> None:
    """Set a new passphrase by the recovery sheet. Raises SheetOfAnotherError, and what `renew_passphrase` raises."""
    demand_strong(new, place.display_name)
    try:
        set_passphrase_by_sheet(place.folder, sheet.code, new, kdf=profile, allow_test_profile=profile is not None)
    except WrongPassphraseError:
        raise SheetOfAnotherError from None
