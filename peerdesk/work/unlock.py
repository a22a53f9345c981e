"""Opening somebody's vault on this computer."""

from collections.abc import Callable
from os import urandom
from pathlib import Path

from peerdesk.domain.errors import AmbiguousIdError, DiskReadOnlyError, NotFoundError, VaultMissingError
from peerdesk.domain.ids import Rng
from peerdesk.domain.text import folded
from peerdesk.vault.looking import look_into
from peerdesk.vault.opening import open_vault
from peerdesk.vault.places import VaultPlace, find_vaults
from peerdesk.vault.vault import Vault


def people(home: Path) -> tuple[VaultPlace, ...]:
    """Return the vaults on this computer, by the name of whom each belongs to."""
    return find_vaults(home)


def choose(home: Path, name: str | None = None) -> VaultPlace:
    """Return the vault of one person; without a name, the only one there is.

    Raises VaultMissingError when there is none, NotFoundError for a name that is not here, AmbiguousIdError when there
    are several and nobody said which.
    """
    places = find_vaults(home)
    if not places:
        raise VaultMissingError
    if name:
        wanted = folded(name)
        places = tuple(place for place in places if folded(place.display_name) == wanted)
        if not places:
            raise NotFoundError("person")
    if len(places) > 1:
        raise AmbiguousIdError("person")
    return places[0]


def unlock(
    place: VaultPlace,
    passphrase: str,
    *,
    cancel: Callable[[], bool] | None = None,
    rng: Rng = urandom,
    allow_test_profile: bool = False,
) -> Vault:
    """Open a vault. Raises WrongPassphraseError, VaultBusyError, VaultDamagedError, VaultNewerError and others.

    On a disk that cannot be written it is opened for reading only (`is_read_only`), unless something lies in its log
    still (LogLeftError). Takes about a second on purpose, on whatever thread it is called; `cancel` is asked when the
    key is there.
    """
    try:
        return open_vault(
            place.folder, passphrase=passphrase, rng=rng, cancel=cancel, allow_test_profile=allow_test_profile
        )
    except DiskReadOnlyError:
        return look_into(
            place.folder, passphrase=passphrase, rng=rng, cancel=cancel, allow_test_profile=allow_test_profile
        )
