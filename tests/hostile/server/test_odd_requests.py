"""Requests that no PeerDesk client would make."""

import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from peerdesk.server.desk import QUESTIONS
from peerdesk.server.limits import PUSH_BODY_BYTES, SMALL_BODY_BYTES, Limits
from peerdesk.server.provider import Provider
from peerdesk.server.store.place import Place, place
from peerdesk.wire import endpoints
from peerdesk.wire.codec import decode, encode
from peerdesk.wire.exchange import (
    NOTHING_SEEN,
    AppendRequest,
    DirectoryRequest,
    HaveRequest,
    HeadsPart,
    HeadsRequest,
    Problem,
    PullRequest,
    PushRequest,
    SpacePoint,
    WakeRequest,
)
from peerdesk.wire.login import ChallengeRequest, LoginKind
from peerdesk.wire.look import LookRequest, Standing
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, Writer
from tests.support.servers import IN_PROCESS_HOST, in_process_client


@pytest.fixture
def where(data: Path) -> Place:
    """Return the built-in database: what is turned down here never reaches one."""
    return place(data)


@pytest.fixture
def http(where: Place, hospital: Hospital) -> Iterator[TestClient]:
    """Serve everything that can be asked, also what only a provider of log-ins switches on. It is never reached."""
    nobody = Provider("http://127.0.0.1:1", "peerdesk", now=lambda: hospital.now, monotonic=time.monotonic)
    with in_process_client(where, hospital.public(), now=lambda: hospital.now, sign_in=nobody) as client:
        # Two join before anybody asks for more.
        client.app.state.desk.second_lock = None
        yield client


OUTSIDE = ("challenge", "login")
EVERY = tuple(endpoints.PREFIX + name for name in QUESTIONS if name != "hello")
INSIDE = tuple(path for path in EVERY if not path.endswith(OUTSIDE))


def code_of(caller: Caller, path: str, body: bytes, **headers: str) -> tuple[int, str]:
    response = caller.raw(path, body, **headers)
    assert len(response.content) < 2048
    return response.status_code, decode(response.content, Problem, 4096).code


@pytest.mark.parametrize("path", INSIDE)
def test_nothing_is_answered_to_somebody_who_has_not_logged_in(knock: Knock, path: str) -> None:
    assert code_of(knock(), path, b"\x90") == (401, "not_logged_in")


@pytest.mark.parametrize("path", EVERY)
def test_rubbish_is_malformed_and_never_a_bug(team: Team, path: str) -> None:
    noise = random.Random(path)
    for body in (b"", b"\xc1", b"{}", json.dumps({"space": "../x"}).encode(), b"\x91" * 2000, noise.randbytes(300)):
        if path == endpoints.LOGOUT and not body:
            continue
        status, code = code_of(team.devon, path, body)
        assert (status, code) in {(400, "malformed"), (413, "too_large")}


@pytest.mark.parametrize("path", EVERY)
def test_a_body_above_the_cap_is_not_read(team: Team, path: str) -> None:
    assert code_of(team.devon, path, bytes(PUSH_BODY_BYTES + 1)) == (413, "too_large")


def test_an_announced_length_is_believed_before_a_byte_is_read(team: Team) -> None:
    assert code_of(team.devon, endpoints.PULL, b"", **{"content-length": str(SMALL_BODY_BYTES + 1)})[0] == 413
    assert code_of(team.devon, endpoints.PULL, b"", **{"content-length": "-1"})[0] == 400
    assert code_of(team.devon, endpoints.PULL, b"", **{"content-length": "1e3"})[0] == 400


def test_mutations_of_every_question_give_only_documented_answers(team: Team, hospital: Hospital) -> None:
    space, noise = team.own, random.Random(1)
    questions = {
        endpoints.PUSH: PushRequest(space=space, witness=NOTHING_SEEN, revisions=(Writer.of(team.peer).frame(),)),
        endpoints.PULL: PullRequest(space=space, witness=NOTHING_SEEN, after=0),
        endpoints.HAVE: HaveRequest(space=space, at=0, revisions=()),
        endpoints.HEADS: HeadsRequest(space=space, witness=NOTHING_SEEN, part=HeadsPart.RECORDS),
        endpoints.LOOK: LookRequest(
            directory_n=4,
            directory_hash=bytes(32),
            spaces=(Standing(space=space, witness=NOTHING_SEEN, after=0),),
        ),
        endpoints.WAKE: WakeRequest(spaces=(SpacePoint(space=space, seq=0),), directory_n=0, wait_seconds=0),
        endpoints.DIRECTORY: DirectoryRequest(after=0),
        endpoints.APPEND: AppendRequest(entry=hospital.raw[-1]),
        endpoints.CHALLENGE: ChallengeRequest(kind=LoginKind.DEVICE, who=bytes(16)),
    }
    seen = set()
    for path, question in questions.items():
        raw = bytearray(encode(question))
        for _ in range(40):
            spoilt = bytearray(raw)
            for _ in range(noise.randint(1, 3)):
                spoilt[noise.randrange(len(spoilt))] = noise.randrange(256)
            response = team.devon.raw(path, bytes(spoilt))
            seen.add(response.status_code)
            assert response.status_code != 500
            assert response.headers[endpoints.MARKER_HEADER] == endpoints.MARKER
    assert {200, 400} <= seen <= {200, 400, 403, 409, 413}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/v1",
        "/v1/",
        "/v0/push",
        "/v99999/push",
        "/v1/push/",
        "/v1//push",
        "/v1/%2e%2e/etc/passwd",
        "/v1/push%00",
        "/v1/push%2f",
        "/v1\\push",
        "/v1/CON",
        "/v1/admin",
        "/v1/spaces/' OR 1=1 --",
        "/docs",
        "/openapi.json",
    ],
)
def test_other_paths_lead_nowhere(team: Team, path: str) -> None:
    assert code_of(team.devon, path, b"") == (404, "not_found")


@pytest.mark.parametrize("path", ["/v2/push", "/v2/hello", "/v9999/pull"])
def test_a_version_that_is_not_spoken_here_is_named_so_that_a_client_can_step_back(team: Team, path: str) -> None:
    assert code_of(team.devon, path, b"") == (400, "unknown_version")


def test_the_version_before_is_spoken_too(tmp_path: Path, hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peerdesk.server.app.PROTOCOL_VERSIONS", (2, 1))
    with in_process_client(tmp_path, hospital.public()) as http:
        hellos = [http.get(endpoints.at_version(endpoints.HELLO, version)) for version in (1, 2, 3)]
    assert [hello.status_code for hello in hellos] == [200, 200, 400]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD"])
def test_other_methods_lead_nowhere(http: TestClient, method: str) -> None:
    response = http.request(method, endpoints.PUSH)
    assert response.status_code == 404
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"origin": "https://evil.example"}, "not_allowed"),
        ({"origin": "null"}, "not_allowed"),
        ({"x-http-method-override": "DELETE"}, "not_allowed"),
        ({"host": "evil.example"}, "not_allowed"),
        ({"host": "testserver:81"}, "not_allowed"),
        ({"content-type": "text/plain"}, "malformed"),
        ({"content-type": "application/x-www-form-urlencoded"}, "malformed"),
        ({"transfer-encoding": "chunked", "content-length": "3"}, "malformed"),
        ({f"x-{n}": "y" for n in range(40)}, "not_allowed"),
    ],
)
def test_what_a_browser_or_a_trickster_adds_is_turned_down(team: Team, headers: dict[str, str], code: str) -> None:
    asked = encode(DirectoryRequest(after=0))
    assert code_of(team.devon, endpoints.DIRECTORY, asked, **headers)[1] == code
    assert team.devon.raw(endpoints.DIRECTORY, asked).status_code == 200


def test_one_device_has_so_many_requests_under_way(tmp_path: Path) -> None:
    hospital, limits = Hospital(), replace(Limits(), requests_at_once_per_device=1)
    with (
        in_process_client(tmp_path, hospital.public(), limits=limits, now=lambda: hospital.now) as http,
        ThreadPoolExecutor(1) as pool,
    ):
        line = Caller(http, IN_PROCESS_HOST)
        line.login_member(hospital.join_at(line, hospital.promise()))
        bell = http.app.state.desk.bell  # type: ignore[attr-defined]
        waiting = pool.submit(line.raw, endpoints.WAKE, encode(WakeRequest(spaces=(), directory_n=9, wait_seconds=30)))
        while not bell._waits:
            time.sleep(0.01)
        assert code_of(line, endpoints.DIRECTORY, encode(DirectoryRequest(after=0))) == (429, "slow_down")
        http.portal.call(bell.close)  # type: ignore[union-attr]
        assert waiting.result(10).status_code == 200
        assert line.directory().head_n == 3


@pytest.mark.expects_log("bug at /v1/directory: ZeroDivisionError in .*")
def test_a_bug_is_answered_with_a_code_and_logged_without_what_was_sent(
    team: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("canary-text")

    desk = team.devon.http.app.state.desk  # type: ignore[attr-defined]
    monkeypatch.setattr(desk.directory, "page", broken)
    assert code_of(team.devon, endpoints.DIRECTORY, encode(DirectoryRequest(after=0))) == (500, "internal")
    assert "canary-text" not in caplog.text
