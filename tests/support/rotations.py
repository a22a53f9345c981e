"""New keys for vaults of tests, and what must hold afterwards, whichever of the two keys counts."""

from pathlib import Path

from peerdesk.vault.vault import Vault
from peerdesk.work.recovery_sheet import RecoverySheet, TypedSheet
from peerdesk.work.rotation import NewKeysAsk, Rotated, rotate_keys
from tests.support.vaults import NOW, PASSPHRASE, RECOVERY_CODE

SAME_SHEET = TypedSheet(code=RECOVERY_CODE)


def asked(passphrase: str = PASSPHRASE, sheet: TypedSheet | None = SAME_SHEET, **other: object) -> NewKeysAsk:
    """Return what a person gives who has their sheet at hand."""
    kept: list[RecoverySheet] = []
    given: dict[str, object] = {"keep": kept.append, "now": NOW, **other}
    return NewKeysAsk(passphrase=passphrase, sheet=sheet, allow_test_profile=True, **given)  # type: ignore[arg-type]


def renew(vault: Vault, **other: object) -> Rotated:
    """Put a vault under new keys."""
    return rotate_keys(vault, asked(**other))  # type: ignore[arg-type]


def words_of(vault: Vault) -> set[str]:
    """Return the words of every note."""
    with vault.read() as tx:
        return {tx.encounters.get(one.id).memory for one in tx.encounters.page(limit=100_000)}


def left_over(folder: Path) -> list[str]:
    """Return what a rotation left behind in a vault's folder that should not be there."""
    known = {
        "header.json",
        "vault.db",
        "vault.db-wal",
        "seal",
        "private.db",
        "backups",
        "reserve",
        "lock",
        "tries",
        "header.json.prev",
    }
    return sorted({path.name for path in folder.iterdir()} - known) + sorted(
        path.name for path in (folder / "backups").glob(".*")
    )
