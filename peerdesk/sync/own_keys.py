"""The keys of this computer, out of the vault and into a round."""

from peerdesk.crypto.errors import CannotOpenError
from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.sealed import open_sealed, seal
from peerdesk.domain.errors import NotEnrolledError, VaultDamagedError
from peerdesk.sync.sealing import Author
from peerdesk.vault.shelves.identity import Identity
from peerdesk.wire.ids import DeviceId, PersonId, RunId

_CONTEXT = b"PD1 device secret"


def sealed_keys(keys: DeviceKeys, person: bytes, subkey: bytes) -> bytes:
    """Return the device's secret sealed under the vault's own key for it, bound to the person."""
    return seal(keys.secret, subkey, _CONTEXT + person)


def sealed_anew(identity: Identity, old_subkey: bytes, new_subkey: bytes) -> bytes:
    """Return the device's secret sealed under another key of the vault, empty where there is none.

    Raises VaultDamagedError where the old one does not open it.
    """
    if not identity.device_seeds:
        return b""
    context = _CONTEXT + identity.person
    try:
        return seal(open_sealed(identity.device_seeds, old_subkey, context), new_subkey, context)
    except CannotOpenError:
        raise VaultDamagedError("identity") from None


def author_of(identity: Identity, run: bytes, subkey: bytes) -> Author:
    """Return who writes from this vault. Raises NotEnrolledError for a vault that belongs to no hospital."""
    if identity.organisation is None or identity.device is None:
        raise NotEnrolledError
    try:
        keys = DeviceKeys.from_secret(open_sealed(identity.device_seeds, subkey, _CONTEXT + identity.person))
    except (CannotOpenError, ValueError):
        raise VaultDamagedError("identity") from None
    return Author(
        person=PersonId(identity.person),
        device=DeviceId(identity.device),
        run=RunId(run),
        keys=keys,
        signer=keys.signer(),
    )
