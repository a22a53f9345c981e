"""Opening the notes of one person for the length of one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from peerdesk.cli.invocation import Invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.domain.errors import AmbiguousIdError, NotFoundError
from peerdesk.vault.places import VaultPlace
from peerdesk.vault.vault import Vault
from peerdesk.work.unlock import choose, unlock


@contextmanager
def opened(invocation: Invocation) -> Iterator[Vault]:
    """Open the vault of this run, and close it whatever happens."""
    place = chosen_place(invocation)
    passphrase = read_passphrase(invocation, prompt=f"Passphrase of {place.display_name}")
    with progress("Opening"):
        vault = unlock(place, passphrase)
    try:
        yield vault
    finally:
        vault.close()


def chosen_place(invocation: Invocation) -> VaultPlace:
    """Return the vault that was meant: the only one here, or the one of `--as`."""
    try:
        return choose(invocation.home_folder(), invocation.as_name)
    except AmbiguousIdError:
        sentence = "Several people use this computer. Say whose notes you mean: --as NAME"
        raise RefusalError("ambiguous", sentence) from None
    except NotFoundError:
        raise RefusalError("not_found", "Nobody with that name is set up here. See: peerdesk people") from None
