"""A computer that is off the list may hand in what it had not sent, and do nothing else: no reading, no taking away."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.server.limits import Limits, Rate
from peerdesk.server.store.place import Place
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.directory_body import CutOff, Device, Left, Paper, Revoked
from peerdesk.wire.exchange import (
    NOTHING_SEEN,
    AppendRequest,
    DirectoryRequest,
    HaveRequest,
    HeadsPart,
    HeadsRequest,
    PullRequest,
    PushRequest,
    Refusal,
    WakeRequest,
)
from peerdesk.wire.handing_in import HandInReply, HandInRequest
from peerdesk.wire.ids import RevisionId
from peerdesk.wire.login import LoginKind
from peerdesk.wire.look import LookRequest, Standing
from peerdesk.wire.revision import Kind
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, RefusedError, Writer
from tests.support.servers import IN_PROCESS_HOST, in_process_client


@dataclass
class Lost:
    """Devon's laptop, which was taken off the list, and a line on which it has logged in as such."""

    team: Team
    keys: DeviceKeys
    line: Caller
    writer: Writer

    def hand_in(self, *frames: bytes) -> list[Refusal]:
        return list(self.line.ask(endpoints.HAND_IN, HandInRequest(revisions=frames), HandInReply).refusals)


@pytest.fixture
def lost(team: Team, hospital: Hospital, knock: Knock) -> Lost:
    return a_lost_laptop(team, hospital, knock())


def a_lost_laptop(team: Team, hospital: Hospital, line: Caller) -> Lost:
    keys = DeviceKeys.generate()
    for body in (
        Device(keys=keys.public(), sealed_label=b"l"),
        Revoked(device=keys.id(), person=None, cut_offs=()),
    ):
        team.devon.append(hospital.write_device(body, team.peer.keys))
        hospital.catch_up(team.devon)
    line.login(LoginKind.REMOVED, keys.id(), keys.signer(), team.peer.person)
    return Lost(team, keys, line, Writer(keys=keys, person=team.peer.person, space=team.own))


def test_what_is_handed_in_lies_in_the_log_and_twice_is_once(lost: Lost) -> None:
    frames = [lost.writer.frame() for _ in range(3)]
    assert lost.hand_in(*frames) == [Refusal.NONE] * 3
    assert lost.hand_in(*frames) == [Refusal.NONE] * 3
    assert lost.team.devon.pull(lost.team.own).revisions == tuple(frames)


@pytest.mark.invariant(19)
def test_it_reads_nothing_and_writes_nothing_in_any_other_way(lost: Lost) -> None:
    own = lost.team.own
    standing = Standing(space=own, witness=NOTHING_SEEN, after=0)
    asked: dict[str, Message] = {
        endpoints.PULL: PullRequest(space=own, witness=NOTHING_SEEN, after=0),
        endpoints.PUSH: PushRequest(space=own, witness=NOTHING_SEEN, revisions=(lost.writer.frame(),)),
        endpoints.HEADS: HeadsRequest(space=own, witness=NOTHING_SEEN, part=HeadsPart.KEYS, at=0, before=0, limit=1),
        endpoints.HAVE: HaveRequest(space=own, at=0, revisions=(RevisionId(bytes(32)),)),
        endpoints.WAKE: WakeRequest(spaces=(), directory_n=0, wait_seconds=0),
        endpoints.DIRECTORY: DirectoryRequest(after=0),
        endpoints.APPEND: AppendRequest(entry=b"anything"),
        endpoints.LOOK: LookRequest(directory_n=0, directory_hash=bytes(32), spaces=(standing,)),
    }
    for path, question in asked.items():
        with pytest.raises(RefusedError) as refused:
            lost.line.ask(path, question, HandInReply)
        assert (path, refused.value.status) == (path, 403)


def test_no_erase_no_void_no_settlement_and_nobody_elses_is_taken(lost: Lost) -> None:
    note = lost.writer.frame()
    assert lost.hand_in(note) == [Refusal.NONE]
    others = Writer.of(lost.team.peer).frame()
    frames = (lost.writer.frame(Kind.ERASE), lost.writer.frame(Kind.VOID), others)
    assert lost.hand_in(*frames) == [Refusal.NOT_WRITER] * 3
    forged = Writer(keys=lost.keys, person=lost.team.supervisor.person, space=lost.team.own).frame()
    assert lost.hand_in(forged) == [Refusal.NOT_OWNER]
    for unfit in (
        Writer(keys=lost.keys, person=lost.team.peer.person, space=lost.team.pair).frame(),
        lost.writer.frame(Kind.SETTLED),
    ):
        with pytest.raises(RefusedError):
            lost.hand_in(unfit)
    assert lost.team.devon.pull(lost.team.own).revisions == (note,)


def test_only_a_computer_that_is_off_the_list_is_let_in_so(team: Team, hospital: Hospital, knock: Knock) -> None:
    sheet = DeviceKeys.generate()
    for body in (Paper(keys=sheet.public()), Revoked(device=sheet.id(), person=None, cut_offs=())):
        team.devon.append(hospital.write_device(body, team.peer.keys))
        hospital.catch_up(team.devon)
    for keys in (team.peer.keys, sheet):
        with pytest.raises(RefusedError, match="not_allowed"):
            knock().login(LoginKind.REMOVED, keys.id(), keys.signer(), team.peer.person)
    stranger = DeviceKeys.generate()
    with pytest.raises(RefusedError, match="login_failed"):
        knock().login(LoginKind.REMOVED, stranger.id(), stranger.signer(), team.peer.person)
    with pytest.raises(RefusedError, match="not_allowed"):
        team.devon.ask(endpoints.HAND_IN, HandInRequest(revisions=(Writer.of(team.peer).frame(),)), HandInReply)


def officers_line(hospital: Hospital, line: Caller) -> Caller:
    line.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    hospital.catch_up(line)
    return line


@pytest.mark.parametrize("takes_their_place", [False, True])
def test_keys_that_nobody_of_the_person_signed_for_are_none_of_their_removed_computers(
    team: Team, hospital: Hospital, knock: Knock, *, takes_their_place: bool
) -> None:
    hospital.catch_up(team.devon)
    made_up = hospital.join_at(knock(), hospital.invite(person=team.peer.person))
    officer = officers_line(hospital, knock())
    gone = [made_up.device, made_up.paper.id()]
    if takes_their_place:
        # Revoking everything older lets the keys that are left count; those that were revoked before never did.
        gone += [team.peer.device, team.peer.paper.id()]
    for device in gone:
        hospital.say_officer(Revoked(device=device, person=None, cut_offs=()))
        officer.append(hospital.raw[-1])
    with pytest.raises(RefusedError, match="not_allowed"):
        knock().login(LoginKind.REMOVED, made_up.device, made_up.keys.signer(), team.peer.person)


@pytest.mark.invariant(32)
def test_what_is_handed_in_counts_for_nobody_whatever_its_revocation_named(
    team: Team, hospital: Hospital, knock: Knock
) -> None:
    keys, accomplice = DeviceKeys.generate(), DeviceKeys.generate()
    writer = Writer(keys=keys, person=team.peer.person, space=team.own)
    wide = CutOff(space=team.own, run=writer.run, n=1000)
    for body, by in (
        (Device(keys=keys.public(), sealed_label=b"l"), team.peer.keys),
        (Device(keys=accomplice.public(), sealed_label=b"l"), keys),
        (Revoked(device=keys.id(), person=None, cut_offs=(wide,)), accomplice),
    ):
        team.devon.append(hospital.write_device(body, by))
        hospital.catch_up(team.devon)
    line = knock()
    line.login(LoginKind.REMOVED, keys.id(), keys.signer(), team.peer.person)
    assert Lost(team, keys, line, writer).hand_in(writer.frame()) == [Refusal.NOT_WRITER]
    assert team.devon.pull(team.own).revisions == ()


def test_once_its_person_has_left_nothing_of_it_is_taken(lost: Lost, hospital: Hospital, knock: Knock) -> None:
    officer = officers_line(hospital, knock())
    raw = hospital.say_officer(Left(person=lost.team.peer.person))
    assert raw
    officer.append(hospital.raw[-1])
    with pytest.raises(RefusedError, match="not_allowed"):
        lost.hand_in(lost.writer.frame())


@pytest.fixture
def narrow(where: Place, hospital: Hospital) -> Iterator[Knock]:
    """Return a way to a server that takes very little of what is handed in."""
    limits = Limits(handed_in_bytes_per_device=Rate(at_once=2000, per_second=0.001))
    with in_process_client(where, hospital.public(), limits=limits, now=lambda: hospital.now) as http:
        yield lambda: Caller(http, IN_PROCESS_HOST)


def test_whoever_hands_in_without_end_is_slowed_down(narrow: Knock, hospital: Hospital) -> None:
    peer = hospital.join_at(narrow(), hospital.promise())
    devon = narrow()
    devon.login_member(peer)
    lost = a_lost_laptop(Team(supervisor=peer, peer=peer, tomas=devon, devon=devon), hospital, narrow())
    assert lost.hand_in(lost.writer.frame(), lost.writer.frame()) == [Refusal.NONE] * 2
    with pytest.raises(RefusedError, match="slow_down"):
        lost.hand_in(*(lost.writer.frame() for _ in range(9)))
    assert len(devon.pull(lost.team.own).revisions) == 2
