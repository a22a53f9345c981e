from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from peerdesk.domain.errors import VaultDamagedError, VaultNewerError
from peerdesk.vault import schema
from peerdesk.vault.engine import connect
from peerdesk.vault.history_tables import metadata
from peerdesk.vault.vault import Vault
from tests.support.vaults import reopened

KEY = b"k" * 32
VAULT_ID = b"v" * 16


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "vault.db"
    path.touch()
    connection = connect(path, KEY)
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    schema.create(connection, VAULT_ID)
    connection.exec_driver_sql("COMMIT")
    yield connection
    connection.close()
    connection.engine.dispose()


def test_migrating_from_nothing_gives_exactly_the_tables_that_are_declared(database: Connection) -> None:
    # The index for searching is a virtual table and Alembic's own table is none of ours.
    not_ours = ("encounter_search", "alembic")
    options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith(not_ours)}
    assert compare_metadata(MigrationContext.configure(database, opts=options), metadata) == []


def test_migrating_gives_the_same_statements_as_the_declared_tables(database: Connection, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.touch()
    declared = connect(other, KEY)
    metadata.create_all(declared)

    def statements(connection: Connection) -> dict[str, str]:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return {
            name: " ".join(sql.split()) for name, sql in rows if not name.startswith(("encounter_search", "alembic"))
        }

    assert statements(database) == statements(declared)
    declared.close()


def test_the_newest_version_is_the_last_migration_and_every_migration_is_known() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).parent / "migrations"))
    assert scripts.get_current_head() == schema.NEWEST
    assert {script.revision for script in scripts.walk_revisions()} == schema.KNOWN


def test_an_up_to_date_database_needs_no_migration(database: Connection) -> None:
    assert schema.check(database, VAULT_ID) is False


def test_a_database_of_another_vault_is_not_this_vault(database: Connection) -> None:
    with pytest.raises(VaultDamagedError):
        schema.check(database, b"w" * 16)


def test_a_database_of_a_newer_peerdesk_is_told_apart_from_a_damaged_one(database: Connection) -> None:
    database.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(VaultNewerError):
        schema.check(database, VAULT_ID)


def test_an_empty_file_is_not_taken_for_an_empty_vault(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    connection = connect(path, KEY)
    with pytest.raises(VaultDamagedError):
        schema.check(connection, VAULT_ID)
    connection.close()


def test_a_newer_vault_is_left_as_it_is(vault: Vault) -> None:
    vault._connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    vault.close()
    before = (vault.folder / "vault.db").read_bytes()
    with pytest.raises(VaultNewerError):
        reopened(vault.folder)
    assert (vault.folder / "vault.db").read_bytes() == before
