"""The database: its shape, its refusals, and what happens when the disk or the process gives out."""

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import msgspec
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
    StoreTakenError,
)
from peerdesk.server.problems import expected_problem
from peerdesk.server.store import schema
from peerdesk.server.store.database import Database
from peerdesk.server.store.entries import add_entry, all_entries
from peerdesk.server.store.place import FILE_NAME, Place, place
from peerdesk.server.store.schema import upgrade
from peerdesk.server.store.tables import metadata
from tests.server.hospital import Hospital
from tests.server.processes import start


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


@pytest.fixture
def without_tables(where: Place) -> Iterator[Connection]:
    """Return a connection to a place of the same kind that has no tables yet."""
    engine = create_engine(where.postgres or "sqlite://")
    with engine.connect() as connection:
        if where.postgres is not None:
            connection.execute(text("CREATE SCHEMA bare"))
            connection.execute(text("SET search_path = bare"))
        yield connection
    engine.dispose()


def test_the_steps_give_exactly_the_tables_of_a_new_database(where: Place, without_tables: Connection) -> None:
    database = Database.open(where)
    upgrade(without_tables)
    with database.read() as made:
        assert shape_of(without_tables) == shape_of(made)
        assert compare_metadata(MigrationContext.configure(without_tables), metadata) == []
        version = text("SELECT version_num FROM alembic_version")
        assert without_tables.execute(version).all() == made.execute(version).all()
    database.close()


def test_a_step_over_a_large_log_reads_all_of_it_and_holds_little_of_it(without_tables: Connection) -> None:
    pack = msgspec.msgpack.encode
    upgrade(without_tables, "0001")
    put = text(
        "INSERT INTO log (space, seq, revision, owner, record, kind, chain, frame) VALUES (:s,:n,:r,:r,:r,1,:r,:f)"
    )
    for space, n in ((space, n) for space in (1, 2, 5) for n in range(1, 71)):
        name = bytes([space, n])
        frame = pack([pack([1, b"", b"", b"", 1, [b"parent of " + name]]), b"", bytes(100_000), b""])
        without_tables.execute(put, {"s": space, "n": n, "r": name, "f": frame})
    tracemalloc.start()
    upgrade(without_tables, "0002")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    rows = without_tables.execute(text('SELECT space, "by", owner, revision FROM replaced')).all()
    assert {(row[0], row[1], b"parent of " + row[2]) for row in rows} == {(*row[:2], row[3]) for row in rows}
    assert sorted(row[:2] for row in rows) == [(space, n) for space in (1, 2, 5) for n in range(1, 71)]
    assert most < 15_000_000


def test_the_steps_known_are_the_steps_there_are() -> None:
    steps = sorted(path.stem for path in (Path(schema.__file__).parent / "migrations/versions").glob("v*.py"))
    assert [step[1:5] for step in steps] == list(schema.KNOWN)
    assert schema.KNOWN[-1] == schema.HEAD


def test_only_the_owner_can_look_into_the_folder(tmp_path: Path) -> None:
    Database.open(place(tmp_path / "new")).close()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_commit_is_on_the_disk_before_anybody_is_told(tmp_path: Path) -> None:
    database = Database.open(place(tmp_path))
    with database.write() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]
    assert pragmas == ["wal", 2, 1]
    database.close()


def test_a_raised_error_leaves_nothing_behind(where: Place) -> None:
    database = Database.open(where)

    def fail_half_way() -> None:
        with database.write() as connection:
            add_entry(connection, 1, b"h", b"r", 0)
            add_entry(connection, 1, b"h", b"r", 0)

    with pytest.raises(StoreTakenError):
        fail_half_way()
    with database.read() as connection:
        assert all_entries(connection) == []
    database.close()


def test_a_snapshot_stays_as_it_was_while_others_write(where: Place) -> None:
    database = Database.open(where)
    with database.read() as connection:
        assert all_entries(connection) == []
        with database.write() as other:
            add_entry(other, 1, b"h", b"r", 0)
        assert all_entries(connection) == []
    with database.read() as connection:
        assert all_entries(connection) == [b"r"]
    database.close()


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be looked at" * 20, b"SQLite format 3\x00" + bytes(84)]
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(StoreForeignError):
        Database.open(place(tmp_path))
    assert (tmp_path / FILE_NAME).read_bytes() == content


def run(where: Place, statement: str) -> None:
    engine = create_engine(where.postgres or f"sqlite:///{where.file}")
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_the_database_of_another_program_is_left_alone(where: Place) -> None:
    where.folder.mkdir()
    run(where, "CREATE TABLE things (x INTEGER)")
    with pytest.raises(StoreForeignError):
        Database.open(where)
    run(where, "DROP TABLE things")
    Database.open(where).close()


def test_a_newer_database_is_left_alone(where: Place) -> None:
    Database.open(where).close()
    run(where, "UPDATE alembic_version SET version_num = '9999'")
    for read_only in (False, True):
        with pytest.raises(StoreNewerError, match="9999"):
            Database.open(where, read_only=read_only)


def test_an_older_database_is_read_by_nobody_before_a_server_has_led_it_here(where: Place) -> None:
    Database.open(where).close()
    run(where, "UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(StoreForeignError, match="older form 0001"):
        Database.open(where, read_only=True)


@pytest.mark.parametrize(
    "url", ["mysql://somewhere/else", "sqlite:///x.db", "postgresql://host", "no url at all", "://"]
)
def test_another_kind_of_database_is_refused_in_words(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="postgresql://user@host/name"):
        place(tmp_path, url)


def test_a_folder_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot be used"):
        Database.open(place(tmp_path / "file" / "data"))


def test_a_full_disk_and_a_held_database_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database.open(place(tmp_path))

    def write_too_much() -> None:
        with database.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
            add_entry(connection, 1, b"h", bytes(100_000), 0)

    with pytest.raises(StoreFullError) as full:
        write_too_much()
    database.close()
    monkeypatch.setattr("peerdesk.server.store.sqlite.BUSY_SECONDS", 0.05)
    first, second = Database.open(place(tmp_path)), Database.open(place(tmp_path))
    with first.write(), pytest.raises(StoreBusyError) as busy, second.write():
        pass
    first.close()
    second.close()
    answers = [expected_problem(error) for error in (full.value, busy.value)]
    assert [(a.status, a.problem.code) for a in answers if a] == [(507, "full"), (429, "slow_down")]


def test_a_reader_has_no_way_to_write(where: Place) -> None:
    Database.open(where).close()
    reader = Database.open(where, read_only=True)
    with pytest.raises(StoreError, match=r"code 8|read-only"), reader.write() as connection:
        add_entry(connection, 1, b"h", b"r", 0)
    reader.close()


def test_a_server_with_a_file_of_its_own_loads_neither_postgres_nor_the_steps(
    tmp_path: Path, hospital: Hospital
) -> None:
    start(tmp_path / "srv", hospital.public()).end()
    look = (
        "import sys; from pathlib import Path; from peerdesk.server.app import build_app, production_settings;"
        "from peerdesk.server.store.place import place;"
        "build_app(production_settings(place(Path(sys.argv[1])), None)).state.desk.close();"
        "heavy = ('psycopg', 'alembic', 'sqlalchemy.dialects.postgresql');"
        "print([name for name in sys.modules if name.startswith(heavy)])"
    )
    command = [sys.executable, "-c", look, str(tmp_path / "srv")]
    assert subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout == "[]\n"
