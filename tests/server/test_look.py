"""One question for a whole round: it says what the directory's question and a pull of each space would say, no less."""

import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.server.spaces import Spaces
from peerdesk.wire import endpoints
from peerdesk.wire.codec import decode, encode
from peerdesk.wire.directory_body import Device
from peerdesk.wire.exchange import CHAIN_START, NOTHING_SEEN, Problem, Witness
from peerdesk.wire.ids import SpaceId
from peerdesk.wire.limits import MAX_PAGE_BYTES, MAX_WAKE_SPACES
from peerdesk.wire.login import LOOK, Hello
from peerdesk.wire.look import LookReply, LookRequest, Moved, Standing
from tests.server.conftest import Team
from tests.server.hospital import Caller, Hospital, Writer

NOTHING = LookReply(directory=None, moved=())
BIG = 14
"""The size of a revision of which not five fit into a page."""


def at(space: SpaceId, witness: Witness = NOTHING_SEEN, after: int | None = None) -> Standing:
    return Standing(space=space, witness=witness, after=witness.seq if after is None else after)


def look(line: Caller, head: tuple[int, bytes], *spaces: Standing, limit: int = 500) -> LookReply:
    n, digest = head
    question = LookRequest(directory_n=n, directory_hash=digest, spaces=spaces, limit=limit)
    return line.ask(endpoints.LOOK, question, LookReply)


def test_the_greeting_names_it(team: Team) -> None:
    response = team.devon.http.request("GET", endpoints.HELLO)
    assert LOOK in decode(response.content, Hello, 4096).capabilities


def test_where_nothing_has_moved_the_answer_says_nothing(team: Team, hospital: Hospital) -> None:
    head = hospital.catch_up(team.devon).head
    end = team.devon.push(team.own, Writer.of(team.peer).frame()).head
    for _ in range(2):
        assert look(team.devon, head, at(team.own, end), at(team.pair)) == NOTHING


def test_what_has_moved_is_answered_as_each_by_itself_would_be(team: Team, hospital: Hospital) -> None:
    head = hospital.catch_up(team.devon).head
    own, pair = Writer.of(team.peer), Writer.of(team.peer, team.pair)
    first = team.devon.push(team.own, own.frame()).head
    end = team.devon.push(team.own, own.frame(), own.frame(), own.frame()).head
    team.devon.push(team.pair, pair.frame())
    body = Device(keys=DeviceKeys.generate().public(), sealed_label=b"laptop")
    team.devon.append(hospital.write_device(body, team.peer.keys))
    for witness, after, limit in ((NOTHING_SEEN, 0, 500), (first, 1, 500), (end, 1, 2), (end, 0, 1)):
        told = look(team.devon, head, at(team.own, witness, after), at(team.pair), limit=limit)
        assert told.directory == team.devon.directory(head[0])
        pages = (team.devon.pull(team.own, after, witness, limit), team.devon.pull(team.pair, limit=limit))
        assert told.moved == (Moved(space=team.own, page=pages[0]), Moved(space=team.pair, page=pages[1]))


def test_another_history_is_never_called_nothing_new(team: Team, hospital: Hospital) -> None:
    n, digest = hospital.catch_up(team.devon).head
    end = team.devon.push(team.own, Writer.of(team.peer).frame()).head
    elsewhere = Witness(seq=end.seq, chain=b"x" * 32)
    further = Witness(seq=end.seq + 1, chain=end.chain)
    for witness, after in ((elsewhere, 1), (further, 2), (further, 1), (Witness(seq=0, chain=b"y" * 32), 0)):
        assert look(team.devon, (n, digest), at(team.own, witness, after)).moved == (Moved(space=team.own, page=None),)
    assert look(team.devon, (n, digest), at(team.own, end, 2)).moved == (Moved(space=team.own, page=None),)
    for named in ((n, b"z" * 32), (n + 1, digest)):
        told = look(team.devon, named, at(team.own, end)).directory
        assert told is not None
        assert (told.entries, told.head_n, told.head_hash) == ((), n, digest)


def test_of_spaces_of_others_nothing_is_told(team: Team, hospital: Hospital) -> None:
    head = hospital.catch_up(team.devon).head
    end = team.devon.push(team.own, Writer.of(team.peer).frame()).head
    nowhere = SpaceId(b"n" * 16)
    for standing in (at(team.own, end), at(team.own), at(nowhere)):
        assert look(team.tomas, head, standing).moved == (Moved(space=standing.space, page=None),)


def test_a_reply_holds_one_page_of_bytes_and_a_frame_whatever_has_moved(team: Team, hospital: Hospital) -> None:
    head = hospital.catch_up(team.devon).head
    for space in (team.own, team.pair):
        writer = Writer.of(team.peer, space)
        for _ in range(6):
            team.devon.push(space, writer.frame(bucket=BIG))
    own, pair = look(team.devon, head, at(team.own), at(team.pair)).moved
    assert own.page is not None
    assert sum(map(len, own.page.revisions)) <= MAX_PAGE_BYTES
    assert pair.page is None or len(pair.page.revisions) == 1


def test_the_chain_of_an_empty_log_is_the_beginning(team: Team, hospital: Hospital) -> None:
    head = hospital.catch_up(team.tomas).head
    assert Witness(seq=0, chain=CHAIN_START) == NOTHING_SEEN
    assert look(team.tomas, head, at(team.pair)) == NOTHING


@pytest.mark.parametrize("times", [2, MAX_WAKE_SPACES])
def test_a_space_that_is_named_twice_is_malformed_and_costs_no_pull(
    team: Team, hospital: Hospital, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """Also where nothing has moved, and where the two points differ: nobody who means well asks so."""
    n, digest = hospital.catch_up(team.devon).head
    writer = Writer.of(team.peer)
    first = team.devon.push(team.own, writer.frame()).head
    end = team.devon.push(team.own, writer.frame()).head
    pulled: list[object] = []
    monkeypatch.setattr(Spaces, "pull", lambda *asked, **_: pulled.append(asked))
    for one in (at(team.own), at(team.own, first), at(team.own, end)):
        spaces = (at(team.own, end), *(one for _ in range(times - 1)))
        question = LookRequest(directory_n=n, directory_hash=digest, spaces=spaces)
        response = team.devon.raw(endpoints.LOOK, encode(question))
        assert (response.status_code, decode(response.content, Problem, 4096).code) == (400, "malformed")
    assert pulled == []
