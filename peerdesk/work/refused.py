"""Sending once more what the hospital's server has refused, for example after it was told who may write."""

from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import RevisionId
from peerdesk.vault.vault import Vault


def send_again(vault: Vault, revision: RevisionId) -> Changes:
    """Have the words of a refused revision sent as a new one. Raises NotFoundError."""
    with vault.write() as tx:
        return tx.refused.try_again(revision)
