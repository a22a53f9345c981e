"""Whether the notes on this computer are as they were left, and telling the person when they are not.

Nothing is mended here. What another computer or the server has comes back with a sync; the rest is in the backups.
"""

from datetime import datetime

from peerdesk.domain.changes import Changes
from peerdesk.domain.notices import NoticeKind
from peerdesk.vault.integrity import damaged_pages, recounted
from peerdesk.vault.shelves.notices import Told
from peerdesk.vault.vault import Vault


def tell_what_was_found(vault: Vault, now: datetime) -> Changes:
    """Keep what was found when the vault was opened, for the person to read. Nothing found is nothing written.

    Counts every row for that, a fiftieth of a second for fifty thousand notes; soon after the opening, or too late.
    """
    if vault.is_read_only:
        return Changes()
    found, told = recounted(vault) if vault.standing.is_well else vault.standing, []
    if found.is_damaged:
        told.append(Told(kind=NoticeKind.VAULT_DAMAGED))
    elif not found.is_well:
        told.append(Told(kind=NoticeKind.VAULT_SET_BACK, number=max(found.missing_commits, found.missing_rows)))
    if vault.header_was_damaged:
        told.append(Told(kind=NoticeKind.HEADER_MENDED))
    if vault.was_open_to_others:
        told.append(Told(kind=NoticeKind.VAULT_WAS_OPEN))
    return _tell(vault, told, now)


def check_pages(vault: Vault, now: datetime) -> Changes:
    """Read every page, and tell of those that do not check; what was told of pages that check by now is taken back.

    Raises VaultDamagedError where nothing can be written for it, DiskFailedError.
    """
    if vault.is_read_only:
        return Changes()
    damaged = damaged_pages(vault)
    if damaged:
        return _tell(vault, [Told(kind=NoticeKind.VAULT_DAMAGED, number=damaged)], now)
    if vault.standing.is_damaged:
        return Changes()
    with vault.read() as tx:
        is_told = any(one.kind is NoticeKind.VAULT_DAMAGED for one in tx.notices.open())
    if not is_told:
        return Changes()
    with vault.write() as tx:
        tx.notices.withdraw(NoticeKind.VAULT_DAMAGED)
    return Changes(outbox=True)


def _tell(vault: Vault, told: list[Told], now: datetime) -> Changes:
    if not told:
        return Changes()
    with vault.write() as tx:
        for one in told:
            tx.notices.tell(one, now)
    return Changes(outbox=True)
