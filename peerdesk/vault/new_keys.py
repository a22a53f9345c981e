"""What is asked for when a vault is put under new keys, and those keys: a root key, and a header that leads to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from peerdesk.crypto.vault_header import VaultHeader
from peerdesk.crypto.vault_key import VaultKey, new_header, with_passphrase, with_recovery
from peerdesk.domain.rotation_errors import RotationStoppedError
from peerdesk.vault import header, tries
from peerdesk.vault.opening import unlocked
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault

Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The root key that was, the one that comes, and the header of the one that comes."""

    old: VaultKey = field(repr=False)
    new: VaultKey = field(repr=False)
    slots: VaultHeader


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """What is asked for. `code` has the 20 bytes of the sheet that will open the vault.

    `carry_over` seals anew, in the new database, what the old root key had sealed in it. `tell` hears from 0 to 1 how
    far it has come; `is_stopped` is asked all the way up to the rename.
    """

    passphrase: str = field(repr=False)
    code: bytes = field(repr=False)
    now: datetime
    carry_over: Callable[[Transaction, Keys], None]
    tell: Tell = lambda _: None
    is_stopped: Callable[[], bool] = lambda: False
    allow_test_profile: bool = False

    def go_on(self, share: float) -> None:
        """Tell how far it has come. Raises what `demand_wanted` raises."""
        self.demand_wanted()
        self.tell(share)

    def demand_wanted(self) -> None:
        """Raise RotationStoppedError where somebody wants it stopped."""
        if self.is_stopped():
            raise RotationStoppedError


def new_keys(vault: Vault, asked: Rotation) -> Keys:
    """Return new keys for a vault that the passphrase opens. Raises WrongPassphraseError or TooSoonError."""
    allow = asked.allow_test_profile
    with tries.paced(vault.folder):
        opening, old = unlocked(header.read(vault.folder), asked.passphrase, allow_test_profile=allow)
    # As much work as this computer was measured for when the passphrase was set.
    (profile,) = (one.kdf.profile() for one in opening.header.slots if one.kdf is not None)
    new = VaultKey.generate()
    fresh = with_passphrase(new_header(vault.vault_id, new), new, asked.passphrase, profile, allow_test_profile=allow)
    return Keys(old=old, new=new, slots=with_recovery(fresh, new, asked.code))
