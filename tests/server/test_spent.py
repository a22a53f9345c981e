"""What must not be used twice is remembered, and nobody can fill the memory of the others."""

import secrets
from pathlib import Path

import pytest

from peerdesk.server.limits import Limits
from peerdesk.server.problems import ProblemError
from peerdesk.server.spent import SHARES, SpentHere
from peerdesk.wire import endpoints
from tests.server.hospital import Caller, Hospital, RefusedError
from tests.support.servers import IN_PROCESS_HOST, in_process_client
from tests.wire.chains import Member


def test_a_thing_is_good_once_whoever_brings_it() -> None:
    spent = SpentHere(100)
    assert not spent.knows(b"thing")
    assert [spent.use(b"thing", by, 10, 0) for by in (b"a", b"a", b"b")] == [True, False, False]
    assert spent.knows(b"thing")


def test_one_caller_fills_a_share_and_the_others_have_theirs() -> None:
    spent = SpentHere(3 * SHARES)
    for _ in range(3):
        spent.use(secrets.token_bytes(8), b"hasty", 10, 0)
    with pytest.raises(ProblemError):
        spent.use(b"one more", b"hasty", 10, 0)
    assert not spent.knows(b"one more")
    assert spent.use(b"one more", b"calm", 10, 0)


def test_what_is_over_makes_room_and_what_is_not_over_is_kept() -> None:
    spent = SpentHere(3 * SHARES)
    for number, until in enumerate((5, 10, 20)):
        spent.use(bytes([number]), b"hasty", until, 0)
    assert spent.use(b"new", b"hasty", 30, 11)
    assert [spent.knows(bytes([number])) for number in range(3)] == [False, False, True]


def test_all_together_fill_no_more_than_there_is() -> None:
    spent = SpentHere(SHARES)
    for number in range(SHARES):
        spent.use(bytes([number]), bytes([number]), 10, 0)
    with pytest.raises(ProblemError):
        spent.use(b"late", b"late", 10, 0)
    assert spent.use(b"late", b"late", 30, 11)


def test_who_logs_in_and_out_without_end_keeps_no_colleague_out(tmp_path: Path) -> None:
    hospital, limits = Hospital(), Limits(marks_remembered=4 * SHARES)
    with in_process_client(tmp_path, hospital.public(), now=lambda: hospital.now, limits=limits) as http:
        line = Caller(http, IN_PROCESS_HOST)
        hasty, calm = (hospital.join_at(line, hospital.promise()) for _ in range(2))
        with pytest.raises(RefusedError, match="slow_down"):
            in_and_out(line, hasty)
        line.token = ""
        line.login_member(calm)
        hospital.now += limits.token_seconds + 1
        line.token = ""
        line.login_member(hasty)


def in_and_out(line: Caller, member: Member) -> None:
    for _ in range(4 * SHARES):
        line.token = ""
        line.login_member(member)
        line.raw(endpoints.LOGOUT, b"")
