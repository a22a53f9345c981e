"""Leaving no trace of what was deleted: the file overwrites it by itself, and its log has to be emptied."""

from typing import Final

from peerdesk.domain.errors import DiskReadOnlyError, VaultBusyError
from peerdesk.vault.vault import Vault

_EMPTY: Final = "PRAGMA wal_checkpoint(TRUNCATE)"


def empty_log(vault: Vault) -> None:
    """Fold the log into the file and empty it, so that no earlier form of a page is left in either.

    Nothing is changed by that, so it is done in a turn of its own and in no transaction. Raises DiskFullError,
    DiskReadOnlyError, DiskFailedError, VaultBusyError (somebody reads; then the log is folded later) or
    VaultDamagedError.
    """
    if vault.is_read_only:
        raise DiskReadOnlyError
    busy: int = vault.at_length(lambda driver, _: driver.execute(_EMPTY).fetchone()[0])
    if busy:
        raise VaultBusyError
