import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from peerdesk.domain.errors import VaultDamagedError, VaultNewerError
from peerdesk.vault import newest_form, schema
from peerdesk.vault.engine import connect
from peerdesk.vault.history_tables import metadata
from peerdesk.vault.vault import Vault
from tests.support.vaults import reopened

KEY = b"k" * 32
VAULT_ID = b"v" * 16
ROOT = Path(__file__).parents[2]


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


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[Connection]:
    """Give a database that took every step from the first form on."""
    path = tmp_path / "migrated.db"
    path.touch()
    connection = connect(path, KEY)
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    schema.migrate(connection)
    connection.exec_driver_sql("COMMIT")
    yield connection
    connection.close()
    connection.engine.dispose()


def test_migrating_from_nothing_gives_exactly_the_tables_that_are_declared(migrated: Connection) -> None:
    # The index for searching is a virtual table and Alembic's own table is none of ours.
    not_ours = ("encounter_search", "alembic")
    options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith(not_ours)}
    assert compare_metadata(MigrationContext.configure(migrated, opts=options), metadata) == []


def form(connection: Connection) -> dict[str, object]:
    """Return all that a file says of its form: each statement, the columns as they are read, and how it is searched."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema").all()
    found: dict[str, object] = {name: " ".join(sql.split()) if sql else None for name, sql in rows}
    for name in [name for name, sql in rows if (sql or "").startswith("CREATE TABLE")]:
        found[f"columns of {name}"] = connection.exec_driver_sql(f"PRAGMA table_xinfo({name})").all()
    for told in ("SELECT * FROM alembic_version", "SELECT * FROM encounter_search_config", "PRAGMA user_version"):
        found[told] = connection.exec_driver_sql(told).all()
    return found


def test_a_new_vault_has_the_form_that_every_step_from_the_first_one_on_leads_to(
    database: Connection, migrated: Connection
) -> None:
    assert form(database) == form(migrated)
    assert database.exec_driver_sql("SELECT name FROM setting").all() == [("vault_id",)]


def indexes(connection: Connection) -> list[tuple[str, str]]:
    """Return the indexes of each table in the order in which they were made: SQLite takes the last of two alike."""
    rows = connection.exec_driver_sql(
        "SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY tbl_name, rowid"
    )
    return [(table, name) for table, name in rows.all()]


def test_a_new_vault_has_its_indexes_in_the_order_of_the_steps(database: Connection, migrated: Connection) -> None:
    assert indexes(database) == indexes(migrated)


def test_a_program_that_has_imported_nothing_else_leaves_no_table_out() -> None:
    words = "from peerdesk.vault import newest_form; print(len(newest_form.statements()))"
    alone = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(alone.stdout) == len(newest_form.statements())


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
