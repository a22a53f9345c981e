"""Opening the notes of one person for the length of one command."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from peerdesk.cli.invocation import Invocation, now, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.domain.errors import AmbiguousIdError, NotFoundError, VaultError
from peerdesk.vault.places import VaultPlace
from peerdesk.vault.vault import Vault
from peerdesk.work.integrity import tell_what_was_found
from peerdesk.work.unlock import choose, unlock


@contextmanager
def opened(invocation: Invocation) -> Iterator[Vault]:
    """Open the vault of this run, and close it whatever happens."""
    place = chosen_place(invocation)
    passphrase = read_passphrase(invocation, prompt=f"Passphrase of {place.display_name}")
    with progress("Opening"):
        vault = unlock(place, passphrase)
    if vault.is_read_only:
        invocation.aside("This disk cannot be written, so these notes are open for reading only.")
    try:
        looked_over(vault)
        yield vault
    finally:
        vault.close()


def looked_over(vault: Vault) -> None:
    """Keep what was found when it was opened, for the person to read."""
    # Where the damage itself is in the way of telling, the command says what it meets.
    with suppress(VaultError):
        tell_what_was_found(vault, now())


def chosen_place(invocation: Invocation) -> VaultPlace:
    """Return the vault that was meant: the only one here, or the one of `--as`."""
    try:
        return choose(invocation.home_folder(), invocation.as_name)
    except AmbiguousIdError:
        sentence = "Several people use this computer. Say whose notes you mean: --as NAME"
        raise RefusalError("ambiguous", sentence) from None
    except NotFoundError:
        raise RefusalError("not_found", "Nobody with that name is set up here. See: peerdesk people") from None
