"""Evidence that a server told two truths about who is who: what this computer has, and what it was shown instead."""

from dataclasses import dataclass

from peerdesk.vault.vault import Vault


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
