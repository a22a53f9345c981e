"""Worker processes: ready together, stopped together, and none is left behind."""

import os
import secrets
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest

from peerdesk.server.store.place import Place
from peerdesk.server.verifying import verify
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import HaveReply, HaveRequest, WakeReply, WakeRequest
from peerdesk.wire.ids import RevisionId, RunId
from tests.server.hospital import RefusedError, Writer, ids
from tests.server.processes import Process, start
from tests.server.test_serve import hospital_of_now, join_and_log_in


def workers_of(process: Process) -> list[int]:
    listed = Path(f"/proc/{process.running.pid}/task/{process.running.pid}/children").read_text(encoding="ascii")
    return [int(pid) for pid in listed.split()]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2] == "Z"
    except FileNotFoundError:
        return True


def wait_until_gone(pids: list[int], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not all(map(gone, pids)):
        assert time.monotonic() < until, "a worker was left behind"
        time.sleep(0.05)


def test_workers_push_side_by_side_and_a_kill_leaves_whole_batches_i22(where: Place) -> None:
    hospital, size = hospital_of_now(), 5
    acknowledged: list[RevisionId] = []
    process = start(where, hospital.public(), workers=3)
    assert len(workers_of(process)) == 3
    with httpx2.Client(timeout=60, trust_env=False) as http:
        _, member = join_and_log_in(hospital, process, http)

    def push(_: int) -> None:
        # A connection of one's own, so that the callers are spread over the workers.
        with httpx2.Client(timeout=60, trust_env=False, base_url=process.url) as http, suppress(httpx2.HTTPError):
            line = process.caller(http)
            line.login_member(member)
            writer = Writer.of(member)
            writer.run = RunId(secrets.token_bytes(8))
            while True:
                try:
                    reply = line.push(writer.space, *(writer.frame() for _ in range(size)))
                except RefusedError as e:
                    # One computer has two requests under way at one worker, and here it has six lines.
                    if e.code != "slow_down":
                        raise
                    continue
                places = [receipt.seq for receipt in reply.receipts]
                assert places == list(range(places[0], places[0] + size))
                acknowledged.extend(ids(reply))

    left = workers_of(process)

    def kill_one_once_there_is_something_to_lose() -> None:
        until = time.monotonic() + 30
        while len(acknowledged) < 60 and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(left[1], signal.SIGKILL)

    killer = threading.Thread(target=kill_one_once_there_is_something_to_lose)
    killer.start()
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(push, range(6)))
    killer.join(40)
    out, err = process.running.communicate(timeout=60)
    assert (process.running.returncode, out) == (1, "")
    assert "ended by itself" in err
    wait_until_gone(left)

    verified = verify(where)
    assert verified.faults == ()
    assert verified.revisions % size == 0
    again = start(where, hospital.public(), workers=2)
    with httpx2.Client(timeout=60, trust_env=False) as http:
        http.base_url = httpx2.URL(again.url)
        line = again.caller(http)
        line.login_member(member)
        asked = HaveRequest(space=Writer.of(member).space, at=0, revisions=tuple(acknowledged[-4000:]))
        assert line.ask(endpoints.HAVE, asked, HaveReply).missing == ()
        line.raw(endpoints.LOGOUT, b"")
    assert acknowledged
    stop(again)


def stop(process: Process) -> None:
    left = workers_of(process)
    begin = time.monotonic()
    process.running.send_signal(signal.SIGTERM)
    out, err = process.running.communicate(timeout=60)
    assert time.monotonic() - begin < 10
    assert (process.running.returncode, out, err) == (0, "", "")
    wait_until_gone(left)


def test_a_stop_answers_whoever_waits_at_any_worker(where: Place) -> None:
    hospital = hospital_of_now()
    process = start(where, hospital.public(), workers=2)
    with httpx2.Client(timeout=60, trust_env=False) as http, ThreadPoolExecutor(2) as pool:
        caller, _ = join_and_log_in(hospital, process, http)

        def wait(_: int) -> WakeReply:
            with httpx2.Client(timeout=60, trust_env=False, base_url=process.url) as own:
                line = process.caller(own)
                line.token = caller.token
                request = WakeRequest(spaces=(), directory_n=99, wait_seconds=60)
                return line.ask(endpoints.WAKE, request, WakeReply)

        # One computer has two requests under way at one worker: a third might be asked to come back.
        waiting = [pool.submit(wait, n) for n in range(2)]
        time.sleep(0.5)
        stop(process)
        assert [one.result(10).directory_n for one in waiting] == [3, 3]


def test_workers_whose_parent_was_killed_do_not_stay(tmp_path: Path) -> None:
    process = start(tmp_path / "srv", hospital_of_now().public(), workers=2)
    left = workers_of(process)
    process.end()
    wait_until_gone(left)


def test_a_folder_that_a_crew_uses_is_taken(tmp_path: Path) -> None:
    hospital = hospital_of_now()
    process = start(tmp_path / "srv", hospital.public(), workers=2)
    with pytest.raises(AssertionError, match="already using the folder"):
        start(tmp_path / "srv", hospital.public(), workers=2)
    stop(process)
