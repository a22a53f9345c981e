"""The database: its shape, its refusals, and what happens when the disk or the process gives out."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from peerdesk.server.errors import (
    SettingsError,
    StoreBusyError,
    StoreError,
    StoreForeignError,
    StoreFullError,
    StoreNewerError,
)
from peerdesk.server.problems import expected_problem
from peerdesk.server.store import schema
from peerdesk.server.store.database import FILE_NAME, Database
from peerdesk.server.store.entries import add_entry, all_entries
from peerdesk.server.store.schema import upgrade
from peerdesk.server.store.tables import metadata


def index_words(index: ReflectedIndex) -> str:
    options = {name: str(option) for name, option in index.get("dialect_options", {}).items()}
    return f"{index['name']} {index['unique']} {index['column_names']} {options}"


def shape_of(connection: Connection) -> object:
    look = inspect(connection)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table)],
            look.get_pk_constraint(table)["constrained_columns"],
            look.get_unique_constraints(table),
            sorted(map(index_words, look.get_indexes(table))),
        )
        for table in look.get_table_names()
    }


def test_the_steps_give_exactly_the_tables_of_a_new_database(tmp_path: Path) -> None:
    database, stepped = Database.open(tmp_path), create_engine("sqlite://")
    with database.read() as made, stepped.begin() as connection:
        upgrade(connection)
        assert shape_of(connection) == shape_of(made)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        version = text("SELECT version_num FROM alembic_version")
        assert connection.execute(version).all() == made.execute(version).all()
    stepped.dispose()
    database.close()


def test_the_steps_known_are_the_steps_there_are() -> None:
    steps = sorted(path.stem for path in (Path(schema.__file__).parent / "migrations/versions").glob("v*.py"))
    assert [step[1:5] for step in steps] == list(schema.KNOWN)
    assert schema.KNOWN[-1] == schema.HEAD


def test_only_the_owner_can_look_into_the_folder(tmp_path: Path) -> None:
    Database.open(tmp_path / "new").close()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_commit_is_on_the_disk_before_anybody_is_told(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.write() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]
    assert pragmas == ["wal", 2, 1]
    database.close()


def test_a_raised_error_leaves_nothing_behind(tmp_path: Path) -> None:
    database = Database.open(tmp_path)

    def fail_half_way() -> None:
        with database.write() as connection:
            add_entry(connection, 1, b"h", b"r", 0)
            add_entry(connection, 1, b"h", b"r", 0)

    with pytest.raises(StoreError, match="code"):
        fail_half_way()
    with database.read() as connection:
        assert all_entries(connection) == []
    database.close()


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be looked at" * 20, b"SQLite format 3\x00" + bytes(84)]
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(StoreForeignError):
        Database.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / FILE_NAME)
    other.execute("CREATE TABLE things (x)")
    other.close()
    with pytest.raises(StoreForeignError):
        Database.open(tmp_path)
    other = sqlite3.connect(tmp_path / FILE_NAME)
    assert [row[0] for row in other.execute("SELECT name FROM sqlite_master")] == ["things"]
    other.close()


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    newer = sqlite3.connect(tmp_path / FILE_NAME)
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()
    with pytest.raises(StoreNewerError, match="9999"):
        Database.open(tmp_path)


def test_another_kind_of_database_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="leave --database out"):
        Database.open(tmp_path, "postgresql://somewhere/else")


def test_a_folder_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot be used"):
        Database.open(tmp_path / "file" / "data")


def test_a_full_disk_and_a_held_database_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database.open(tmp_path)

    def write_too_much() -> None:
        with database.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
            add_entry(connection, 1, b"h", bytes(100_000), 0)

    with pytest.raises(StoreFullError) as full:
        write_too_much()
    database.close()
    monkeypatch.setattr("peerdesk.server.store.database.BUSY_SECONDS", 0.05)
    first, second = Database.open(tmp_path), Database.open(tmp_path)
    with first.write(), pytest.raises(StoreBusyError) as busy, second.write():
        pass
    first.close()
    second.close()
    answers = [expected_problem(error) for error in (full.value, busy.value)]
    assert [(a.status, a.problem.code) for a in answers if a] == [(507, "full"), (429, "slow_down")]


def test_the_file_gives_no_way_to_write_through_a_reader(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    reader = Database.open(tmp_path, read_only=True)
    with pytest.raises(Exception, match="code 8"), reader.write() as connection:
        add_entry(connection, 1, b"h", b"r", 0)
    reader.close()
