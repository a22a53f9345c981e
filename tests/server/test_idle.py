"""The usual question is whether there is anything new, and the usual answer is no: it costs the database nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Never

import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.server.store.place import Place, place
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.directory_body import Device
from peerdesk.wire.exchange import NOTHING_SEEN, SpacePoint, WakeReply, WakeRequest
from peerdesk.wire.ids import SpaceId
from tests.server.conftest import Team
from tests.server.hospital import Caller, Hospital, Writer


@pytest.fixture
def where(data: Path) -> Place:
    """Only a server that is alone may answer from memory, and only SQLite is ever alone."""
    return place(data)


def news(line: Caller, points: dict[SpaceId, int], directory_n: int) -> WakeReply:
    spaces = tuple(SpacePoint(space=space, seq=seq) for space, seq in points.items())
    return line.ask(endpoints.WAKE, WakeRequest(spaces=spaces, directory_n=directory_n, wait_seconds=0), WakeReply)


@contextmanager
def no_database(team: Team) -> Iterator[None]:
    """Let whoever asks the database fall over it."""
    database = team.devon.http.app.state.desk.database  # type: ignore[attr-defined]

    def nobody() -> Never:
        raise AssertionError("the database was asked")

    with pytest.MonkeyPatch.context() as patch:
        for way in ("read", "glance", "write"):
            patch.setattr(database, way, nobody)
        yield


def test_what_nobody_has_changed_is_answered_from_memory(team: Team) -> None:
    head = team.devon.push(team.own, Writer.of(team.peer).frame()).head
    points, nothing = {team.own: 1, team.pair: 0}, WakeReply(spaces=(), directory_n=4)
    assert news(team.devon, points, 4) == nothing
    with no_database(team):
        assert news(team.devon, points, 4) == nothing
        assert team.devon.pull(team.own, 1, witness=head).head == head
        assert team.devon.pull(team.pair).head == NOTHING_SEEN
        assert (team.devon.directory(4).entries, team.devon.directory(4).head_n) == ((), 4)


def test_an_answer_says_no_more_in_its_head_than_a_client_needs(team: Team) -> None:
    body = encode(WakeRequest(spaces=(), directory_n=4, wait_seconds=0))
    assert set(team.devon.raw(endpoints.WAKE, body).headers) == {"content-length", endpoints.MARKER_HEADER}
    # Whoever came here by mistake hears of what type it is.
    assert team.devon.raw(endpoints.WAKE, b"").headers["content-type"] == endpoints.MEDIA_TYPE


def test_what_somebody_has_changed_is_told_by_the_very_next_answer(team: Team, hospital: Hospital) -> None:
    assert news(team.tomas, {team.pair: 0}, 4).spaces == ()
    writer = Writer.of(team.peer, team.pair)
    for seq in (1, 2, 3):
        head = team.devon.push(team.pair, writer.frame()).head
        with no_database(team):
            assert news(team.tomas, {team.pair: seq - 1}, 4).spaces == (SpacePoint(space=team.pair, seq=seq),)
        assert team.tomas.pull(team.pair, seq - 1).head == head
    hospital.catch_up(team.devon)
    body = Device(keys=DeviceKeys.generate().public(), sealed_label=b"laptop")
    team.devon.append(hospital.write_device(body, team.peer.keys))
    assert news(team.tomas, {team.pair: 3}, 4) == WakeReply(spaces=(), directory_n=5)
    assert len(team.tomas.directory(4).entries) == 1


def test_of_spaces_of_others_nothing_is_told_from_memory_either(team: Team) -> None:
    team.devon.push(team.own, Writer.of(team.peer).frame())
    assert news(team.devon, {team.own: 0}, 4).spaces
    assert news(team.tomas, {team.own: 0}, 4) == WakeReply(spaces=(), directory_n=4)
