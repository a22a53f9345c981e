"""An old backup is put into place: whoever saw more is told at once, and can bring back what is missing."""

import sqlite3
from pathlib import Path

import pytest

from peerdesk.server.store.place import FILE_NAME
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import HaveReply, HaveRequest, Outcome, Witness
from peerdesk.wire.ids import RecordId
from peerdesk.wire.revision import Kind, is_blanked, parse_revision
from tests.server.hospital import Caller, Hospital, RefusedError, Writer, ids, some_id
from tests.support.servers import IN_PROCESS_HOST, in_process_client


def test_a_restored_server_is_noticed_and_filled_up_again(tmp_path: Path) -> None:
    hospital, data, backup = Hospital(), tmp_path / "srv", tmp_path / "backup.db"
    with in_process_client(data, hospital.public(), now=lambda: hospital.now) as http:
        line = Caller(http, IN_PROCESS_HOST)
        member = hospital.join_at(line, hospital.promise())
        line.login_member(member)
        writer, record = Writer.of(member), RecordId(some_id())
        line.push(writer.space, writer.frame(), writer.frame(record=record))
        copy_of(data, backup)
        later = [writer.frame(Kind.ERASE, record=record), writer.frame()]
        seen = line.push(writer.space, *later).head
    for file in data.iterdir():
        file.unlink()
    backup.rename(data / FILE_NAME)
    with in_process_client(data, None, now=lambda: hospital.now) as http:
        line = Caller(http, IN_PROCESS_HOST)
        line.login_member(member)
        noticed_and_healed(line, writer, seen, later)


def noticed_and_healed(line: Caller, writer: Writer, seen: Witness, later: list[bytes]) -> None:
    with pytest.raises(RefusedError, match="history_diverged"):
        line.pull(writer.space, after=2, witness=seen)
    own = ids(line.push(writer.space, writer.frame()))
    asked = HaveRequest(space=writer.space, at=0, revisions=own)
    assert line.ask(endpoints.HAVE, asked, HaveReply).missing == ()
    back = line.push(writer.space, *later)
    assert [receipt.outcome for receipt in back.receipts] == [Outcome.STORED] * 2
    kept = [parse_revision(raw) for raw in line.pull(writer.space).revisions]
    assert [is_blanked(revision) for revision in kept] == [False, True, False, False, False]


def copy_of(data: Path, backup: Path) -> None:
    """Copy as the operator's guide says, while the server runs."""
    source = sqlite3.connect(data / FILE_NAME)
    source.execute("VACUUM INTO ?", (str(backup),))
    source.close()
