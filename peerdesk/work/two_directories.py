"""Evidence that a server told two truths about who is who: what this computer has, and what it was shown instead.

Sharing is off while it stands. It ends when the server shows again what this computer has, and the person has heard
from their officer that this is the hospital's. Another showing of the other one turns sharing off anew.
"""

from dataclasses import dataclass
from typing import Final

from peerdesk.domain.errors import NotAllowedError
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault

_OTHER_PAST: Final = "server showed another past"
_SHOWN_BYTES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoDirectories:
    """Two hashes (32 bytes) for one entry, by its number. `ours` is empty where this computer had none yet."""

    n: int
    ours: bytes
    theirs: bytes


def two_directories(vault: Vault) -> TwoDirectories | None:
    """Return the first evidence that was kept, for whoever looks into it. None where there is none."""
    with vault.read() as tx:
        forks = tx.directory.forks()
        if not forks:
            return None
        theirs = forks[0]
        ours = next((one.hash for one in tx.directory.after(theirs.n - 1) if one.n == theirs.n), b"")
        return TwoDirectories(n=theirs.n, ours=ours, theirs=theirs.hash)


def trust_ours(tx: Transaction) -> None:
    """Go on with what is here: sharing is on again.

    Raises NotAllowedError while the server has not shown again what is here: then sharing would only stop once more.
    """
    if was_shown_another_past(tx):
        raise NotAllowedError("attention")
    tx.directory.look_into_forks()


def spelled(digest: bytes) -> str:
    """Return the first bytes of a hash in groups that can be read to somebody."""
    signs = digest[:_SHOWN_BYTES].hex()
    return " ".join(signs[at : at + 4] for at in range(0, len(signs), 4))


def was_shown_another_past(tx: Transaction) -> bool:
    """Say whether the server showed another past, of the directory or of a space, in the last round that said."""
    return bool(tx.settings.get(_OTHER_PAST))


def note_other_past(tx: Transaction, *, is_shown: bool) -> None:
    """Note whether the server has shown another past; what is known already is not written again."""
    if is_shown is not was_shown_another_past(tx):
        tx.settings.put(_OTHER_PAST, b"1" if is_shown else b"")
