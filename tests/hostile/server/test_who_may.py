"""Strangers, the revoked, the impatient and the curious: who may do what, asked over a real connection."""

import base64
import secrets
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.envelope import seal_epoch
from peerdesk.crypto.epoch_key import EpochKey, box_epoch
from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.signing import Signer
from peerdesk.server import auth
from peerdesk.server.limits import Limits, Rate
from peerdesk.server.verifying import verify
from peerdesk.wire import endpoints
from peerdesk.wire.codec import decode, encode
from peerdesk.wire.directory_body import Confirmed, Device, Revoked
from peerdesk.wire.exchange import DirectoryRequest, Problem
from peerdesk.wire.ids import own_space
from peerdesk.wire.login import Challenge, ChallengeRequest, LoginKind, LoginReply
from peerdesk.wire.revision import Kind
from tests.hostile.server.conftest import Ward
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, RefusedError, Writer
from tests.support.servers import IN_PROCESS_HOST, in_process_client
from tests.wire.chains import Member


def said(caller: Caller, authorization: str) -> tuple[int, str]:
    response = caller.raw(endpoints.DIRECTORY, encode(DirectoryRequest(after=0)), authorization=authorization)
    return response.status_code, decode(response.content, Problem, 4096).code


def test_no_token_a_garbled_one_and_one_of_another_hospital_open_nothing(ward: Ward) -> None:
    token = ward.line(ward.peer).token
    raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    spoilt = [bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]) for at in range(len(raw))]
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    tokens = [
        "A" * len(token),
        token[:-1],
        token + "A",
        token.swapcase(),
        f"{none}.{none}.",
        *(base64.urlsafe_b64encode(one).decode().rstrip("=") for one in spoilt),
    ]
    line = ward.line()
    heard = {said(line, f"Bearer {one}") for one in tokens} | {said(line, one) for one in ("", "Basic dTpw", "Bearer")}
    assert heard == {(401, "not_logged_in")}
    line.token = token
    assert line.directory().head_n == 4


def test_a_token_is_worth_nothing_after_a_log_out(ward: Ward) -> None:
    line = ward.line(ward.peer)
    assert line.raw(endpoints.LOGOUT, b"").status_code == 200
    with pytest.raises(RefusedError, match="not_logged_in"):
        line.directory()


def test_a_revoked_computer_is_out_at_its_next_question(ward: Ward) -> None:
    line, paper = ward.line(ward.peer), ward.line()
    writer = Writer.of(ward.peer)
    line.push(writer.space, writer.frame())
    paper.login(LoginKind.DEVICE, ward.peer.paper.id(), ward.peer.paper.signer(), ward.peer.person)
    ward.hospital.catch_up(paper)
    paper.append(
        ward.hospital.write_device(Revoked(device=ward.peer.device, person=None, cut_offs=()), ward.peer.paper)
    )
    for ask in (line.directory, lambda: line.pull(ward.own), lambda: line.push(ward.own, writer.frame())):
        with pytest.raises(RefusedError) as refused:
            ask()
        assert (refused.value.status, refused.value.code) == (403, "device_revoked")


def test_an_answer_to_a_question_is_good_once_and_for_its_own_caller(ward: Ward) -> None:
    line, peer = ward.line(), ward.peer
    challenge = line.ask(endpoints.CHALLENGE, ChallengeRequest(kind=LoginKind.DEVICE, who=peer.device), Challenge)
    answer = line.answer(challenge, LoginKind.DEVICE, peer.device, peer.keys.signer(), peer.person)
    for spoilt in (
        line.answer(challenge, LoginKind.DEVICE, peer.device, ward.supervisor.keys.signer(), peer.person),
        line.answer(challenge, LoginKind.DEVICE, peer.device, peer.keys.signer(), peer.person, host="elsewhere:1"),
        line.answer(challenge, LoginKind.DEVICE, peer.device, peer.keys.signer(), ward.supervisor.person),
        line.answer(
            challenge, LoginKind.DEVICE, ward.supervisor.device, ward.supervisor.keys.signer(), ward.supervisor.person
        ),
    ):
        with pytest.raises(RefusedError, match="login_failed"):
            line.ask(endpoints.LOGIN, spoilt, LoginReply)
    assert line.ask(endpoints.LOGIN, answer, LoginReply).token
    with pytest.raises(RefusedError, match="login_failed"):
        line.ask(endpoints.LOGIN, answer, LoginReply)


def test_every_failed_login_costs_the_same_and_hears_the_same(
    team: Team, knock: Knock, hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    verify_all = auth.verify_all
    monkeypatch.setattr(auth, "verify_all", lambda *given: (asked.update(["checked"]), verify_all(*given))[1])
    stranger, wrong = Member(team.peer.person), Signer(secrets.token_bytes(32))
    tries: list[tuple[LoginKind, bytes, Signer, bytes]] = [
        (LoginKind.DEVICE, stranger.device, stranger.keys.signer(), stranger.person),
        (LoginKind.DEVICE, team.peer.device, wrong, team.peer.person),
        (LoginKind.DEVICE, team.peer.device, team.peer.keys.signer(), team.supervisor.person),
        (LoginKind.OFFICER, secrets.token_bytes(16), wrong, b""),
        (LoginKind.ROOT, secrets.token_bytes(16), wrong, b""),
    ]
    for one in tries:
        asked.clear()
        with pytest.raises(RefusedError) as refused:
            knock().login(one[0], one[1], one[2], one[3])
        assert (refused.value.status, refused.value.code, asked["checked"]) == (401, "login_failed", 1)
    del hospital


def test_a_peer_does_not_do_what_supervisors_and_officers_do(ward: Ward) -> None:
    line = ward.line(ward.peer)
    ward.hospital.catch_up(line)
    for space in (own_space(ward.supervisor.person), own_space(type(ward.peer.person)(bytes(16)))):
        with pytest.raises(RefusedError) as refused:
            line.pull(space)
        assert (refused.value.status, refused.value.code) == (403, "not_allowed")
    body = Confirmed(person=ward.supervisor.person)
    with pytest.raises(RefusedError) as refused:
        line.append(ward.hospital.write_device(body, ward.peer.keys))
    assert refused.value.status == 403
    forged = Writer.of(ward.peer, ward.pair).frame(Kind.ERASE, owner=ward.supervisor.person)
    assert line.push(ward.pair, forged).receipts[0].seq == 0


def test_a_key_for_somebody_outside_the_directory_is_turned_down(ward: Ward) -> None:
    line, writer, key = ward.line(ward.peer), Writer.of(ward.peer), EpochKey.generate()
    for stranger in (DeviceKeys.generate(), ward.supervisor.keys):
        readers = [(keys.id(), keys.public().box) for keys in (ward.peer.keys, stranger)]
        epoch = box_epoch(key, ward.own, readers)
        brings = seal_epoch(writer.header(Kind.EPOCH, epoch=key.epoch), epoch, ward.peer.keys.signer())
        with pytest.raises(RefusedError) as refused:
            line.push(ward.own, encode(brings))
        assert (refused.value.status, refused.value.code) == (403, "not_allowed")
    assert line.pull(ward.own).head.seq == 0


@pytest.mark.expects_log("too many failures")
def test_guessing_is_slowed_down_and_never_locks_the_holder_of_the_key_out(tmp_path: Path) -> None:
    hospital, now = Hospital(), [0.0]
    limits = replace(
        Limits(),
        failures_per_caller=Rate(at_once=3, per_second=0.1),
        knocks_per_address=Rate(at_once=60, per_second=1),
    )
    settings: dict[str, Any] = {"limits": limits, "now": lambda: hospital.now, "monotonic": lambda: now[0]}
    with in_process_client(tmp_path, hospital.public(), **settings) as http:
        line = Caller(http, IN_PROCESS_HOST)
        member = hospital.join_at(line, hospital.promise())
        heard = Counter(guess(line, member) for _ in range(6))
        assert heard == {(401, "login_failed"): 3, (429, "slow_down"): 3}
        # The same address, the same computer, in the middle of the guessing: the right answer is let in.
        line.login_member(member)
        for _ in range(99):
            guess(line, member)
        assert guess(line, member) == (429, "slow_down")
        # A stranger who has used up the whole address is through as soon as he stops.
        now[0] += 5
        line.login_member(member)


def guess(line: Caller, member: Member) -> tuple[int, str]:
    with pytest.raises(RefusedError) as refused:
        line.login(LoginKind.DEVICE, member.device, Signer(secrets.token_bytes(32)), member.person)
    return refused.value.status, refused.value.code


def test_two_computers_that_revoke_each_other_are_put_one_after_the_other(ward: Ward) -> None:
    line = ward.line(ward.peer)
    keys = DeviceKeys.generate()
    ward.hospital.catch_up(line)
    line.append(ward.hospital.write_device(Device(keys=keys.public(), sealed_label=b"laptop"), ward.peer.keys))
    ward.hospital.catch_up(line)
    second = Member(ward.peer.person, keys=keys)
    lines = (line, ward.line(second))
    entries = (
        ward.hospital.write_device(Revoked(device=second.device, person=None, cut_offs=()), ward.peer.keys),
        ward.hospital.write_device(Revoked(device=ward.peer.device, person=None, cut_offs=()), second.keys),
    )
    lines[0].append(entries[0])
    with pytest.raises(RefusedError) as late:
        lines[1].append(entries[1])
    assert late.value.code == "device_revoked"
    assert lines[0].directory().head_n == 6


def test_a_computer_that_pushes_while_it_is_revoked_is_out_from_then_on_and_nothing_is_half_stored(ward: Ward) -> None:
    line, paper, writer = ward.line(ward.peer), ward.line(), Writer.of(ward.peer)
    paper.login(LoginKind.DEVICE, ward.peer.paper.id(), ward.peer.paper.signer(), ward.peer.person)
    ward.hospital.catch_up(paper)
    revoked = Revoked(device=ward.peer.device, person=None, cut_offs=())
    entry, heard = ward.hospital.write_device(revoked, ward.peer.paper), list[int]()
    batches = [tuple(writer.frame() for _ in range(3)) for _ in range(400)]

    def push_on() -> None:
        for batch in batches:
            try:
                heard.append(line.push(ward.own, *batch).head.seq)
            except RefusedError as refused:
                heard.append(-refused.status)
                return

    pushing = threading.Thread(target=push_on)
    pushing.start()
    while len(heard) < 5:
        time.sleep(0.01)
    paper.append(entry)
    before = len(heard)
    pushing.join(60)
    # One push may have been let in before the entry was there, and one more may not have been counted yet.
    assert heard[-1] == -403
    assert len(heard) <= before + 2
    assert heard[:-1] == [3 * number for number in range(1, len(heard))]
    assert verify(ward.where).faults == ()
