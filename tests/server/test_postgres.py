"""What only PostgreSQL can do to us: passwords, a server that is away, connections that die."""

import logging
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from peerdesk.server.errors import SettingsError, StoreBusyError, StoreFullError
from peerdesk.server.problems import expected_problem
from peerdesk.server.store import schema
from peerdesk.server.store.database import Database
from peerdesk.server.store.entries import add_entry, all_entries
from peerdesk.server.store.place import Place, place
from peerdesk.server.store.postgres import cannot_open, postgres_problem
from tests.server.conftest import Team
from tests.server.hospital import RefusedError, Writer
from tests.support.postgres import Cluster

PASSWORD = "river-stone-canary"


@pytest.fixture
def name(postgres: Cluster) -> Iterator[str]:
    name = postgres.new_database()
    yield name
    postgres.drop(name)


@pytest.fixture
def url(postgres: Cluster, name: str) -> str:
    return postgres.url(name)


@pytest.fixture
def where(url: str, data: Path) -> Place:
    """Return a database on PostgreSQL; nothing else is tried here."""
    return place(data, url)


def test_a_commit_is_durable_whatever_the_database_s_own_default_is(postgres: Cluster, name: str, where: Place) -> None:
    postgres.run(f"ALTER DATABASE {name} SET synchronous_commit = 'off'")
    database = Database.open(where)
    with database.write() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar_one() == "10s"
    database.close()


def test_a_newer_version_may_take_its_time_to_change_the_tables_and_an_answer_may_not(
    where: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def longest(connection: Connection) -> str:
        return str(connection.exec_driver_sql("SHOW statement_timeout").scalar_one())

    database = Database.open(where)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
        connection.exec_driver_sql("DROP TABLE held")
    real, seen = schema.upgrade, []
    monkeypatch.setattr(schema, "upgrade", lambda line: (seen.append(longest(line)), real(line)))
    with database.write() as connection:
        schema.bring_up_to_date(connection)
        seen.append(longest(connection))
    with database.write() as connection:
        seen.append(longest(connection))
    database.close()
    assert seen == ["0", "0", "2min"]


def test_the_password_is_used_and_never_repeated(
    postgres: Cluster, name: str, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    postgres.run(f"CREATE ROLE guarded LOGIN SUPERUSER PASSWORD '{PASSWORD}'")
    guarded = postgres.url(name, "guarded")
    right = place(data, guarded, PASSWORD)
    Database.open(right).close()
    for password in ("", PASSWORD + "x"):
        with pytest.raises(SettingsError, match="another password") as refused:
            Database.open(place(data, guarded, password))
        assert PASSWORD not in str(refused.value)
    assert PASSWORD not in f"{right!r} {right.words} {caplog.text}"
    given = guarded.replace("guarded@", f"guarded:{PASSWORD}@")
    for url in (given, f"{guarded}&password={PASSWORD}", f"{guarded}&sslpassword={PASSWORD}"):
        with pytest.raises(SettingsError, match="out of the database's name") as named:
            place(data, url)
        assert PASSWORD not in str(named.value)


def test_a_database_or_a_user_that_is_not_there_is_named_in_words(postgres: Cluster, name: str, data: Path) -> None:
    with pytest.raises(SettingsError, match="no database of that name"):
        Database.open(place(data, postgres.url("elsewhere")))
    with pytest.raises(SettingsError, match="does not know this user"):
        Database.open(place(data, postgres.url(name, "stranger")))


def test_a_server_that_is_away_is_worth_another_try(tmp_path: Path) -> None:
    with pytest.raises(StoreBusyError, match="cannot be reached"):
        Database.open(place(tmp_path, f"postgresql://peerdesk@/x?host={tmp_path}"))


@pytest.mark.parametrize("host", ["db", "controller.hospital.example", "password-role.hospital.example"])
@pytest.mark.parametrize(
    "words",
    [
        'connection failed: connection to server at "{}" (10.0.0.5), port 5432 failed: Connection refused',
        "failed to resolve host '{}': [Errno -2] Name or service not known",
    ],
)
def test_a_server_that_is_away_is_worth_another_try_whatever_its_name(host: str, words: str) -> None:
    error = OperationalError("SELECT 1", {}, psycopg.OperationalError(words.format(host)))
    assert cannot_open(error) is None
    assert isinstance(postgres_problem(error), StoreBusyError)


def test_a_connection_that_dies_in_the_middle_stores_nothing_and_the_next_one_works(
    postgres: Cluster, where: Place
) -> None:
    database = Database.open(where)

    def cut_off() -> None:
        with database.write() as connection:
            add_entry(connection, 1, b"h", b"r", 0)
            pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            postgres.run(f"SELECT pg_terminate_backend({pid}, 5000)")
            add_entry(connection, 2, b"h", b"r", 0)

    with pytest.raises(StoreBusyError) as busy:
        cut_off()
    answer = expected_problem(busy.value)
    assert answer is not None
    assert answer.status == 429
    with database.read() as connection:
        assert all_entries(connection) == []
    database.close()


def test_after_the_database_was_started_again_nobody_meets_a_dead_connection(postgres: Cluster, team: Team) -> None:
    writer = Writer.of(team.peer)
    team.devon.push(team.own, writer.frame())
    postgres.run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'peerdesk'")
    for _ in range(3):
        team.devon.push(team.own, writer.frame())
    assert team.devon.pull(team.own).head.seq == 4


def test_one_space_that_is_locked_delays_no_other(team: Team, where: Place) -> None:
    team.devon.push(team.own, Writer.of(team.peer).frame())
    database = Database.open(where)
    with database.write() as connection:
        connection.exec_driver_sql("SELECT * FROM space FOR UPDATE")
        supervisor = Writer.of(team.supervisor)
        assert team.tomas.push(supervisor.space, supervisor.frame()).head.seq == 1
        assert team.devon.pull(team.own).head.seq == 1
    database.close()


def test_a_full_disk_is_told_as_one() -> None:
    class NoRoomError(Exception):
        sqlstate = "53100"

    problem = postgres_problem(OperationalError("", {}, NoRoomError()))
    assert isinstance(problem, StoreFullError)
    answer = expected_problem(problem)
    assert answer is not None
    assert answer.status == 507


def test_nobody_is_let_in_by_words_of_the_database(team: Team) -> None:
    # Whatever is sent goes to the database as a value; these are ids, and the space is simply not theirs.
    for words in (b"' OR 1=1; --    ", b"%s%s%s%s%s%s%s%s", b"$1$2$3$4$5$6$7$8"):
        with pytest.raises(RefusedError, match="not_allowed"):
            team.devon.pull(type(team.own)(words))
