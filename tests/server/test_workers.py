"""Several workers on one database are one server: what one has heard, all know."""

import secrets
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace

import pytest
from starlette.testclient import TestClient

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.server.limits import Limits, Rate
from peerdesk.server.store.place import Place
from peerdesk.wire import endpoints
from peerdesk.wire.directory_body import Device, Revoked
from peerdesk.wire.exchange import CHAIN_START, SpacePoint, WakeReply, WakeRequest, chain_next
from peerdesk.wire.ids import RunId
from peerdesk.wire.login import Challenge, ChallengeRequest, LoginKind, LoginReply
from peerdesk.wire.revision import parse_revision, revision_id
from tests.server.hospital import Caller, Hospital, RefusedError, Writer
from tests.support.servers import IN_PROCESS_HOST, in_process_client
from tests.wire.chains import Member

SECRET = b"s" * 32


@dataclass
class Two:
    """Two workers of one server, and a peer who has joined."""

    first: TestClient
    second: TestClient
    peer: Member
    hospital: Hospital

    def at_first(self, token: str = "") -> Caller:
        return Caller(self.first, IN_PROCESS_HOST, token)

    def at_second(self, token: str = "") -> Caller:
        return Caller(self.second, IN_PROCESS_HOST, token)

    def both(self) -> tuple[Caller, Caller]:
        """Log in at the first, and return a line to each."""
        line = self.at_first()
        line.login_member(self.peer)
        return line, self.at_second(line.token)


@pytest.fixture
def two(where: Place, hospital: Hospital) -> Iterator[Two]:
    with ExitStack() as open_both:
        first, second = (
            open_both.enter_context(
                in_process_client(where, hospital.public(), now=lambda: hospital.now, workers=2, secret=SECRET)
            )
            for _ in range(2)
        )
        yield Two(first, second, hospital.join_at(Caller(first, IN_PROCESS_HOST), hospital.promise()), hospital)


def test_a_token_of_one_is_good_at_the_other_until_it_is_ended_anywhere(two: Two) -> None:
    first, second = two.both()
    assert second.directory().head_n == 3
    assert second.raw(endpoints.LOGOUT, b"").status_code == 200
    for line in (first, second):
        with pytest.raises(RefusedError, match="not_logged_in"):
            line.directory()


def test_a_nonce_of_one_may_be_answered_at_the_other_and_only_once(two: Two) -> None:
    asked = ChallengeRequest(kind=LoginKind.DEVICE, who=two.peer.device)
    challenge = two.at_first().ask(endpoints.CHALLENGE, asked, Challenge)
    line = two.at_second()
    answer = line.answer(challenge, LoginKind.DEVICE, two.peer.device, two.peer.keys.signer(), two.peer.person)
    assert line.ask(endpoints.LOGIN, answer, LoginReply).token
    for replayed in (two.at_first(), two.at_second()):
        with pytest.raises(RefusedError, match="login_failed"):
            replayed.ask(endpoints.LOGIN, answer, LoginReply)


def test_a_server_with_another_secret_takes_neither(two: Two, where: Place) -> None:
    first, _ = two.both()
    hospital = two.hospital
    with (
        in_process_client(where, None, now=lambda: hospital.now, workers=2) as other,
        pytest.raises(RefusedError, match="not_logged_in"),
    ):
        Caller(other, IN_PROCESS_HOST, first.token).directory()


def test_a_revocation_at_one_ends_the_session_at_the_other_at_once(two: Two) -> None:
    _, second = two.both()
    writer = Writer.of(two.peer)
    second.push(writer.space, writer.frame())
    paper = two.at_first()
    paper.login(LoginKind.DEVICE, two.peer.paper.id(), two.peer.paper.signer(), two.peer.person)
    two.hospital.catch_up(paper)
    paper.append(two.hospital.write_device(Revoked(device=two.peer.device, person=None, cut_offs=()), two.peer.paper))
    with pytest.raises(RefusedError, match="device_revoked"):
        second.push(writer.space, writer.frame())
    with pytest.raises(RefusedError, match="device_revoked"):
        two.at_second().login_member(two.peer)


def test_of_two_entries_for_one_place_one_is_taken_wherever_they_are_handed_in(two: Two) -> None:
    lines = [line for _ in range(3) for line in two.both()]
    two.hospital.catch_up(lines[0])
    entries = [
        two.hospital.write_device(Device(keys=DeviceKeys.generate().public(), sealed_label=b"x"), two.peer.keys)
        for _ in lines
    ]

    def append(at: int) -> str:
        try:
            lines[at].append(entries[at])
        except RefusedError as e:
            return e.code
        return "taken"

    with ThreadPoolExecutor(len(lines)) as pool:
        heard = sorted(pool.map(append, range(len(lines))))
    assert heard == ["head_moved"] * 5 + ["taken"]
    assert {line.directory().head_n for line in lines} == {4}


def test_a_push_at_one_wakes_who_waits_at_the_other(two: Two) -> None:
    first, second = two.both()
    writer, heard = Writer.of(two.peer), list[WakeReply]()
    request = WakeRequest(spaces=(SpacePoint(space=writer.space, seq=0),), directory_n=3, wait_seconds=20)
    waiting = threading.Thread(target=lambda: heard.append(second.ask(endpoints.WAKE, request, WakeReply)))
    begin = time.monotonic()
    waiting.start()
    time.sleep(0.2)
    first.push(writer.space, writer.frame())
    waiting.join(20)
    assert heard == [WakeReply(spaces=(SpacePoint(space=writer.space, seq=1),), directory_n=3)]
    assert time.monotonic() - begin < 5


def test_an_entry_at_one_wakes_who_waits_at_the_other(two: Two) -> None:
    first, second = two.both()
    request = WakeRequest(spaces=(), directory_n=3, wait_seconds=20)
    heard = list[WakeReply]()
    waiting = threading.Thread(target=lambda: heard.append(second.ask(endpoints.WAKE, request, WakeReply)))
    begin = time.monotonic()
    waiting.start()
    time.sleep(0.2)
    two.hospital.catch_up(first)
    body = Device(keys=DeviceKeys.generate().public(), sealed_label=b"laptop")
    first.append(two.hospital.write_device(body, two.peer.keys))
    waiting.join(20)
    assert heard == [WakeReply(spaces=(), directory_n=4)]
    assert time.monotonic() - begin < 5


def test_what_one_stored_the_other_never_calls_nothing_new(two: Two) -> None:
    first, second = two.both()
    writer = Writer.of(two.peer)
    head = first.push(writer.space, writer.frame()).head
    assert second.pull(writer.space, 1, witness=head).head == head
    points = (SpacePoint(space=writer.space, seq=1),)
    request = WakeRequest(spaces=points, directory_n=3, wait_seconds=0)
    assert second.ask(endpoints.WAKE, request, WakeReply) == WakeReply(spaces=(), directory_n=3)
    assert second.directory(3).entries == ()
    newer = first.push(writer.space, writer.frame(), witness=head).head
    two.hospital.catch_up(first)
    first.append(
        two.hospital.write_device(Device(keys=DeviceKeys.generate().public(), sealed_label=b"laptop"), two.peer.keys)
    )
    assert second.ask(endpoints.WAKE, request, WakeReply).spaces == (SpacePoint(space=writer.space, seq=2),)
    assert second.ask(endpoints.WAKE, request, WakeReply).directory_n == 4
    assert len(second.directory(3).entries) == 1
    assert second.pull(writer.space, 1, witness=head).head == newer


def test_pushers_at_both_leave_a_dense_log_that_a_follower_sees_once_and_in_order_i22(two: Two) -> None:
    space = Writer.of(two.peer).space
    pushed: list[bytes] = []

    def push(number: int) -> None:
        line = two.both()[number % 2]
        writer = Writer.of(two.peer)
        writer.run = RunId(secrets.token_bytes(8))
        for _ in range(6):
            frames = [writer.frame() for _ in range(3)]
            places = [receipt.seq for receipt in line.push(space, *frames).receipts]
            assert places == list(range(places[0], places[0] + 3))
            pushed.extend(frames)

    followed: list[bytes] = []
    done = threading.Event()

    def follow() -> None:
        lines = two.both()
        after, chain, turn, last = 0, CHAIN_START, 0, False
        while not last:
            last = done.is_set()
            page = lines[turn % 2].pull(space, after)
            turn += 1
            for raw in page.revisions:
                chain = chain_next(chain, revision_id(parse_revision(raw)))
            followed.extend(page.revisions)
            assert page.page_end.chain == chain
            after = page.page_end.seq

    follower = threading.Thread(target=follow)
    follower.start()
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(push, range(6)))
    done.set()
    follower.join(30)
    assert len(followed) == len(set(followed)) == 6 * 6 * 3
    assert sorted(followed) == sorted(pushed)


def test_all_workers_together_let_no_more_through_than_one_would_except_for_bytes() -> None:
    limits = replace(Limits(), failures_per_caller=Rate(at_once=8, per_second=0.5))
    part = limits.each_of(4)
    assert part.failures_per_caller == Rate(at_once=2, per_second=0.125)
    assert part.requests_at_once_per_device == 2
    assert part.pushed_bytes_per_device == limits.pushed_bytes_per_device
    assert limits.each_of(1) == limits


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_one_computer_never_takes_all_threads(workers: int) -> None:
    part = Limits().each_of(workers)
    assert 1 < part.requests_at_once_per_device < part.threads
