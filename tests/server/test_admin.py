"""What the operator can ask, also while the server runs, and that the check sees what it should."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from peerdesk.server.admin import Stats, stats
from peerdesk.server.errors import SettingsError
from peerdesk.server.store.database import Database
from peerdesk.server.store.place import Place, place
from peerdesk.server.verifying import verify
from peerdesk.wire.ids import RecordId
from peerdesk.wire.revision import Kind, blanked, encode
from tests.server.conftest import Team
from tests.server.hospital import Hospital, Writer, some_id
from tests.support.servers import in_process_app


def fill(team: Team) -> None:
    writer, record = Writer.of(team.peer), RecordId(some_id())
    team.devon.push(team.own, writer.frame(), writer.frame(record=record))
    team.devon.push(team.own, writer.frame(Kind.ERASE, record=record), writer.frame())
    team.tomas.push(team.pair, Writer.of(team.supervisor, team.pair).frame())


def spoil(where: Place, statement: str, **values: bytes) -> None:
    database = Database.open(where)
    with database.write() as connection:
        assert connection.execute(text(statement), values).rowcount
    database.close()


def test_it_counts_without_naming_anybody(team: Team, where: Place) -> None:
    fill(team)
    counted = stats(where)
    assert counted == Stats(
        people=2,
        devices=2,
        entries=4,
        spaces=2,
        revisions=5,
        revision_bytes=counted.revision_bytes,
        file_bytes=counted.file_bytes,
    )
    assert 5 * 300 < counted.revision_bytes < counted.file_bytes


def test_a_sound_store_has_no_faults_running_or_stopped(team: Team, where: Place) -> None:
    fill(team)
    running = verify(where)
    assert (running.entries, running.spaces, running.revisions, running.faults) == (4, 2, 5, ())
    team.devon.http.app.state.desk.close()  # type: ignore[attr-defined]
    assert verify(where) == running


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE log SET frame = (SELECT frame FROM log WHERE space = 1 AND seq = 1) WHERE seq = 4",
            "revision 4 is not",
        ),
        ("UPDATE log SET frame = :byte WHERE space = 1 AND seq = 4", "revision 4 does not hold"),
        ("UPDATE log SET record = owner WHERE space = 1 AND seq = 4", "revision 4 is filed under another record"),
        ("UPDATE log SET chain = :chain WHERE space = 1 AND seq = 2", "chain breaks at 2"),
        ("DELETE FROM log WHERE space = 1 AND seq = 2", "chain breaks at 2"),
        ("DELETE FROM log WHERE space = 1 AND seq = 4", "does not end where"),
        ("UPDATE space SET head_seq = 9 WHERE number = 1", "does not end where"),
        ("UPDATE space SET id = :id WHERE number = 2", "belongs to nobody"),
        ("UPDATE entry SET raw = (SELECT raw FROM entry WHERE n = 1) WHERE n = 3", "directory does not hold"),
        ("DELETE FROM entry WHERE n = 1", "directory does not hold"),
        ("UPDATE entry SET n = 9 WHERE n = 4", "entry 4 is filed under another number"),
        ("DELETE FROM space WHERE number = 1", "4 rows of the table log belong to no space"),
        ("UPDATE replaced SET space = 7", "rows of the table replaced belong to no space"),
        ("UPDATE log SET kind = 9 WHERE space = 1 AND seq = 3", "what follows revision 2 cannot be read: ValueError"),
        ("DELETE FROM entry", "directory does not hold"),
    ],
)
def test_the_check_sees_every_kind_of_damage(team: Team, where: Place, statement: str, fault: str) -> None:
    fill(team)
    values = {"byte": b"\0", "chain": bytes(32), "id": bytes(16)}
    spoil(where, statement, **{name: value for name, value in values.items() if f":{name}" in statement})
    assert fault in verify(where).faults[0]


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE log SET frame = 'text'", "what follows revision 0 cannot be read"),
        ("UPDATE log SET frame = 5 WHERE seq = 2", "what follows revision 1 cannot be read"),
        ("UPDATE log SET revision = 7 WHERE space = 1 AND seq = 1", "what follows revision 0 cannot be read"),
        ("UPDATE log SET owner = 'x'", "revision 1 is filed under another record"),
        ("UPDATE entry SET raw = 'x' WHERE n = 2", "the directory does not hold together"),
        ("UPDATE entry SET hash = 'x' WHERE n = 4", "entry 4 is filed under another hash"),
        ("UPDATE held SET bytes = 'x'", "what is noted beside it cannot be read"),
        ("UPDATE replaced SET revision = 5", "what is current is noted wrongly"),
        ("UPDATE space SET head_seq = 'x'", "the log does not end where its head says"),
        ("UPDATE space SET id = 'x' WHERE number = 1", "belongs to nobody"),
    ],
)
def test_a_column_of_another_kind_is_a_fault_in_words(team: Team, where: Place, statement: str, fault: str) -> None:
    fill(team)
    spoil(where, statement)
    assert fault in verify(where).faults[0]


def erased_note(team: Team) -> bytes:
    """Push a note as revision 1 and erase it with revision 2, and return what it was."""
    writer, record = Writer.of(team.peer), RecordId(some_id())
    frame = writer.frame(record=record)
    team.devon.push(team.own, frame)
    team.devon.push(team.own, writer.frame(Kind.ERASE, record=record))
    return frame


def test_the_check_sees_a_payload_that_should_be_gone(team: Team, where: Place) -> None:
    spoil(where, "UPDATE log SET frame = :frame WHERE seq = 1", frame=erased_note(team))
    faults = verify(where).faults
    assert faults[0] == "space 1: revision 1 still has its payload, and revision 2 erases its record"


def test_the_check_sees_a_blank_that_nothing_explains(team: Team, where: Place) -> None:
    writer = Writer.of(team.peer)
    revision = writer.revision()
    team.devon.push(team.own, writer.frame(), encode(revision))
    spoil(where, "UPDATE log SET frame = :frame WHERE seq = 2", frame=encode(blanked(revision)))
    assert verify(where).faults[0] == "space 1: revision 2 is blank, and no erase explains it"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM replaced", "what is current is noted wrongly in 1 places"),
        ('UPDATE replaced SET "by" = 1', "what is current is noted wrongly in 1 places"),
        ("UPDATE held SET bytes = bytes + 1", "the bytes of its people are not counted right"),
        ("UPDATE space SET frame_bytes = 1", "the bytes of its people are not counted right"),
    ],
)
def test_the_check_sees_what_is_noted_wrongly_beside_the_log(
    team: Team, where: Place, statement: str, fault: str
) -> None:
    erased_note(team)
    assert verify(where).faults == ()
    spoil(where, statement)
    assert verify(where).faults == (f"space 1: {fault}",)


def test_the_check_sees_an_entry_under_another_hash(team: Team, where: Place) -> None:
    fill(team)
    spoil(where, "UPDATE entry SET hash = :hash WHERE n = 2", hash=bytes(32))
    assert verify(where).faults == ("the directory: entry 2 is filed under another hash",)


def test_the_check_sees_a_signature_that_is_not_genuine(team: Team, where: Place) -> None:
    frame = bytearray(Writer.of(team.peer).frame())
    team.devon.push(team.own, bytes(frame))
    frame[-10] ^= 1
    spoil(where, "UPDATE log SET frame = :frame WHERE seq = 1", frame=bytes(frame))
    assert verify(where).faults == ("space 1: revision 1 does not hold: SignatureError",)


@pytest.mark.parametrize("ask", [stats, verify])
def test_a_folder_without_a_server_is_named_in_words(tmp_path: Path, ask: Callable[[Place], object]) -> None:
    with pytest.raises(SettingsError, match="no server's data"):
        ask(place(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_was_just_started_has_little_to_tell(tmp_path: Path) -> None:
    with in_process_app(tmp_path, Hospital().public()):
        assert stats(place(tmp_path)).entries == 2
