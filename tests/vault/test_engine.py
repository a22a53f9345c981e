import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from peerdesk.domain.errors import VaultMissingError
from peerdesk.vault.engine import connect, driver_of
from peerdesk.vault.vault import Vault

KEY = b"k" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a file with ? and % in its name.db"
    file.touch(0o600)
    return file


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("locking_mode", "exclusive"),
        ("cipher_log_level", "NONE"),
        ("busy_timeout", 2000),
    ],
)
def test_the_connection_is_set_as_the_recipe_says(path: Path, pragma: str, value: object) -> None:
    connection = connect(path, KEY)
    assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    connection.close()


def test_the_file_is_not_readable_without_the_key(path: Path) -> None:
    connection = connect(path, KEY)
    connection.exec_driver_sql("CREATE TABLE t (word TEXT)")
    connection.exec_driver_sql("INSERT INTO t VALUES ('canarybird')")
    connection.close()
    connection.engine.dispose()
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"canarybird" not in everything
    assert not everything.startswith(b"SQLite format 3")


@pytest.mark.parametrize("key", [b"k" * 31, b"k" * 33, b"", b"x'" + b"61" * 32 + b"'"])
def test_a_key_of_another_length_is_refused_and_never_stretched(path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(path, key)


def test_a_missing_file_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(VaultMissingError):
        connect(tmp_path / "nothing.db", KEY)
    assert not (tmp_path / "nothing.db").exists()


def test_there_is_no_index_of_the_log_on_the_disk(path: Path) -> None:
    connection = connect(path, KEY)
    connection.exec_driver_sql("CREATE TABLE t (a)")
    names = {file.name for file in path.parent.iterdir()}
    assert names == {path.name, f"{path.name}-wal"}
    connection.close()


def test_neither_statement_parameters_nor_the_driver_put_words_into_an_error_text(path: Path) -> None:
    connection = connect(path, KEY)
    connection.exec_driver_sql("CREATE TABLE t (a TEXT UNIQUE)")
    connection.exec_driver_sql("INSERT INTO t VALUES (?)", ("canarybird",))
    with pytest.raises(DBAPIError) as caught:
        connection.exec_driver_sql("INSERT INTO t VALUES (?)", ("canarybird",))
    assert "canarybird" not in str(caught.value)
    connection.close()


def test_nobody_else_can_read_the_database_or_its_log(vault: Vault) -> None:
    with vault.write() as tx:
        tx.identity.put_name(os.urandom(16), "Ana")
    for name in ("vault.db", "vault.db-wal", "header.json", "lock", "reserve"):
        assert (vault.folder / name).stat().st_mode & 0o077 == 0, name
    assert vault.folder.stat().st_mode & 0o777 == 0o700


def test_opening_an_up_to_date_vault_imports_neither_alembic_nor_the_mapper(vault: Vault) -> None:
    vault.close()
    script = f"""
import os, sys
from pathlib import Path
from tests.support.vaults import reopened
opened = reopened(Path({str(vault.folder)!r}))
with opened.read() as tx:
    tx.encounters.page(limit=200)
opened.close()
print([name for name in ("alembic", "sqlalchemy.orm", "PySide6", "zxcvbn") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("value", [b"", b"\x00id\xff", None, "", "text", 0, -1, 1.5])
def test_a_value_comes_back_as_it_was_bound_and_lies_in_the_file_as_its_own_kind(path: Path, value: object) -> None:
    kinds = {bytes: "blob", str: "text", int: "integer", float: "real"}
    connection = connect(path, KEY)
    driver = driver_of(connection)
    driver.execute("CREATE TABLE t (value)")
    driver.execute("INSERT INTO t VALUES (?)", (value,))
    driver.executemany("INSERT INTO t VALUES (?)", [(value,)])
    found = driver.execute("SELECT value, typeof(value) FROM t WHERE value IS ?", (value,)).fetchall()
    assert found == [(value, kinds.get(type(value), "null"))] * 2
    assert type(found[0][0]) is type(value)
    connection.close()
