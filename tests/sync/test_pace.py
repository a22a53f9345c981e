"""I25: whatever the server answers, it is asked a bounded number of times in a minute, and never in lock step."""

import os
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerdesk.domain.errors import ExpectedError, NotPeerDeskServerError, OfflineError, ServerRefusedError
from peerdesk.sync.engine import SyncEngine
from peerdesk.sync.kept_line import KeptLine
from peerdesk.sync.pace import AT_ONCE, MOST_PATIENCE, PER_SECOND, Paced
from peerdesk.sync.patience import FIRST_SECONDS, LONGEST_ASKED_SECONDS, LONGEST_SECONDS, Patience
from peerdesk.sync.remote import connect
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.endpoints import MARKER, MARKER_HEADER
from peerdesk.wire.exchange import DirectoryReply, DirectoryRequest, Problem
from tests.support.hospital import clock
from tests.sync.bad_line import BadLine
from tests.sync.servers_that_lie import http_reply, read_request, server
from tests.sync.ward import Ward

EMPTY = DirectoryReply(entries=(), head_n=0, head_hash=bytes(32))


class Line:
    """A server that answers as a test says, in no time. Counts the questions by the second."""

    host, pin, bytes_up, bytes_down, has_token = "h", b"", 0, 0, True

    def __init__(self, answer: Callable[[], Any], now: list[float]) -> None:
        self.answer, self.now, self.asked = answer, now, list[float]()

    def keep_token(self, token: str, lasts_seconds: int) -> None: ...

    def close(self) -> None: ...

    def ask(self, endpoint: str, question: Any, shape: Any) -> Any:
        self.asked.append(self.now[0])
        return self.answer()


def paced(answer: Callable[[], Any]) -> tuple[Paced, Line, list[float]]:
    now = [0.0]
    line = Line(answer, now)

    def pause(seconds: float) -> None:
        now[0] += seconds

    return Paced(line, lambda: now[0], pause), line, now


def ask(line: Paced) -> Any:
    return line.ask(endpoints.DIRECTORY, DirectoryRequest(after=0), DirectoryReply)


answers = st.sampled_from(
    [
        lambda: EMPTY,
        *(
            lambda e=e: (_ for _ in ()).throw(e)
            for e in (
                OfflineError(),
                NotPeerDeskServerError(),
                ServerRefusedError("internal"),
                ServerRefusedError("slow_down", 0),
                ServerRefusedError("slow_down", 1),
                ServerRefusedError("slow_down", 999_999),
            )
        ),
    ]
)


@pytest.mark.invariant(25)
@settings(max_examples=15, deadline=None)
@given(st.lists(answers, min_size=1, max_size=30), st.floats(0.0, 0.05))
def test_no_sequence_of_answers_makes_more_questions_in_a_minute_than_the_pace(
    said: list[Callable[[], Any]], between: float
) -> None:
    place = [0]

    def answer() -> Any:
        place[0] += 1
        return said[place[0] % len(said)]()

    line, counted, now = paced(answer)
    while now[0] < 61 and len(counted.asked) < 4 * AT_ONCE:
        with suppress(ExpectedError):
            ask(line)
        now[0] += between
    assert sum(at < 60 for at in counted.asked) <= AT_ONCE + 60 * PER_SECOND


def test_rounds_that_end_early_and_begin_again_have_one_pace_together() -> None:
    now = [0.0]
    line = Line(lambda: EMPTY, now)
    kept = KeptLine(lambda *_: line, lambda: now[0])
    while now[0] < 60:
        lent = Paced(kept("", b""), lambda: now[0], lambda seconds: now.__setitem__(0, now[0] + seconds))
        for _ in range(5):
            ask(lent)
    assert len([at for at in line.asked if at < 60]) <= AT_ONCE + 60 * PER_SECOND + 1


def test_a_server_that_asks_for_a_moment_gets_it_and_not_for_ever() -> None:
    line, counted, now = paced(lambda: (_ for _ in ()).throw(ServerRefusedError("slow_down", 2)))
    with pytest.raises(ServerRefusedError):
        ask(line)
    assert len(counted.asked) == MOST_PATIENCE + 1
    assert now[0] == pytest.approx(2 * MOST_PATIENCE, abs=0.3)


def test_a_session_that_ends_does_not_wait_out_a_pause() -> None:
    now = [0.0]
    line = Line(lambda: (_ for _ in ()).throw(ServerRefusedError("slow_down", 9)), now)
    with pytest.raises(ServerRefusedError):
        ask(Paced(line, lambda: now[0], lambda seconds: now.__setitem__(0, now[0] + seconds), lambda: True))
    assert now[0] == 0


@given(st.binary(min_size=2, max_size=2), st.integers(0, 40))
def test_the_wait_grows_is_bounded_and_has_chance_in_it(chance: bytes, failures: int) -> None:
    patience = Patience(lambda _: chance)
    waits = [patience.lose(OfflineError()) for _ in range(failures + 1)]
    longest = min(FIRST_SECONDS * 2**failures, LONGEST_SECONDS)
    assert longest / 2 <= waits[-1] <= longest
    patience.regain()
    assert patience.lose(OfflineError()) <= FIRST_SECONDS


@pytest.mark.parametrize(("asked", "least"), [(30, 30.0), (10**6, LONGEST_ASKED_SECONDS), (0, 0.5)])
def test_what_the_server_asks_for_is_honoured_within_bounds(asked: int, least: float) -> None:
    wait = Patience(bytes).lose(ServerRefusedError("slow_down", asked))
    assert wait == least


def test_two_computers_that_fail_at_one_moment_do_not_come_back_at_one_moment() -> None:
    waits = {Patience(os.urandom).lose() for _ in range(50)}
    assert len(waits) > 40


def test_a_minute_of_rounds_against_a_server_that_only_refuses_is_a_handful_of_questions(ward: Ward) -> None:
    ward.note()
    for reason in ("internal", "not_logged_in", "slow_down", "head_moved", "history_diverged"):
        assert len(a_minute(ward, reason)) < 60


def a_minute(ward: Ward, reason: str) -> list[str]:
    """Return what is asked in a minute of rounds, one after the other, where each question is refused."""
    now, asked = [0.0], list[str]()

    def refuse(endpoint: str, question: Any, go_on: Any) -> Any:
        asked.append(endpoint)
        raise ServerRefusedError(reason)

    ward.hospital.wrap = lambda line: BadLine(line, refuse)
    patience = Patience(os.urandom)
    while now[0] < 60:
        engine = SyncEngine(ward.devon, ward.hospital.remotes("", b""), clock, os.urandom, lambda: now[0])
        with pytest.raises(ExpectedError) as failure:
            engine.round()
        now[0] += patience.lose(failure.value)
    return asked


@pytest.mark.parametrize(("said", "seconds"), [("7", 7), ("soon", 0), ("-3", 0), ("9" * 40, 0)])
def test_how_long_the_server_asks_to_be_left_alone_is_read_from_its_answer(said: str, seconds: int) -> None:
    problem = encode(Problem(code="slow_down"))
    reply = http_reply(problem, f"{MARKER_HEADER}: {MARKER}", f"retry-after: {said}", status="429 Too Many Requests")

    def answer(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(reply)

    with server(answer) as url, closing(connect(url)) as remote, pytest.raises(ServerRefusedError) as refusal:
        remote.ask(endpoints.HELLO, None, DirectoryReply)
    assert (refusal.value.reason, refusal.value.retry_seconds) == ("slow_down", seconds)
