"""`peerdesk sync --watch` meets trouble: each kind ends it or makes it wait, with one clear sentence and no other.

A real server in this process, and a line to it that goes bad when a test says so. Only the pauses are not slept.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from peerdesk.cli import watch
from peerdesk.cli.invocation import Invocation
from peerdesk.cli.messages import message
from peerdesk.cli.root import run
from peerdesk.domain.errors import (
    CertificateRefusedError,
    DirectoryForkedError,
    ExpectedError,
    NotPeerDeskServerError,
    OfflineError,
    ServerRefusedError,
)
from peerdesk.sync.patience import LONGEST_ASKED_SECONDS, LONGEST_SECONDS
from peerdesk.wire import endpoints
from peerdesk.wire.directory_body import Revoked
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import DeviceId
from tests.support.hospital import a_hospital
from tests.sync.bad_line import Fault, as_it_is
from tests.sync.ward import Ward
from tests.work.ward import officer_says


@dataclass
class Watched:
    """Devon's watch. `pauses` are what it would have slept; what happens behind each is said by the test."""

    ward: Ward
    capsys: pytest.CaptureFixture[str]
    pauses: list[float] = field(default_factory=list)
    waits: int = 0
    then: Callable[[int], None] = lambda _: None
    fault: Fault = as_it_is

    def __post_init__(self) -> None:
        # The watch keeps its line from round to round: what goes wrong on it is asked each time.
        self.ward.fault = self._go_wrong

    def _go_wrong(self, endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        return self.fault(endpoint, question, go_on)

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        assert len(self.pauses) < 100
        self.then(len(self.pauses))

    def watch(self, *, as_json: bool = True) -> None:
        """Watch until it ends by itself, or has nothing left to do but wait for news."""
        try:
            watch.go_on_syncing(Invocation(as_json=as_json), self.ward.devon, self.ward.hospital.remotes, self.pause)
        except KeyboardInterrupt:
            self.waits += 1

    def said(self) -> list[Any]:
        return [json.loads(line) for line in self.capsys.readouterr().out.splitlines()]


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Watched]:
    def wait(_: object) -> bool:
        raise KeyboardInterrupt

    # What comes after a round that went well is tried with a real connection, in test_watch.
    monkeypatch.setattr(watch.Watch, "wait", wait)
    with a_hospital(tmp_path) as hospital:
        yield Watched(Ward(hospital), capsys)


def refused(code: ProblemCode, retry_seconds: int = 0) -> ServerRefusedError:
    return ServerRefusedError(code.value, retry_seconds)


WAITS: dict[str, ExpectedError] = {
    "server gone": OfflineError(),
    "a sign-in page": NotPeerDeskServerError(),
    "another certificate": CertificateRefusedError(),
    "slow down": refused(ProblemCode.SLOW_DOWN, 60),
    "too large": refused(ProblemCode.TOO_LARGE),
    "full": refused(ProblemCode.FULL),
    "its own fault": refused(ProblemCode.INTERNAL),
    "not known": refused(ProblemCode.NOT_ALLOWED),
    "login failed": refused(ProblemCode.LOGIN_FAILED),
    "two lists": DirectoryForkedError(),
}


@pytest.mark.parametrize("trouble", WAITS)
@pytest.mark.parametrize("at", [endpoints.CHALLENGE, endpoints.PUSH])
def test_trouble_is_said_once_and_the_round_is_tried_again_until_it_goes_well(
    watched: Watched, trouble: str, at: str
) -> None:
    def bad(endpoint: str, _question: object, go_on: Callable[[], Any]) -> Any:
        if endpoint == at:
            raise WAITS[trouble]
        return go_on()

    def better(tries: int) -> None:
        if tries == 3:
            watched.fault = as_it_is

    watched.ward.note()
    watched.fault, watched.then = bad, better
    watched.watch()
    problem, well = watched.said()
    assert problem["message"] == message(WAITS[trouble])
    assert problem["problem"] == WAITS[trouble].code
    assert (well["proof"], well["waiting"]) == (True, 0)
    assert (len(watched.pauses), watched.waits) == (3, 1)


@pytest.mark.parametrize(("asked", "least"), [(60, 60), (10**6, LONGEST_ASKED_SECONDS), (0, 0)])
def test_a_server_that_asks_to_be_left_alone_is(watched: Watched, asked: int, least: float) -> None:
    def bad(endpoint: str, _question: object, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.PULL:
            raise refused(ProblemCode.SLOW_DOWN, asked)
        return go_on()

    watched.fault = bad
    watched.then = stop_after(1)
    watched.watch()
    assert least <= watched.pauses[0] <= max(LONGEST_ASKED_SECONDS, 1)


def stop_after(tries: int) -> Callable[[int], None]:
    def then(done: int) -> None:
        if done == tries:
            raise KeyboardInterrupt

    return then


def test_a_server_that_stays_away_is_asked_ever_more_seldom_and_told_of_once(watched: Watched) -> None:
    def away(*_: object) -> Any:
        raise OfflineError

    watched.fault, watched.then = away, stop_after(30)
    watched.watch()
    assert [one["problem"] for one in watched.said()] == ["offline"]
    assert watched.pauses[0] <= 1 < LONGEST_SECONDS / 2 <= watched.pauses[-1] <= LONGEST_SECONDS


def test_another_trouble_is_said_too_and_the_same_one_after_a_good_round(watched: Watched) -> None:
    troubles: list[ExpectedError | None] = [OfflineError(), refused(ProblemCode.FULL), refused(ProblemCode.INTERNAL)]

    def bad(endpoint: str, _question: object, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.PULL and troubles and (trouble := troubles[0]) is not None:
            raise trouble
        return go_on()

    def next_one(_: int) -> None:
        troubles.pop(0)

    watched.fault, watched.then = bad, next_one
    watched.watch()
    problems = [one.get("message", "well") for one in watched.said()]
    assert problems == [
        *map(message, (OfflineError(), refused(ProblemCode.FULL), refused(ProblemCode.INTERNAL))),
        "well",
    ]


def test_a_computer_that_is_off_the_list_is_told_so_and_asks_no_more(watched: Watched) -> None:
    with watched.ward.devon.read() as tx:
        device = tx.identity.get().device
    assert device is not None
    officer_says(watched.ward.hospital, Revoked(device=DeviceId(device), person=None, cut_offs=()))
    with pytest.raises(ServerRefusedError, match="device_revoked") as ended:
        watched.watch()
    assert "off the hospital's list" in message(ended.value)
    assert (watched.said(), watched.pauses) == ([], [])


def test_versions_that_have_nothing_in_common_end_it(watched: Watched) -> None:
    def too_old(*_: object) -> Any:
        raise refused(ProblemCode.UNKNOWN_VERSION)

    watched.fault = too_old
    with pytest.raises(ServerRefusedError, match="unknown_version") as ended:
        watched.watch()
    assert "Update PeerDesk" in message(ended.value)
    assert watched.pauses == []


def test_what_ends_it_is_status_1_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ends(*_: object) -> int:
        raise refused(ProblemCode.DEVICE_REVOKED)

    monkeypatch.setattr("peerdesk.cli.root.invoke", ends)
    assert run(["sync", "--watch", "--json"]) == 1
    assert json.loads(capsys.readouterr().err)["message"] == message(refused(ProblemCode.DEVICE_REVOKED))


def test_a_person_reads_one_sentence_and_that_it_goes_on_by_itself(watched: Watched) -> None:
    def away(*_: object) -> Any:
        raise OfflineError

    watched.fault, watched.then = away, stop_after(2)
    watched.watch(as_json=False)
    assert watched.capsys.readouterr().out == f"{message(OfflineError())} PeerDesk tries again by itself.\n"
