"""An update of the vault on a full disk takes the room set by for such a day, or leaves the vault as it was."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection

from peerdesk.domain.errors import DiskFullError
from peerdesk.vault import reserve, schema
from tests.support.vaults import reopened
from tests.vectors.vault import make

OLD = Path(make.__file__).parent / "0001"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    shutil.copytree(OLD, folder)
    (folder / reserve.NAME).write_bytes(bytes(reserve.RESERVE_BYTES))
    return folder


def fill_disk(folder: Path, patch: pytest.MonkeyPatch, *, with_reserve: bool) -> None:
    """Leave the database no room, unless the reserve was given up and that helps."""
    migrate = schema.migrate

    def tight(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        is_free = with_reserve and not (folder / reserve.NAME).exists()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {1_000_000 if is_free else pages}")
        migrate(connection)

    patch.setattr(schema, "migrate", tight)


def test_it_takes_the_reserve(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_disk(old, monkeypatch, with_reserve=True)
    with reopened(old, make.PASSPHRASE) as vault, vault.read() as tx:
        assert tx.encounters.get(make.THIRD).memory == "Never sealed"


def test_where_that_is_not_enough_the_vault_is_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        fill_disk(old, patch, with_reserve=False)
        with pytest.raises(DiskFullError):
            reopened(old, make.PASSPHRASE).__enter__()
    with reopened(old, make.PASSPHRASE) as vault, vault.read() as tx:
        assert tx.encounters.get(make.THIRD).memory == "Never sealed"
