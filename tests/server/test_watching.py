"""Health and numbers for whoever watches the machine: true, added up over all workers, and about nobody."""

import asyncio
import base64
import re
from dataclasses import replace

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from peerdesk.server import watching
from peerdesk.server.desk import QUESTIONS, new_tally
from peerdesk.server.limits import Limits, Rate
from peerdesk.server.store.place import Place
from peerdesk.wire import endpoints
from tests.server.conftest import Team
from tests.server.hospital import Caller, Hospital, RefusedError, Writer
from tests.server.processes import start
from tests.server.test_crew import stop
from tests.server.test_serve import hospital_of_now, join_and_log_in
from tests.support.servers import IN_PROCESS_HOST, in_process_app

TOKEN = "a-token-of-the-operator"
LINE = re.compile(r'^peerdesk_[a-z_]+(\{[a-z]+="[a-z0-9_]+"(,[a-z]+="[a-z0-9.+I]+")*\})? -?\d+(\.\d+)?$')


def numbers(http: TestClient | httpx2.Client) -> dict[str, float]:
    response = http.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = [line for line in response.text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not LINE.match(line)] == []
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def ways_to_write(who: bytes) -> tuple[str, ...]:
    return (who.hex(), base64.b64encode(who).decode().rstrip("="), who.decode("latin-1"), repr(who), str(list(who)))


@pytest.fixture
def local(http: TestClient) -> TestClient:
    """Return a client of the same server that asks from this computer."""
    return TestClient(http.app, base_url=f"http://{IN_PROCESS_HOST}", client=("127.0.0.1", 4711))


def test_what_was_done_is_counted_and_nobody_is_named(team: Team, local: TestClient) -> None:
    writer = Writer.of(team.peer)
    frame = writer.frame()
    team.devon.push(team.own, frame, writer.frame())
    team.devon.push(team.own, frame, Writer.of(team.supervisor, team.own).frame())
    with pytest.raises(RefusedError):
        team.tomas.pull(team.own)
    counted = numbers(local)
    assert counted['peerdesk_requests_total{question="push",answer="2xx"}'] == 2
    assert counted['peerdesk_requests_total{question="pull",answer="4xx"}'] == 1
    assert counted['peerdesk_pushed_revisions_total{outcome="stored"}'] == 2
    assert counted['peerdesk_pushed_revisions_total{outcome="duplicate"}'] == 1
    assert counted['peerdesk_pushed_revisions_total{outcome="refused"}'] == 1
    assert counted["peerdesk_pushed_bytes_total"] > 4 * 300
    assert (counted["peerdesk_stored_revisions"], counted["peerdesk_stored_spaces"]) == (2, 1)
    assert (counted["peerdesk_stored_entries"], counted["peerdesk_database_up"]) == (4, 1)
    text = local.get("/metrics").text
    for who in (team.peer.person, team.peer.device, team.own, team.pair):
        for spelt in ways_to_write(who):
            assert spelt not in text


def test_times_fall_into_classes_that_add_up(where: Place, hospital: Hospital) -> None:
    passing = iter(range(10_000))
    with in_process_app(where, hospital.public(), monotonic=lambda: next(passing) * 0.03) as app:
        near = TestClient(app, base_url=f"http://{IN_PROCESS_HOST}", client=("127.0.0.1", 4711))
        for _ in range(3):
            assert near.get(endpoints.HELLO).status_code == 200
        counted = numbers(near)
    classes = [
        value for name, value in counted.items() if name.startswith('peerdesk_request_seconds_bucket{question="hello"')
    ]
    assert classes == sorted(classes)
    assert classes[-1] == counted['peerdesk_request_seconds_count{question="hello"}'] == 3
    assert counted['peerdesk_request_seconds_bucket{question="hello",le="0.025"}'] == 0
    assert counted['peerdesk_request_seconds_bucket{question="hello",le="0.1"}'] == 3
    assert 3 * 0.03 <= counted['peerdesk_request_seconds_sum{question="hello"}'] < 3 * 0.1


def test_what_did_not_fit_and_came_too_often_is_counted_by_its_code(where: Place, hospital: Hospital) -> None:
    limits = replace(Limits(), share_bytes=1000, requests_per_device=Rate(at_once=3, per_second=0.001))
    with in_process_app(where, hospital.public(), limits=limits, now=lambda: hospital.now) as app:
        near = TestClient(app, base_url=f"http://{IN_PROCESS_HOST}", client=("127.0.0.1", 4711))
        caller = Caller(near, IN_PROCESS_HOST)
        member = hospital.join_at(caller, hospital.promise())
        caller.login_member(member)
        writer = Writer.of(member)
        for code in ("full", "full", "full", "slow_down"):
            with pytest.raises(RefusedError, match=code):
                caller.push(writer.space, *(writer.frame() for _ in range(4)))
        counted = numbers(near)
    assert counted['peerdesk_problems_total{code="full"}'] == 3
    assert counted['peerdesk_problems_total{code="slow_down"}'] == 1
    assert counted["peerdesk_stored_revision_bytes"] == 0
    assert counted["peerdesk_stored_database_bytes"] > 4096
    assert (counted["peerdesk_jobs"], counted["peerdesk_job_threads"]) == (0, limits.threads)


def test_a_process_whose_database_is_away_is_alive_and_not_well(where: Place, hospital: Hospital) -> None:
    with in_process_app(where, hospital.public()) as app:
        with app.state.desk.database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE entry RENAME TO elsewhere")
        far = TestClient(app, client=("192.0.2.7", 4711))
        assert (far.get("/alive").status_code, far.get("/health").status_code) == (200, 503)


def test_every_question_has_a_number(team: Team, local: TestClient) -> None:
    constants = [value for name, value in vars(endpoints).items() if name.isupper() and isinstance(value, str)]
    asked = {text.removeprefix(endpoints.PREFIX) for text in constants if text.startswith(endpoints.PREFIX)}
    assert asked == {"", *QUESTIONS}
    counted = numbers(local)
    assert all(f'peerdesk_requests_total{{question="{name}",answer="2xx"}}' in counted for name in QUESTIONS)


def test_a_token_is_asked_of_everybody_and_without_one_only_this_computer_may_ask(
    where: Place, hospital: Hospital
) -> None:
    with in_process_app(where, hospital.public(), metrics_token=TOKEN) as app:
        for address in ("192.0.2.7", "127.0.0.1"):
            asking = TestClient(app, client=(address, 4711))
            assert asking.get("/metrics").status_code == 404
            assert asking.get("/metrics", headers={"authorization": f"Bearer {TOKEN}x"}).status_code == 404
            assert asking.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
            assert asking.get("/health").text == "ok\n"
    with in_process_app(where, None) as app:
        far = TestClient(app, client=("192.0.2.7", 4711))
        for sent in ("Bearer ", "Bearer", ""):
            assert far.get("/metrics", headers={"authorization": sent}).status_code == 404


def test_health_tells_when_the_database_does_not_answer(where: Place, hospital: Hospital) -> None:
    now = [0.0]
    with in_process_app(where, hospital.public(), monotonic=lambda: now[0]) as app:
        near = TestClient(app, client=("127.0.0.1", 4711))
        assert near.get("/health").status_code == 200
        database = app.state.desk.database
        with database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE entry RENAME TO elsewhere")
        assert near.get("/health").status_code == 200  # within the second it is not looked at again
        now[0] = 1.0
        assert near.get("/health").status_code == 503
        assert "peerdesk_database_up 0" in near.get("/metrics").text
        with database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO entry")
        now[0] = 2.0
        assert near.get("/health").status_code == 200


def test_all_who_ask_first_at_the_same_moment_are_answered_by_one_look(
    where: Place, hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    look = watching._stored
    monkeypatch.setattr(watching, "_stored", lambda *told: looks.append(1) or look(*told))

    async def ask(app: Starlette) -> list[int]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://near") as near:
            return [answer.status_code for answer in await asyncio.gather(*(near.get("/health") for _ in range(3)))]

    with in_process_app(where, hospital.public()) as app:
        assert asyncio.run(ask(app)) == [200, 200, 200]
        assert len(looks) == 1


def test_the_workers_numbers_are_added_up(where: Place) -> None:
    hospital = hospital_of_now()
    process = start(where, hospital.public(), workers=3)
    with httpx2.Client(timeout=20, trust_env=False) as http:
        caller, member = join_and_log_in(hospital, process, http)
        writer = Writer.of(member)
        for _ in range(8):
            with httpx2.Client(timeout=20, trust_env=False, base_url=process.url) as own:
                Caller(own, process.host, caller.token).push(writer.space, writer.frame())
        counted = numbers(http)
        assert counted['peerdesk_pushed_revisions_total{outcome="stored"}'] == 8
        assert counted['peerdesk_requests_total{question="push",answer="2xx"}'] == 8
    stop(process)


def test_what_has_no_name_is_not_counted() -> None:
    tally = new_tally(2)
    tally.add("push 2xx")
    tally.take_row(1)
    tally.add("push 2xx", 2)
    tally.add("push 3xx")
    assert tally.totals()["push 2xx"] == 3
    assert sum(tally.totals().values()) == 3
