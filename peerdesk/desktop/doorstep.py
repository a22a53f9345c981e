"""What the door needs before there is a window: who is chosen at first, and how a vault is opened."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from peerdesk.desktop.models.unlocking import Cancelled
from peerdesk.vault.places import VaultPlace

if TYPE_CHECKING:
    from peerdesk.vault.vault import Vault

OpenVault = Callable[[VaultPlace, str, Cancelled], "Vault"]


def first_choice(places: Sequence[VaultPlace], name: str | None, last_vault: str) -> int:
    """Return the place of the tile that is chosen at first: that of a `name`, else whoever unlocked last."""
    for at, place in enumerate(places):
        if name is not None and place.display_name == name:
            return at
    ids = [place.folder.name for place in places]
    return ids.index(last_vault) if last_vault in ids else 0


def open_place(place: VaultPlace, passphrase: str, cancelled: Cancelled) -> "Vault":
    """Open a vault, on whatever thread this is called. Raises what `unlock` raises."""
    from peerdesk.work.unlock import unlock

    return unlock(place, passphrase, cancel=cancelled)


def raise_in_gui(problem: BaseException) -> None:
    """Take a fault of a thread for one of the window."""
    sys.excepthook(type(problem), problem, problem.__traceback__)
