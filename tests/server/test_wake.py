"""A client that waits hears of news when there is some, and is never kept when the server stops."""

import asyncio
import threading
import time

import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.server.problems import ProblemError
from peerdesk.server.wake import Bell
from peerdesk.wire import endpoints
from peerdesk.wire.directory_body import Device
from peerdesk.wire.exchange import SpacePoint, WakeReply, WakeRequest
from peerdesk.wire.ids import SpaceId, own_space
from tests.server.conftest import Knock, Team
from tests.server.hospital import Hospital, RefusedError, Writer

PATIENCE = 20


def waiting(team: Team, seconds: int, seq: int = 0, directory_n: int = 9) -> WakeReply:
    points = (SpacePoint(space=team.own, seq=seq), SpacePoint(space=own_space(team.supervisor.person), seq=0))
    request = WakeRequest(spaces=points, directory_n=directory_n, wait_seconds=seconds)
    return team.devon.ask(endpoints.WAKE, request, WakeReply)


def test_news_that_are_there_are_told_at_once(team: Team) -> None:
    team.devon.push(team.own, Writer.of(team.peer).frame())
    reply = waiting(team, PATIENCE)
    assert reply == WakeReply(spaces=(SpacePoint(space=team.own, seq=1),), directory_n=4)
    assert waiting(team, PATIENCE, seq=1, directory_n=3).directory_n == 4


def test_nothing_new_is_told_when_the_time_is_over(team: Team) -> None:
    assert waiting(team, 0) == WakeReply(spaces=(), directory_n=4)
    begin = time.monotonic()
    assert waiting(team, 1).spaces == ()
    assert 0.9 < time.monotonic() - begin < PATIENCE


def test_a_push_wakes_the_one_who_waits_and_only_in_spaces_of_his(team: Team) -> None:
    heard: list[WakeReply] = []
    thread = threading.Thread(target=lambda: heard.append(waiting(team, PATIENCE)))
    begin = time.monotonic()
    thread.start()
    bell = team.devon.http.app.state.desk.bell  # type: ignore[attr-defined]
    while not bell._waits:
        time.sleep(0.01)
    supervisor = Writer.of(team.supervisor)
    team.tomas.push(supervisor.space, supervisor.frame())
    assert thread.is_alive()
    team.devon.push(team.own, Writer.of(team.peer).frame())
    thread.join(PATIENCE)
    assert heard == [WakeReply(spaces=(SpacePoint(space=team.own, seq=1),), directory_n=4)]
    assert time.monotonic() - begin < PATIENCE / 2


def test_an_entry_in_the_directory_wakes_everybody(team: Team, hospital: Hospital) -> None:
    heard: list[WakeReply] = []
    thread = threading.Thread(target=lambda: heard.append(waiting(team, PATIENCE)))
    begin = time.monotonic()
    thread.start()
    bell = team.devon.http.app.state.desk.bell  # type: ignore[attr-defined]
    while not bell._waits:
        time.sleep(0.01)
    hospital.catch_up(team.tomas)
    body = Device(keys=DeviceKeys.generate().public(), sealed_label=b"laptop")
    team.tomas.append(hospital.write_device(body, team.supervisor.keys))
    thread.join(PATIENCE)
    assert heard == [WakeReply(spaces=(), directory_n=5)]
    assert time.monotonic() - begin < PATIENCE / 2


def test_the_bell_forgets_whoever_has_left() -> None:
    async def ring() -> None:
        bell, space = Bell(2), SpaceId(bytes(16))
        first, second = bell.sit_down(b"a", (space,)), bell.sit_down(b"b", (space,))
        with pytest.raises(ProblemError):
            bell.sit_down(b"c", ())
        again = bell.sit_down(b"a", ())
        assert first.is_rung
        bell.stand_up(first)
        bell.ring(space)
        assert (second.is_rung, again.is_rung) == (True, False)
        bell.close()
        assert again.is_rung
        bell.stand_up(second)
        bell.stand_up(again)
        assert bell.sit_down(b"c", (space,)).is_over

    asyncio.run(ring())


def test_a_newcomer_does_not_wait(hospital: Hospital, knock: Knock) -> None:
    newcomer = knock()
    newcomer.login_invite(hospital.promise())
    with pytest.raises(RefusedError, match="not_allowed"):
        newcomer.ask(endpoints.WAKE, WakeRequest(spaces=(), directory_n=0, wait_seconds=0), WakeReply)
