"""What somebody who left kept on the server goes once the officer's day has come: there, and nowhere else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from peerdesk.server import retention
from peerdesk.server.desk import Desk
from peerdesk.server.retention import Retention
from peerdesk.server.store.database import Transaction
from peerdesk.server.store.logs import find_log, frames_of
from peerdesk.server.store.place import Place
from peerdesk.server.verifying import verify
from peerdesk.wire.directory import Signer as SignerName
from peerdesk.wire.directory import SignerRole
from peerdesk.wire.directory_body import Body, EraseAfter, Left
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import SpaceId
from peerdesk.wire.leaving import DAY_SECONDS, LEAST_DAYS
from peerdesk.wire.login import LoginKind
from peerdesk.wire.revision import encode, is_blanked, parse_revision
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, RefusedError, Writer

MONTH = LEAST_DAYS * DAY_SECONDS


@pytest.fixture
def officer(knock: Knock, hospital: Hospital, team: Team) -> Caller:
    assert team
    caller = knock()
    caller.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    return caller


@pytest.fixture
def desk(http: TestClient) -> Desk:
    found = http.app.state.desk  # type: ignore[attr-defined]  # the client knows applications only in general
    assert isinstance(found, Desk)
    return found


@pytest.fixture
def leaves(officer: Caller, hospital: Hospital, team: Team) -> Callable[[int], None]:
    """Let the peer leave, and their copies go after so many seconds."""

    def done(after: int) -> None:
        for body in (Left(person=team.peer.person), EraseAfter(person=team.peer.person, at=hospital.now + after)):
            hospital.catch_up(officer)
            officer.append(officer_entry(hospital, body))

    return done


def officer_entry(hospital: Hospital, body: Body) -> bytes:
    name = SignerName(role=SignerRole.OFFICER, id=hospital.officer.id())
    return hospital.write(body, name, hospital.officer.signer(), hospital.now)


def retention_of(desk: Desk, hospital: Hospital) -> Retention:
    return Retention(desk.database, desk.directory, lambda: hospital.now)


def frames_in(desk: Desk, space: SpaceId) -> list[bool]:
    with desk.database.read() as connection:
        opened = find_log(connection, space)
        assert opened is not None
        return [is_blanked(parse_revision(frame)) for _, frame in frames_of(connection, opened, 0, 1000)]


def test_their_own_copies_go_on_that_day_and_what_was_shared_stays(
    team: Team, desk: Desk, hospital: Hospital, leaves: Callable[[int], None], where: Place
) -> None:
    own, pair = Writer.of(team.peer), Writer.of(team.peer, team.pair)
    team.devon.push(team.own, *(encode(own.revision()) for _ in range(3)))
    team.devon.push(team.pair, encode(pair.revision()))
    leaves(MONTH)
    drop = retention_of(desk, hospital).drop
    hospital.now += MONTH - 1
    assert drop() == 0
    hospital.now += 1
    assert drop() == 3
    assert frames_in(desk, team.own) == [True] * 3
    assert frames_in(desk, team.pair) == [False]
    assert verify(where).faults == ()


def test_a_leaving_dated_back_gives_thirty_days_from_when_the_server_heard_of_it(
    team: Team, desk: Desk, hospital: Hospital
) -> None:
    team.devon.push(team.own, encode(Writer.of(team.peer).revision()))
    hospital.catch_up(team.devon)
    before = hospital.now
    hospital.now += 2 * MONTH
    team.tomas.login_member(team.supervisor)
    # What looks as if it had been lost by the server may be old, whoever of the members hands it in.
    name, key = SignerName(role=SignerRole.OFFICER, id=hospital.officer.id()), hospital.officer.signer()
    gone = EraseAfter(person=team.peer.person, at=before + DAY_SECONDS + MONTH)
    team.tomas.append(hospital.write(Left(person=team.peer.person), name, key, before + DAY_SECONDS))
    hospital.catch_up(team.tomas)
    team.tomas.append(hospital.write(gone, name, key, hospital.now))
    drop = retention_of(desk, hospital).drop
    assert drop() == 0
    hospital.now += MONTH - 1
    assert drop() == 0
    hospital.now += 1
    assert drop() == 1


def test_what_went_of_somebody_who_came_back_is_no_fault(
    team: Team, desk: Desk, hospital: Hospital, leaves: Callable[[int], None], knock: Knock, where: Place
) -> None:
    team.devon.push(team.own, encode(Writer.of(team.peer).revision()))
    leaves(MONTH)
    hospital.now += MONTH
    assert retention_of(desk, hospital).drop() == 1
    back, newcomer = hospital.invite(person=team.peer.person, expires=hospital.now + DAY_SECONDS), knock()
    newcomer.login_invite(back)
    hospital.catch_up(newcomer)
    hospital.join_at(newcomer, back)
    assert verify(where).faults == ()


def test_it_is_done_in_pieces_and_once(
    team: Team, desk: Desk, hospital: Hospital, leaves: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    own = Writer.of(team.peer)
    team.devon.push(team.own, *(encode(own.revision()) for _ in range(5)))
    leaves(MONTH)
    hospital.now += MONTH
    dropping = retention_of(desk, hospital)
    assert dropping.drop() == 5
    assert dropping.drop() == 0
    assert retention_of(desk, hospital).drop() == 0


def test_sooner_than_thirty_days_is_taken_from_no_officer(officer: Caller, hospital: Hospital, team: Team) -> None:
    hospital.catch_up(officer)
    officer.append(officer_entry(hospital, Left(person=team.peer.person)))
    hospital.catch_up(officer)
    with pytest.raises(RefusedError) as refused:
        officer.append(officer_entry(hospital, EraseAfter(person=team.peer.person, at=hospital.now + MONTH - 1)))
    assert refused.value.code == ProblemCode.NOT_ALLOWED


def test_nothing_goes_of_somebody_who_is_here(team: Team, desk: Desk, hospital: Hospital) -> None:
    team.devon.push(team.own, encode(Writer.of(team.peer).revision()))
    hospital.now += 100 * MONTH
    assert retention_of(desk, hospital).drop() == 0
    assert frames_in(desk, team.own) == [False]


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_what_went_is_nowhere_in_the_files(
    team: Team, desk: Desk, hospital: Hospital, leaves: Callable[[int], None], data: Path
) -> None:
    revision = Writer.of(team.peer).revision()
    team.devon.push(team.own, encode(revision))
    leaves(MONTH)
    hospital.now += MONTH
    assert retention_of(desk, hospital).drop() == 1
    desk.close()
    files = [path.read_bytes() for path in data.iterdir()]
    assert files
    assert not any(revision.ciphertext[:64] in raw for raw in files)


def test_whoever_comes_back_meanwhile_keeps_what_is_not_gone_yet_and_what_they_send_again(
    team: Team,
    desk: Desk,
    hospital: Hospital,
    leaves: Callable[[int], None],
    knock: Knock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writer = Writer.of(team.peer)
    team.devon.push(team.own, *(encode(writer.revision()) for _ in range(3)))
    leaves(MONTH)
    hospital.now += MONTH
    monkeypatch.setattr(retention, "AT_ONCE", 1)
    write, times = desk.database.write, count()

    def comes_back_before_the_second() -> AbstractContextManager[Transaction]:
        if next(times) == 1:
            officer = knock()
            officer.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
            hospital.catch_up(officer)
            hospital.join_at(knock(), hospital.invite(person=team.peer.person, expires=hospital.now + 3600))
            team.devon.login_member(team.peer)
            team.devon.push(team.own, encode(writer.revision()))
        return write()

    monkeypatch.setattr(desk.database, "write", comes_back_before_the_second)
    assert retention_of(desk, hospital).drop() == 1
    assert frames_in(desk, team.own) == [True, False, False, False]
