"""A log that was laid out in parts, by the statements that the operator's page names, is the same log."""

from pathlib import Path

import psycopg

from peerdesk.server.store.place import place
from peerdesk.server.verifying import verify
from peerdesk.wire.login import LoginKind
from tests.server.hospital import Caller, Hospital, Writer
from tests.support.postgres import Cluster
from tests.support.servers import IN_PROCESS_HOST, in_process_client

STATEMENTS = Path(__file__).parents[2] / "packaging/server/partition-log.sql"


def test_a_log_laid_out_in_parts_loses_nothing_and_goes_on(postgres: Cluster, hospital: Hospital, data: Path) -> None:
    name = postgres.new_database()
    url = postgres.url(name)
    where = place(data, url)

    with in_process_client(where, hospital.public(), now=lambda: hospital.now) as http:
        caller = Caller(http, IN_PROCESS_HOST)
        writers = [Writer.of(hospital.join_at(caller, hospital.promise())) for _ in range(12)]
        pushed = {}
        for writer in writers:
            _as(caller, writer)
            pushed[writer.space] = [writer.frame() for _ in range(3)]
            caller.push(writer.space, *pushed[writer.space])

    with psycopg.connect(url) as connection:
        connection.execute(STATEMENTS.read_text(encoding="utf-8"))
        parts = connection.execute("SELECT count(*), count(DISTINCT tableoid) FROM log").fetchone()
    assert parts is not None
    assert parts[0] == 36
    assert parts[1] > 3
    assert verify(where).faults == ()

    with in_process_client(where, None, now=lambda: hospital.now) as http:
        caller = Caller(http, IN_PROCESS_HOST)
        for writer in writers:
            _as(caller, writer)
            again = caller.push(writer.space, pushed[writer.space][0], writer.frame())
            assert [receipt.seq for receipt in again.receipts] == [1, 4]
            assert list(caller.pull(writer.space).revisions[:3]) == pushed[writer.space]
    found = verify(where)
    assert (found.revisions, found.faults) == (48, ())
    postgres.drop(name)


def _as(caller: Caller, writer: Writer) -> None:
    caller.login(LoginKind.DEVICE, writer.keys.id(), writer.keys.signer(), writer.person)
