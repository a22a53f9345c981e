"""Many at once: dense numbers, no gap, nobody starved."""

import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.server.limits import Limits, Rate
from peerdesk.server.throttle import Throttle
from peerdesk.wire import endpoints
from peerdesk.wire.directory_body import Device
from peerdesk.wire.exchange import CHAIN_START, NOTHING_SEEN, Outcome, PushRequest, chain_next
from peerdesk.wire.ids import RecordId, RunId, pair_space
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.revision import Kind, encode, parse_header, parse_revision, revision_id
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, RefusedError, Writer, some_id
from tests.support.servers import IN_PROCESS_HOST, in_process_client
from tests.wire.chains import Member


def second_computer(team: Team, hospital: Hospital, knock: Knock) -> Member:
    keys = DeviceKeys.generate()
    hospital.catch_up(team.devon)
    body = Device(keys=keys.public(), sealed_label=b"laptop")
    team.devon.append(hospital.write_device(body, team.peer.keys))
    hospital.catch_up(team.devon)
    return Member(team.peer.person, keys=keys)


@pytest.mark.invariant(22)
def test_pushers_side_by_side_leave_a_dense_log_that_a_follower_sees_once_and_in_order(
    team: Team, hospital: Hospital, knock: Knock
) -> None:
    members = [team.peer, second_computer(team, hospital, knock)]
    pushed: list[bytes] = []

    def push(number: int) -> None:
        line = knock()
        member = members[number % 2]
        line.login_member(member)
        writer = Writer.of(member)
        writer.run = RunId(secrets.token_bytes(8))
        for _ in range(5):
            frames = [writer.frame() for _ in range(4)]
            reply = line.push(team.own, *frames)
            places = [receipt.seq for receipt in reply.receipts]
            assert places == list(range(places[0], places[0] + 4))
            pushed.extend(frames)

    followed: list[bytes] = []
    done = threading.Event()

    def follow() -> None:
        line = knock()
        line.login_member(team.peer)
        after, chain, last = 0, CHAIN_START, False
        while not last or after < line.pull(team.own, after).head.seq:
            last = done.is_set()
            page = line.pull(team.own, after)
            for raw in page.revisions:
                chain = chain_next(chain, revision_id(parse_revision(raw)))
            followed.extend(page.revisions)
            assert page.page_end.chain == chain
            after = page.page_end.seq

    follower = threading.Thread(target=follow)
    follower.start()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(push, range(4)))
    done.set()
    follower.join(30)
    assert not follower.is_alive()
    assert len(followed) == len(set(followed)) == 80
    assert sorted(followed) == sorted(pushed)


def test_two_who_append_at_once_are_put_one_after_the_other(team: Team, hospital: Hospital) -> None:
    hospital.catch_up(team.devon)
    entries = [
        hospital.write_device(Device(keys=DeviceKeys.generate().public(), sealed_label=b"x"), team.peer.keys)
        for _ in range(4)
    ]

    def append(raw: bytes) -> str:
        try:
            team.devon.append(raw)
        except RefusedError as e:
            return e.code
        return "taken"

    with ThreadPoolExecutor(4) as pool:
        heard = sorted(pool.map(append, entries))
    assert heard == ["head_moved"] * 3 + ["taken"]
    assert team.devon.directory().head_n == 5


def test_a_device_that_asks_without_end_slows_down_nobody_else(tmp_path: Path) -> None:
    hospital = Hospital()
    limits = replace(Limits(), requests_per_device=Rate(at_once=10, per_second=0.001))
    with in_process_client(tmp_path, hospital.public(), limits=limits, now=lambda: hospital.now) as http:
        hasty, calm = Caller(http, IN_PROCESS_HOST), Caller(http, IN_PROCESS_HOST)
        for line in (hasty, calm):
            line.login_member(hospital.join_at(line, hospital.promise()))
        for _ in range(10):
            hasty.directory()
        with pytest.raises(RefusedError, match="slow_down") as refused:
            hasty.directory()
        assert refused.value.status == 429
        assert calm.directory().head_n == 4


def test_a_full_space_and_a_full_disk_turn_pushes_down_and_keep_the_directory_open(tmp_path: Path) -> None:
    for limits in (replace(Limits(), share_bytes=1500), replace(Limits(), reserve_bytes=2**62)):
        hospital, folder = Hospital(), tmp_path / str(limits.share_bytes)
        with in_process_client(folder, hospital.public(), limits=limits, now=lambda h=hospital: h.now) as http:
            line = Caller(http, IN_PROCESS_HOST)
            member = hospital.join_at(line, hospital.promise())
            line.login_member(member)
            writer = Writer.of(member)
            with pytest.raises(RefusedError) as refused:
                line.push(writer.space, *(writer.frame() for _ in range(4)))
            assert (refused.value.status, refused.value.code) == (507, "full")
            assert line.pull(writer.space).head == NOTHING_SEEN
            body = Device(keys=DeviceKeys.generate().public(), sealed_label=b"laptop")
            line.append(hospital.write_device(body, member.keys))


def test_who_fills_a_shared_space_takes_nothing_from_the_other(tmp_path: Path) -> None:
    hospital, limits = Hospital(), replace(Limits(), share_bytes=2000)
    with in_process_client(tmp_path, hospital.public(), limits=limits, now=lambda: hospital.now) as http:
        lines = [Caller(http, IN_PROCESS_HOST) for _ in range(2)]
        tomas = hospital.join_at(lines[0], hospital.promise(Role.SUPERVISOR))
        devon = hospital.join_at(lines[1], hospital.promise(Role.PEER, tomas.person))
        for line, member in zip(lines, (tomas, devon), strict=True):
            line.login_member(member)
        pair = pair_space(tomas.person, devon.person)
        greedy, modest = Writer.of(tomas, pair), Writer.of(devon, pair)
        record = RecordId(some_id())
        lines[1].push(pair, modest.frame(record=record))
        with pytest.raises(RefusedError, match="full"):
            push_without_end(lines[0], greedy)
        assert lines[1].push(pair, modest.frame()).receipts[0].outcome is Outcome.STORED
        with pytest.raises(RefusedError, match="full"):
            push_without_end(lines[1], modest)
        # What takes something back is never turned down for want of room.
        assert lines[1].push(pair, modest.frame(Kind.ERASE, record=record)).receipts[0].outcome is Outcome.STORED


@pytest.mark.parametrize("kind", [Kind.DATA, Kind.VOID, Kind.ERASE])
def test_whatever_is_pushed_counts_against_the_share(kind: Kind, tmp_path: Path) -> None:
    hospital, limits = Hospital(), replace(Limits(), share_bytes=2000, spare_bytes=2000)
    with in_process_client(tmp_path, hospital.public(), limits=limits, now=lambda: hospital.now) as http:
        line = Caller(http, IN_PROCESS_HOST)
        member = hospital.join_at(line, hospital.promise())
        line.login_member(member)
        writer = Writer.of(member)
        with pytest.raises(RefusedError, match="full"):
            push_without_end(line, writer, kind)
        most = limits.share_bytes + (limits.spare_bytes if kind is Kind.ERASE else 0)
        stored = sum(map(len, line.pull(writer.space).revisions))
        assert most - 1000 < stored <= most


@pytest.mark.parametrize(("spare", "gets_in"), [(2**62, True), (0, False)])
def test_only_an_erase_goes_into_the_room_that_is_left_on_the_disk_and_not_to_the_last(
    spare: int, gets_in: bool, tmp_path: Path
) -> None:
    hospital, limits = Hospital(), replace(Limits(), reserve_bytes=2**62, spare_bytes=spare)
    with in_process_client(tmp_path, hospital.public(), limits=limits, now=lambda: hospital.now) as http:
        line = Caller(http, IN_PROCESS_HOST)
        member = hospital.join_at(line, hospital.promise())
        line.login_member(member)
        writer = Writer.of(member)
        for kind in (Kind.DATA, Kind.VOID):
            with pytest.raises(RefusedError, match="full"):
                line.push(writer.space, writer.frame(kind))
        with nullcontext() if gets_in else pytest.raises(RefusedError, match="full"):
            line.push(writer.space, writer.frame(Kind.ERASE))
        assert line.pull(writer.space).head.seq == int(gets_in)


def test_a_device_that_pushes_without_end_is_slowed_down_and_the_others_are_not(tmp_path: Path) -> None:
    hospital = Hospital()
    limits = replace(Limits(), pushed_bytes_per_device=Rate(at_once=3000, per_second=1))
    with in_process_client(tmp_path, hospital.public(), limits=limits, now=lambda: hospital.now) as http:
        writers = []
        for _ in range(2):
            line = Caller(http, IN_PROCESS_HOST)
            member = hospital.join_at(line, hospital.promise())
            line.login_member(member)
            writers.append((line, Writer.of(member)))
        (hasty, much), (calm, little) = writers
        hasty.push(much.space, *(much.frame() for _ in range(4)))
        response = hasty.raw(endpoints.PUSH, push_of(much, 4))
        assert response.status_code == 429
        assert int(response.headers["retry-after"]) > 60
        assert calm.push(little.space, little.frame()).head.seq == 1


def push_without_end(line: Caller, writer: Writer, kind: Kind = Kind.DATA) -> None:
    for _ in range(99):
        line.push(writer.space, writer.frame(kind))


def push_of(writer: Writer, count: int) -> bytes:
    frames = tuple(writer.frame() for _ in range(count))
    return encode(PushRequest(space=writer.space, witness=NOTHING_SEEN, revisions=frames))


def test_an_erase_makes_room(tmp_path: Path) -> None:
    hospital, limits = Hospital(), replace(Limits(), share_bytes=2500)
    with in_process_client(tmp_path, hospital.public(), limits=limits, now=lambda: hospital.now) as http:
        line = Caller(http, IN_PROCESS_HOST)
        member = hospital.join_at(line, hospital.promise())
        line.login_member(member)
        writer = Writer.of(member)
        note = writer.revision(bucket=2)
        record = parse_header(note.header).record
        line.push(writer.space, encode(note))
        with pytest.raises(RefusedError, match="full"):
            line.push(writer.space, writer.frame(bucket=2))
        line.push(writer.space, writer.frame(Kind.ERASE, record=record))
        assert line.push(writer.space, writer.frame(bucket=2)).receipts[0].outcome is Outcome.STORED


def test_the_table_of_callers_does_not_grow_without_end() -> None:
    now = [0.0]
    throttle = Throttle(Rate(at_once=1, per_second=1, keys=3), lambda: now[0])
    assert [throttle.take(key) for key in range(100)] == [0.0] * 100
    assert len(throttle) == 3
    assert throttle.take(99) == pytest.approx(1.0)
    now[0] = 1.0
    assert throttle.take(99) == 0.0
