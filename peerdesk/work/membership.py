"""The hospital's directory as this vault has verified it, read for one transaction."""

from functools import lru_cache

from peerdesk.domain.errors import NotEnrolledError
from peerdesk.sync.directory import remembered
from peerdesk.vault.transaction import Transaction
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory


def known_directory(tx: Transaction) -> Directory:
    """Return the directory up to the newest entry that is kept here. Raises NotEnrolledError."""
    return remembered(*_kept(tx))


def known_members(tx: Transaction) -> Members:
    """Return what that directory says now. Raises NotEnrolledError."""
    return _read(*_kept(tx))


def _kept(tx: Transaction) -> tuple[bytes, tuple[bytes, ...]]:
    organisation = tx.identity.get().organisation
    if organisation is None:
        raise NotEnrolledError
    return organisation.root_fingerprint, tuple(kept.entry for kept in tx.directory.after(0))


@lru_cache(maxsize=1)
def _read(root: bytes, entries: tuple[bytes, ...]) -> Members:
    # Asked at every look at what waits, and the same from one day to the next; nobody writes into what it gives.
    return remembered(root, entries).members
