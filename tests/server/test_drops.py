"""Weekly counts at the server, on each kind of database: who may put them there, and who may fetch them."""

import secrets

import pytest

from peerdesk.crypto.envelope import seal_epoch
from peerdesk.crypto.epoch_key import EpochKey, box_epoch
from peerdesk.wire import endpoints
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Left, RoleChanged
from peerdesk.wire.exchange import (
    NOTHING_SEEN,
    HaveReply,
    HaveRequest,
    HeadsPart,
    HeadsReply,
    HeadsRequest,
    Outcome,
    Refusal,
    SpacePoint,
    WakeReply,
    WakeRequest,
)
from peerdesk.wire.ids import RecordId, RevisionId, SpaceId, drop_space
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.login import LoginKind
from peerdesk.wire.look import LookReply, LookRequest, Standing
from peerdesk.wire.revision import Kind, encode
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, RefusedError, Writer
from tests.wire.chains import Member


def drop(team: Team) -> SpaceId:
    return drop_space(team.peer.person)


def dropped(team: Team) -> bytes:
    frame = Writer.of(team.peer, drop(team)).frame(bucket=5)
    (receipt,) = team.devon.push(drop(team), frame).receipts
    assert receipt.outcome is Outcome.STORED
    return frame


def somebody(hospital: Hospital, knock: Knock, role: Role, *supervisor: Member) -> tuple[Member, Caller]:
    member = hospital.join_at(knock(), hospital.promise(role, supervisor[0].person if supervisor else None))
    line = knock()
    line.login_member(member)
    return member, line


def refused(ask: object, *args: object) -> str:
    with pytest.raises(RefusedError) as caught:
        ask(*args)  # type: ignore[operator]
    return str(caught.value.code)


def all_questions(line: Caller, space: SpaceId, frame: bytes) -> list[str]:
    """Return how every question about a space was turned down."""
    head = HeadsRequest(space=space, witness=NOTHING_SEEN, part=HeadsPart.KEYS)
    have = HaveRequest(space=space, at=0, revisions=(RevisionId(secrets.token_bytes(32)),))
    return [
        refused(line.pull, space),
        refused(line.push, space, frame),
        refused(line.ask, endpoints.HEADS, head, HeadsReply),
        refused(line.ask, endpoints.HAVE, have, HaveReply),
    ]


def test_the_peer_drops_and_the_supervisor_fetches(team: Team) -> None:
    frame = dropped(team)
    assert team.tomas.pull(drop(team)).revisions == (frame,)
    assert team.devon.pull(drop(team)).revisions == (frame,)


def test_a_supervisor_of_somebody_else_fetches_it_too(team: Team, hospital: Hospital, knock: Knock) -> None:
    frame = dropped(team)
    _, line = somebody(hospital, knock, Role.SUPERVISOR)
    assert line.pull(drop(team)).revisions == (frame,)


def test_another_peer_can_ask_nothing_about_it(team: Team, hospital: Hospital, knock: Knock) -> None:
    frame = dropped(team)
    _, line = somebody(hospital, knock, Role.PEER, team.supervisor)
    assert all_questions(line, drop(team), frame) == ["not_allowed"] * 4
    standing = Standing(space=drop(team), witness=NOTHING_SEEN, after=0)
    n, head = hospital.directory.head
    look = LookRequest(directory_n=n, directory_hash=head, spaces=(standing,), limit=200)
    (moved,) = line.ask(endpoints.LOOK, look, LookReply).moved
    assert moved.page is None
    wake = WakeRequest(spaces=(SpacePoint(space=drop(team), seq=0),), directory_n=n, wait_seconds=0)
    assert line.ask(endpoints.WAKE, wake, WakeReply).spaces == ()


def test_nobody_but_the_peer_writes_there(team: Team, hospital: Hospital, knock: Knock) -> None:
    other, line = somebody(hospital, knock, Role.PEER, team.supervisor)
    by_tomas, by_other = Writer.of(team.supervisor, drop(team)), Writer.of(other, drop(team))
    assert refused(line.push, drop(team), by_other.frame()) == "not_allowed"
    # Whoever reads may hand back what was lost, and so may push; whose words they are is another question.
    told = [receipt.refusal for receipt in team.tomas.push(drop(team), by_tomas.frame(), by_other.frame()).receipts]
    assert told == [Refusal.NOT_WRITER, Refusal.NOT_WRITER]
    in_the_name_of_devon = by_tomas.frame(owner=team.peer.person)
    assert team.tomas.push(drop(team), in_the_name_of_devon).receipts[0].refusal is Refusal.NOT_WRITER
    forged = Writer.of(team.peer, drop(team)).revision(device=team.peer.device)
    forged = Writer.of(team.supervisor, drop(team)).signed(forged)
    assert team.tomas.push(drop(team), encode(forged)).receipts[0].refusal is Refusal.BAD_SIGNATURE


def test_a_supervisor_hands_back_what_the_server_lost(team: Team) -> None:
    frame = Writer.of(team.peer, drop(team)).frame()
    assert team.tomas.push(drop(team), frame).receipts[0].outcome is Outcome.STORED
    assert team.devon.pull(drop(team)).revisions == (frame,)


@pytest.mark.parametrize("body", [RoleChanged, Left])
def test_whoever_is_no_supervisor_any_more_fetches_nothing(
    team: Team, hospital: Hospital, knock: Knock, body: type
) -> None:
    dropped(team)
    person = team.supervisor.person
    entry = Left(person=person) if body is Left else RoleChanged(person=person, role=Role.PEER)
    officer = knock()
    officer.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    name = Signer(role=SignerRole.OFFICER, id=hospital.officer.id())
    officer.append(hospital.write(entry, name, hospital.officer.signer(), hospital.now))
    assert refused(team.tomas.pull, drop(team)) in {"not_allowed", "not_logged_in", "device_revoked"}


def test_a_key_for_somebody_who_is_not_in_the_directory_is_turned_down(team: Team, hospital: Hospital) -> None:
    writer, key = Writer.of(team.peer, drop(team)), EpochKey.generate()
    stranger = Member(team.peer.person)
    for keys, answer in ((stranger.keys, "not_allowed"), (team.supervisor.keys, "")):
        boxed = box_epoch(key, drop(team), [(keys.id(), keys.public().box)])
        header = writer.header(Kind.EPOCH, RecordId(key.epoch), epoch=key.epoch)
        frame = encode(seal_epoch(header, boxed, writer.keys.signer()))
        if answer:
            assert refused(team.devon.push, drop(team), frame) == answer
        else:
            assert team.devon.push(drop(team), frame).receipts[0].outcome is Outcome.STORED


def test_a_sheet_of_a_supervisor_is_given_the_keys_and_no_counts(team: Team, knock: Knock) -> None:
    frame = dropped(team)
    paper, line = team.supervisor.paper, knock()
    line.login(LoginKind.DEVICE, paper.id(), paper.signer(), team.supervisor.person)
    assert line.pull(drop(team)).revisions == ()
    assert refused(line.push, drop(team), frame) == "not_allowed"
