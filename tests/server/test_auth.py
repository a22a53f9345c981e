"""Who is let in, who is not, and what those who are not hear."""

import secrets
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from peerdesk.crypto.identity import OfficerKey
from peerdesk.crypto.signing import Signer
from peerdesk.server.limits import Limits, Rate
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import ROOT_FINGERPRINT_SHORT, SignerRole
from peerdesk.wire.directory import Signer as SignerName
from peerdesk.wire.directory_body import InviteCancelled, OfficerRevoked, Revoked
from peerdesk.wire.exchange import DirectoryRequest
from peerdesk.wire.ids import invite_id
from peerdesk.wire.invite_certificate import certificate_statement, parse_certificate
from peerdesk.wire.login import Challenge, ChallengeRequest, LoginKind, LoginReply
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, RefusedError, Writer
from tests.support.servers import IN_PROCESS_HOST, in_process_client
from tests.wire.chains import YEAR, Member


def officer_says(hospital: Hospital, caller: Caller, body: object) -> None:
    caller.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    name = SignerName(role=SignerRole.OFFICER, id=hospital.officer.id())
    caller.append(hospital.write(body, name, hospital.officer.signer(), hospital.now))  # type: ignore[arg-type]
    hospital.catch_up(caller)


def challenge(caller: Caller, member: Member) -> Challenge:
    return caller.ask(endpoints.CHALLENGE, ChallengeRequest(kind=LoginKind.DEVICE, who=member.device), Challenge)


def test_all_four_kinds_are_let_in(team: Team, hospital: Hospital, knock: Knock) -> None:
    fingerprint = hospital.root.fingerprint()
    assert knock().login_member(team.peer).lasts_seconds == 900
    assert knock().login_invite(hospital.promise()).directory_n == 4
    knock().login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    knock().login(LoginKind.ROOT, fingerprint[:ROOT_FINGERPRINT_SHORT], hospital.root.signer())


def test_a_paper_logs_in_like_a_device(team: Team, knock: Knock) -> None:
    paper = team.peer.paper
    knock().login(LoginKind.DEVICE, paper.id(), paper.signer(), team.peer.person)


def test_only_a_paper_may_leave_out_whose_it_is(team: Team, hospital: Hospital, knock: Knock) -> None:
    paper, member = team.peer.paper, team.peer
    knock().login(LoginKind.DEVICE, paper.id(), paper.signer())
    stranger = Member(member.person)
    for who, signer in ((member.device, member.keys.signer()), (stranger.paper.id(), stranger.paper.signer())):
        with pytest.raises(RefusedError) as refused:
            knock().login(LoginKind.DEVICE, who, signer)
        assert refused.value.code == "login_failed"
    with pytest.raises(RefusedError):
        knock().login(LoginKind.DEVICE, paper.id(), paper.signer(), team.supervisor.person)
    officer_says(hospital, knock(), Revoked(device=paper.id(), person=None, cut_offs=()))
    with pytest.raises(RefusedError) as refused:
        knock().login(LoginKind.DEVICE, paper.id(), paper.signer())
    assert refused.value.code == "device_revoked"


def test_whatever_was_wrong_the_answer_is_the_same(team: Team, hospital: Hospital, knock: Knock) -> None:
    stranger, member = Member(team.peer.person), team.peer
    attempts = [
        lambda c: c.login_member(stranger),  # nobody knows this device
        lambda c: c.login(LoginKind.DEVICE, member.device, stranger.keys.signer(), member.person),  # another key
        lambda c: c.login(LoginKind.DEVICE, member.device, member.keys.signer(), team.supervisor.person),
        lambda c: c.login(LoginKind.DEVICE, member.device, member.keys.signer(), member.person, host="evil:80"),
        lambda c: c.login(LoginKind.DEVICE, member.device, member.keys.signer(), member.person, pin=bytes(32)),
        lambda c: c.login(
            LoginKind.DEVICE, member.device, member.keys.signer(), member.person, nonce=secrets.token_bytes(32)
        ),
        lambda c: c.login(LoginKind.OFFICER, member.device, member.keys.signer()),  # another kind
        lambda c: c.login(LoginKind.INVITE, member.device, member.keys.signer(), certificate=b"no"),
        lambda c: c.login(LoginKind.ROOT, bytes(16), hospital.root.signer()),
        lambda c: c.login(
            LoginKind.ROOT, hospital.root.fingerprint()[:16], hospital.officer.signer()
        ),  # one signature where two are due
    ]
    heard = set()
    for attempt in attempts:
        with pytest.raises(RefusedError) as refused:
            attempt(knock())
        heard.add((refused.value.status, refused.value.problem))
    assert [(status, problem.code) for status, problem in heard] == [(401, "login_failed")]


def test_a_nonce_is_good_for_one_login(team: Team, knock: Knock) -> None:
    caller = knock()
    asked = challenge(caller, team.peer)
    signer = team.peer.keys.signer()
    answer = caller.answer(asked, LoginKind.DEVICE, team.peer.device, signer, team.peer.person)
    caller.ask(endpoints.LOGIN, answer, LoginReply)
    with pytest.raises(RefusedError, match="login_failed"):
        caller.ask(endpoints.LOGIN, answer, LoginReply)


def test_a_nonce_grows_old_and_is_nobody_else_s(team: Team, hospital: Hospital, knock: Knock) -> None:
    caller = knock()
    asked = challenge(caller, team.peer)
    others = caller.answer(
        asked, LoginKind.DEVICE, team.supervisor.device, team.supervisor.keys.signer(), team.supervisor.person
    )
    with pytest.raises(RefusedError, match="login_failed"):
        caller.ask(endpoints.LOGIN, others, LoginReply)
    own = caller.answer(asked, LoginKind.DEVICE, team.peer.device, team.peer.keys.signer(), team.peer.person)
    hospital.now += 121
    with pytest.raises(RefusedError, match="login_failed"):
        caller.ask(endpoints.LOGIN, own, LoginReply)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x", "Bearer " + "A" * 43, "Basic dTpw", "bearer none"]
)
def test_a_token_that_is_none_opens_nothing(team: Team, header: str) -> None:
    asked = encode(DirectoryRequest(after=0))
    team.devon.token = ""
    response = team.devon.raw(endpoints.DIRECTORY, asked, authorization=header)
    assert response.status_code == 401
    assert b"not_logged_in" in response.content


def test_a_token_ends_by_time_and_by_logging_out(team: Team, hospital: Hospital) -> None:
    assert team.devon.raw(endpoints.LOGOUT, b"").status_code == 200
    with pytest.raises(RefusedError, match="not_logged_in"):
        team.devon.directory()
    team.tomas.directory()
    hospital.now += 901
    with pytest.raises(RefusedError, match="not_logged_in"):
        team.tomas.directory()


@pytest.mark.invariant(19)
def test_a_revoked_device_is_out_at_once_and_told_why(team: Team, hospital: Hospital, knock: Knock) -> None:
    paper_line = knock()
    paper_line.login(LoginKind.DEVICE, team.peer.paper.id(), team.peer.paper.signer(), team.peer.person)
    hospital.catch_up(paper_line)
    body = Revoked(device=team.peer.device, person=None, cut_offs=())
    paper_line.append(hospital.write_device(body, team.peer.paper))
    for _ in range(2):
        with pytest.raises(RefusedError) as refused:
            team.devon.push(team.own, Writer.of(team.peer).frame())
        assert (refused.value.status, refused.value.code) == (403, "device_revoked")
    with pytest.raises(RefusedError, match="device_revoked"):
        team.devon.pull(team.own)
    with pytest.raises(RefusedError, match="device_revoked"):
        knock().login_member(team.peer)


def test_only_the_holder_of_the_key_learns_that_a_device_was_revoked(
    team: Team, hospital: Hospital, knock: Knock
) -> None:
    officer_says(hospital, knock(), Revoked(device=team.peer.device, person=None, cut_offs=()))
    with pytest.raises(RefusedError, match="login_failed"):
        knock().login(LoginKind.DEVICE, team.peer.device, Signer(secrets.token_bytes(32)), team.peer.person)


def test_a_person_who_was_revoked_is_out_with_all_devices(team: Team, hospital: Hospital, knock: Knock) -> None:
    officer_says(hospital, knock(), Revoked(device=None, person=team.supervisor.person, cut_offs=()))
    with pytest.raises(RefusedError, match="device_revoked"):
        team.tomas.directory()
    team.devon.directory()


def test_an_officer_whose_time_is_over_is_out(team: Team, hospital: Hospital, knock: Knock) -> None:
    officer = knock()
    officer.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    hospital.now += YEAR + 1
    with pytest.raises(RefusedError, match="not_logged_in"):
        officer.directory()
    with pytest.raises(RefusedError, match="not_allowed"):
        officer.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    del team


def test_a_disowned_officer_is_out_and_so_are_the_invites(team: Team, hospital: Hospital, knock: Knock) -> None:
    officer, root, promise = knock(), knock(), hospital.promise()
    officer.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    name = SignerName(role=SignerRole.ROOT, id=hospital.root.fingerprint()[:ROOT_FINGERPRINT_SHORT])
    root.login(LoginKind.ROOT, name.id, hospital.root.signer())
    body = OfficerRevoked(officer=hospital.officer.id(), last_good_n=4)
    root.append(hospital.write(body, name, hospital.root.signer(), hospital.now))
    with pytest.raises(RefusedError, match="not_logged_in"):
        officer.directory()
    with pytest.raises(RefusedError, match="not_allowed"):
        knock().login_invite(promise)
    team.devon.directory()


def test_an_invite_that_ended_says_so_to_its_holder(team: Team, hospital: Hospital, knock: Knock) -> None:
    cancelled, expired = hospital.promise(), hospital.promise(hours=1)
    newcomer = knock()
    newcomer.login_invite(cancelled)
    officer_says(hospital, knock(), InviteCancelled(invite=invite_id(cancelled.one_time.public)))
    with pytest.raises(RefusedError, match="invite_cancelled"):
        newcomer.directory()
    with pytest.raises(RefusedError, match="invite_cancelled"):
        knock().login_invite(cancelled)
    hospital.now += 3601
    with pytest.raises(RefusedError, match="invite_expired"):
        knock().login_invite(expired)
    del team


def test_an_invite_that_was_used_opens_nothing_any_more(team: Team, hospital: Hospital, knock: Knock) -> None:
    promise, newcomer = hospital.promise(), knock()
    hospital.join_at(newcomer, promise)
    with pytest.raises(RefusedError) as refused:
        knock().login_invite(promise)
    assert (refused.value.status, refused.value.code) == (409, "invite_used")
    hospital.now += 72 * 3600 + 1
    with pytest.raises(RefusedError, match="invite_used"):
        knock().login_invite(promise)
    del team


def test_an_invite_of_a_stranger_is_unknown(hospital: Hospital, knock: Knock) -> None:
    forged = hospital.invite(officer=OfficerKey.generate(), expires=hospital.now + 3600)
    with pytest.raises(RefusedError, match="login_failed"):
        knock().login_invite(forged)
    changed = hospital.promise()
    changed.signature = bytes(64)
    with pytest.raises(RefusedError, match="login_failed"):
        knock().login_invite(changed)


@pytest.mark.expects_log("too many failures")
def test_wrong_answers_are_slowed_down_and_the_right_one_is_not(tmp_path: Path) -> None:
    hospital = Hospital()
    limits = replace(Limits(), failures_per_caller=Rate(at_once=3, per_second=0.001))
    with in_process_client(tmp_path, hospital.public(), limits=limits, now=lambda: hospital.now) as http:
        caller = Caller(http, IN_PROCESS_HOST)
        member = hospital.join_at(caller, hospital.promise())
        heard = []
        for _ in range(5):
            with pytest.raises(RefusedError) as refused:
                caller.login(LoginKind.DEVICE, member.device, Signer(secrets.token_bytes(32)), member.person)
            heard.append(refused.value.code)
        assert heard == ["login_failed"] * 3 + ["slow_down"] * 2
        caller.login_member(member)


def test_knocking_without_end_is_slowed_down(tmp_path: Path) -> None:
    hospital = Hospital()
    limits = replace(Limits(), knocks_per_address=Rate(at_once=5, per_second=0.5))
    with in_process_client(tmp_path, hospital.public(), limits=limits) as http:
        answers = [http.get(endpoints.HELLO) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) in {2, 3}


def test_an_invite_lets_in_only_under_its_own_name(team: Team, hospital: Hospital, knock: Knock) -> None:
    promise = hospital.promise()
    papers = {"certificate": promise.certificate, "certificate_signature": promise.signature}
    own = invite_id(promise.one_time.public)
    for who, person in ((own, team.peer.person), (team.peer.device, promise.person), (own, b"")):
        with pytest.raises(RefusedError, match="login_failed"):
            knock().login(LoginKind.INVITE, who, promise.one_time, person, **papers)


def test_an_invite_to_another_organisation_is_unknown_here(hospital: Hospital, knock: Knock) -> None:
    promise = hospital.promise()
    foreign = msgspec.structs.replace(parse_certificate(promise.certificate), root=bytes(32))
    promise.certificate = encode(foreign)
    promise.signature = hospital.officer.signer().sign(certificate_statement(promise.certificate))
    with pytest.raises(RefusedError, match="login_failed"):
        knock().login_invite(promise)
