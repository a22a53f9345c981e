"""The hospital's directory as this vault has verified it, read for one transaction."""

from peerdesk.domain.errors import NotEnrolledError
from peerdesk.sync.directory import remembered
from peerdesk.vault.transaction import Transaction
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory


def known_directory(tx: Transaction) -> Directory:
    """Return the directory up to the newest entry that is kept here. Raises NotEnrolledError."""
    organisation = tx.identity.get().organisation
    if organisation is None:
        raise NotEnrolledError
    return remembered(organisation.root_fingerprint, (kept.entry for kept in tx.directory.after(0)))


def known_members(tx: Transaction) -> Members:
    """Return what that directory says now. Raises NotEnrolledError."""
    return known_directory(tx).members
