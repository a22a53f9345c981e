"""What the server writes down about its work: lines that a machine reads, and in which nobody is found."""

import contextlib
import io
import json
import logging
import sys
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import PoolProxiedConnection, make_url
from starlette.testclient import TestClient

from peerdesk.server.app import Edge
from peerdesk.server.journal import Lines, keep_journal
from peerdesk.server.store.place import Place
from peerdesk.server.store.postgres import postgres_engine
from peerdesk.wire import endpoints
from tests.server.hospital import Caller, Hospital, RefusedError, Writer
from tests.server.test_watching import ways_to_write
from tests.support.postgres import Cluster
from tests.support.servers import IN_PROCESS_HOST, in_process_app

FAR = "192.0.2.7"


@pytest.fixture(autouse=True)
def _level() -> Iterator[None]:
    """Let no other test hear as much as a journal here does."""
    ours = logging.getLogger("peerdesk")
    before = ours.level
    yield
    ours.setLevel(before)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Keep a journal as `--log json --log-level debug` does, and let go of it again."""
    text = io.StringIO()
    handler = keep_journal("json", "debug", text)
    yield text
    logging.root.removeHandler(handler)


@pytest.mark.expects_log("bug at /v1/push")
@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_no_id_token_address_or_body_is_in_the_journal_also_when_something_breaks(
    where: Place, hospital: Hospital, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_process_app(where, hospital.public(), now=lambda: hospital.now) as app:
        http = TestClient(app, base_url=f"http://{IN_PROCESS_HOST}", client=(FAR, 4711))
        caller = Caller(http, IN_PROCESS_HOST)
        member = hospital.join_at(caller, hospital.promise())
        caller.login_member(member)
        writer = Writer.of(member)
        frame = writer.frame()
        caller.push(writer.space, frame)
        with pytest.raises(RefusedError, match="not_allowed"):
            caller.pull(type(writer.space)(member.person))
        assert http.get(f"/v1/{member.person.hex()}").status_code == 404

        async def breaks(*_: object) -> None:
            raise RuntimeError(member.person.hex(), caller.token, FAR, frame)

        monkeypatch.setattr(Edge, "_ask", breaks)
        with pytest.raises(RefusedError, match="internal"):
            caller.push(writer.space, frame)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert {tuple(line) for line in lines} == {("at", "level", "room", "process", "says")}
    assert {line["says"].partition(" in ")[0] for line in lines} >= {
        f"{endpoints.PULL}: not_allowed",
        "a path that is none: not_found",
        f"bug at {endpoints.PUSH}: RuntimeError",
    }
    secrets = (member.person, member.device, writer.space, caller.token.encode(), frame[40:80])
    hidden = {spelt for secret in secrets for spelt in ways_to_write(secret)} | {FAR}
    assert [spelt for spelt in hidden if spelt in written.getvalue()] == []


def test_what_an_exception_says_of_itself_is_left_out() -> None:
    record = logging.makeLogRecord(
        {
            "name": "peerdesk",
            "levelname": "ERROR",
            "msg": "it broke",
            "exc_info": (ValueError, ValueError("Blue Heron"), None),
        }
    )
    assert Lines("plain").format(record) == "it broke"
    assert "Heron" not in Lines("json").format(record)


def test_of_a_library_that_lost_its_connection_only_its_name_is_written(
    postgres: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = postgres.new_database()
    url = postgres.url(name)
    engine = postgres_engine(make_url(url).set(drivername="postgresql+psycopg"), read_only=False)
    with monkeypatch.context() as alone:
        # Without what the tests themselves listen with, as where the server runs.
        alone.setattr(logging.root, "handlers", [])
        keep_journal("json", "debug", sys.stderr)
        pooled = engine.raw_connection()
        _dies(postgres, pooled)
        pooled.close()
        with contextlib.suppress(LookupError), psycopg.connect(url) as direct:
            _dies(postgres, direct)
            raise LookupError
    engine.dispose()
    postgres.drop(name)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["room"], line["says"]) for line in lines] == [
        ("sqlalchemy.pool.impl.QueuePool", "error in sqlalchemy.pool.impl.QueuePool, whose words are left out"),
        ("psycopg", "warning in psycopg, whose words are left out"),
    ]


def _dies(postgres: Cluster, connection: PoolProxiedConnection | psycopg.Connection) -> None:
    cursor = connection.cursor()
    cursor.execute("SELECT pg_backend_pid()")
    row = cursor.fetchone()
    assert row is not None
    postgres.run(f"SELECT pg_terminate_backend({row[0]}, 5000)")
