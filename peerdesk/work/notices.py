"""What syncing has to tell the person, and noting that they have read it."""

from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.notices import Notice
from peerdesk.vault.vault import Vault


def notices(vault: Vault) -> tuple[Notice, ...]:
    """Return the notices that were not dismissed, the oldest first."""
    with vault.read() as tx:
        return tx.notices.open()


def dismiss(vault: Vault, notice: int) -> None:
    """Note that a notice was read. Raises NotFoundError, or NotAllowedError for one that waits for a decision."""
    with vault.write() as tx:
        found = next((one for one in tx.notices.open() if one.id == notice), None)
        if found is None:
            raise NotFoundError("notice")
        if not found.can_be_dismissed:
            raise NotAllowedError("dismiss")
        tx.notices.dismiss(notice)
