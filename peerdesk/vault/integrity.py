"""Reading every page of an open vault, and counting what it held, while others use it."""

from contextlib import closing

from peerdesk.crypto.vault_key import Purpose
from peerdesk.domain.errors import VaultDamagedError
from peerdesk.vault.engine import finished_copy
from peerdesk.vault.failures import translated
from peerdesk.vault.places import DATABASE
from peerdesk.vault.standing import Standing, compared
from peerdesk.vault.tally import tally_of
from peerdesk.vault.vault import Vault

_CHECK = "PRAGMA cipher_integrity_check"


def damaged_pages(vault: Vault) -> int:
    """Return how many pages of the file do not check. A second for every quarter of a gigabyte, in no one's way.

    SQLite's own check missed one of eight flipped bits; SQLCipher's misses none. It runs on a connection of its own,
    so what the vault has in memory hides nothing. Raises DiskFailedError, or VaultDamagedError when page one is it.
    """
    found = _wrong(vault)
    if found == 0:
        return 0
    # The log may have been folded into the file meanwhile, and a page was caught half written. Now nobody folds it.
    return vault.at_length(lambda _driver, _let_others_in: _wrong(vault))


def recounted(vault: Vault) -> Standing:
    """Return how the file compares with its seal when every row is counted, as it was when the vault was opened.

    What is kept meanwhile lies in the log until that is folded into the file. Once it was, it is too late to count.
    """
    sealed, database = vault.standing.sealed, vault.folder / DATABASE
    if sealed is None:
        return vault.standing
    try:
        with translated(), closing(finished_copy(database, vault.subkey(Purpose.DATABASE))) as driver:
            found = compared(tally_of(driver), sealed, vault.standing.missing_commits)
    except VaultDamagedError:
        found = Standing(is_damaged=True)
    return found if database.stat().st_mtime_ns == vault.written_at else vault.standing


def _wrong(vault: Vault) -> int:
    with translated(), closing(finished_copy(vault.folder / DATABASE, vault.subkey(Purpose.DATABASE))) as driver:
        return len(driver.execute(_CHECK).fetchall())
