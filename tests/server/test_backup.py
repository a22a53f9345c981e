"""A backup is one steady picture, made while the server runs, checked before it counts, and never replaces another."""

import shutil
import threading
from pathlib import Path

import msgspec
import pytest

from peerdesk.server.backup import UNFINISHED, back_up
from peerdesk.server.errors import BackupError, SettingsError
from peerdesk.server.store.place import FILE_NAME, Place, place
from peerdesk.server.verifying import verify
from peerdesk.wire.exchange import Outcome, Refusal
from peerdesk.wire.ids import RecordId
from peerdesk.wire.revision import Kind, encode
from tests.server.conftest import Team
from tests.server.hospital import Caller, Hospital, Writer, some_id
from tests.server.test_admin import spoil
from tests.support.postgres import Cluster
from tests.support.servers import IN_PROCESS_HOST, in_process_client


@pytest.fixture
def where(data: Path) -> Place:
    """Return the built-in database; PostgreSQL has backups of its own."""
    return place(data)


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


def filled(team: Team) -> Writer:
    writer, record = Writer.of(team.peer), RecordId(some_id())
    team.devon.push(team.own, writer.frame(), writer.frame(record=record))
    team.devon.push(team.own, writer.frame(Kind.ERASE, record=record))
    return writer


def test_a_copy_holds_everything_and_is_one_file_for_its_owner_only(team: Team, where: Place, copies: Path) -> None:
    filled(team)
    made = back_up(where, copies / "monday.db")
    assert [path.name for path in copies.iterdir()] == ["monday.db"]
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert (made.verified.revisions, made.verified.faults, made.bytes) == (3, (), made.file.stat().st_size)
    assert verify(Place(folder=copies, name="monday.db")) == verify(where)
    assert [path.name for path in copies.iterdir()] == ["monday.db"]


def test_a_server_goes_on_from_a_copy(team: Team, hospital: Hospital, where: Place, copies: Path) -> None:
    writer = filled(team)
    back_up(where, copies / FILE_NAME)
    with in_process_client(copies, None, now=lambda: hospital.now) as http:
        line = Caller(http, IN_PROCESS_HOST)
        line.login_member(team.peer)
        assert line.push(writer.space, writer.frame()).head.seq == 4


def test_a_copy_made_while_others_push_holds_what_was_acknowledged_before(
    team: Team, where: Place, copies: Path
) -> None:
    writer, over = Writer.of(team.peer), threading.Event()
    acknowledged = [0]

    def push() -> None:
        while not over.is_set():
            acknowledged[0] = team.devon.push(team.own, *(writer.frame() for _ in range(20))).head.seq

    pushing = threading.Thread(target=push)
    pushing.start()
    try:
        for number in range(4):
            before = acknowledged[0]
            made = back_up(where, copies / f"{number}.db")
            assert made.verified.faults == ()
            assert made.verified.revisions >= before
            assert made.verified.revisions % 20 == 0
    finally:
        over.set()
        pushing.join(20)


def test_nothing_is_ever_replaced(team: Team, where: Place, copies: Path) -> None:
    filled(team)
    there = copies / "monday.db"
    there.write_text("something else", encoding="utf-8")
    with pytest.raises(SettingsError, match="never replaces"):
        back_up(where, there)
    assert there.read_text(encoding="utf-8") == "something else"
    assert [path.name for path in copies.iterdir()] == ["monday.db"]


def test_a_copy_that_does_not_hold_is_taken_away_again(team: Team, where: Place, copies: Path) -> None:
    filled(team)
    spoil(where, "DELETE FROM log WHERE seq = 2")
    with pytest.raises(BackupError, match="space 1: the chain breaks at 2"):
        back_up(where, copies / "monday.db")
    assert list(copies.iterdir()) == []


@pytest.mark.parametrize("kind", list(Kind)[:3])
def test_nobody_keeps_the_hospital_from_its_backups_with_a_wrong_signature(
    team: Team, where: Place, copies: Path, kind: Kind
) -> None:
    writer = filled(team)
    forged = msgspec.structs.replace(writer.revision(kind), signature=bytes(64))
    receipt = team.devon.push(team.own, encode(forged)).receipts[0]
    assert (receipt.outcome, receipt.refusal) == (Outcome.REFUSED, Refusal.BAD_SIGNATURE)
    assert back_up(where, copies / "after.db").verified.faults == ()


def test_what_an_earlier_try_left_behind_is_no_hindrance(team: Team, where: Place, copies: Path) -> None:
    filled(team)
    (copies / f"monday.db{UNFINISHED}").write_bytes(b"half a copy")
    assert back_up(where, copies / "monday.db").verified.revisions == 3


def test_a_place_that_cannot_be_written_is_named_in_words(team: Team, where: Place, copies: Path) -> None:
    filled(team)
    with pytest.raises(SettingsError, match="cannot be written"):
        back_up(where, copies / "nowhere" / "monday.db")
    shutil.rmtree(copies)


def test_postgresql_is_left_to_its_own_tools(postgres: Cluster, data: Path, copies: Path) -> None:
    with pytest.raises(SettingsError, match="pg_dump"):
        back_up(place(data, postgres.url("x")), copies / "monday.db")
