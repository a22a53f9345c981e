"""A round asks one question. What it is answered with is believed no more than the answers it stands for."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from peerdesk.domain.errors import ExpectedError, OfflineError, ServerRefusedError
from peerdesk.domain.ids import SpaceId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.kept_line import KeptLine
from peerdesk.sync.pull import Pull
from peerdesk.sync.result import SyncResult
from peerdesk.vault.shelves.spaces import Point, SpaceState
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.look import LookReply, LookRequest, Moved
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.syncing import status, sync_now
from tests.support.hospital import clock
from tests.sync.bad_line import BadLine, as_it_is, lost_request
from tests.sync.ward import Ward


class Desk:
    """Somebody's desk, which keeps its connection, and what is asked over it in a round."""

    def __init__(self, ward: Ward, vault: Vault) -> None:
        self.vault = vault
        self.lines: list[BadLine] = []
        self._ward = ward
        self._kept = KeptLine(self._line)
        self.sync()
        self.sync()

    def _line(self, address: str, pin: bytes) -> BadLine:
        line = self._ward.hospital.remotes(address, pin)
        assert isinstance(line, BadLine)
        self.lines.append(line)
        return line

    def sync(self) -> SyncResult:
        for line in self.lines:
            line.asked.clear()
        return sync_now(self.vault, self._kept, clock(), os.urandom)

    @property
    def asked(self) -> list[str]:
        return [one for line in self.lines for one in line.asked]


def test_a_round_with_nothing_to_say_is_one_question(ward: Ward) -> None:
    desk = Desk(ward, ward.devon)
    assert desk.sync().proof
    assert desk.asked == [endpoints.LOOK]


def test_a_round_that_fetches_is_one_question_and_one_that_sends_asks_before_and_behind_it(ward: Ward) -> None:
    devon, tomas = Desk(ward, ward.devon), Desk(ward, ward.tomas)
    ward.note()
    assert (devon.sync().pushed, devon.asked) == (1, [endpoints.LOOK, endpoints.PUSH, endpoints.PULL])
    share(ward.devon, ward.note(), find_reader(ward.devon, "Tomas Okafor", clock()), clock())
    devon.sync()
    assert (tomas.sync().is_complete, tomas.asked) == (True, [endpoints.LOOK])
    assert len(review_queue(ward.tomas)) == 1


def test_a_supervisor_asks_one_question_for_all_peers(ward: Ward) -> None:
    for name in ("Ana Ruiz", "Sam Lee", "Kim Hall"):
        ward.hospital.sync(ward.hospital.join(name, Role.PEER, "Tomas Okafor"))
    desk = Desk(ward, ward.tomas)
    assert desk.sync().proof
    assert desk.asked == [endpoints.LOOK]


def test_who_has_joined_since_is_in_the_same_answer(ward: Ward) -> None:
    desk = Desk(ward, ward.tomas)
    ward.hospital.join("Ana Ruiz", Role.PEER, "Tomas Okafor")
    assert desk.sync().changes.directory
    # Only the two spaces that nobody knew of are asked about by themselves: of the pair, and of weekly counts.
    assert desk.asked == [endpoints.LOOK, endpoints.PULL, endpoints.PULL]


def test_a_server_of_before_is_asked_as_before(ward: Ward) -> None:
    ward.can_look = False
    desk = Desk(ward, ward.devon)
    ward.note()
    assert desk.sync().proof
    assert endpoints.LOOK not in desk.asked
    assert {endpoints.DIRECTORY, endpoints.PULL, endpoints.PUSH} == set(desk.asked)


def test_a_server_that_can_no_longer_be_asked_so_is_asked_as_before(ward: Ward) -> None:
    desk = Desk(ward, ward.devon)
    (line,) = desk.lines

    def of_before(endpoint: str, _question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.LOOK:
            raise ServerRefusedError(ProblemCode.NOT_FOUND.value)
        return go_on()

    line.fault = of_before
    ward.note()
    assert desk.sync().proof
    assert desk.sync().proof
    assert endpoints.LOOK not in desk.asked


def test_a_token_that_ran_out_costs_a_login_and_no_round(ward: Ward) -> None:
    desk = Desk(ward, ward.devon)
    (line,) = desk.lines
    line.keep_token("x" * 40, 600)
    assert desk.sync().proof
    assert desk.asked == [
        endpoints.LOOK,
        endpoints.CHALLENGE,
        endpoints.LOGIN,
        endpoints.HELLO,
        endpoints.LOOK,
    ]


def test_after_a_round_that_failed_the_next_looks_at_every_space_again(ward: Ward, monkeypatch: Any) -> None:
    desk, looked = Desk(ward, ward.devon), list[bytes]()
    whole = Pull.space

    def noted(self: Pull, space: SpaceId, *more: Any) -> None:
        looked.append(space)
        whole(self, space, *more)

    monkeypatch.setattr(Pull, "space", noted)
    desk.sync()
    assert looked == []
    desk.lines[0].fault = lost_request(endpoints.LOOK)
    with suppress(OfflineError):
        desk.sync()
    desk.lines[0].fault = as_it_is
    desk.sync()
    assert len(looked) == 2
    assert desk.asked == [endpoints.LOOK]


def told(change: Callable[[LookReply, LookRequest], LookReply]) -> Any:
    """Answer the question for a whole round in another way."""

    def fault(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        answer = go_on()
        return change(answer, question) if endpoint == endpoints.LOOK else answer

    return fault


def nothing_new(_reply: LookReply, _question: LookRequest) -> LookReply:
    return LookReply(directory=None, moved=())


def test_what_is_kept_back_once_is_found_by_the_next_honest_answer(ward: Ward) -> None:
    share(ward.devon, ward.note(), find_reader(ward.devon, "Tomas Okafor", clock()), clock())
    ward.hospital.sync(ward.devon)
    ward.spoiled(told(nothing_new), ward.tomas)
    assert review_queue(ward.tomas) == ()
    ward.hospital.sync(ward.tomas)
    assert len(review_queue(ward.tomas)) == 1


def test_nothing_new_is_no_end_for_whoever_was_shown_more(ward: Ward) -> None:
    with ward.devon.write() as tx:
        state = tx.spaces.get(tx.own_space)
        beyond = Point(state.witness.seq + 5, b"w" * 32)
        tx.spaces.put(tx.own_space, SpaceState(cursor=state.cursor, witness=beyond))
    ward.spoiled(told(nothing_new))
    with ward.devon.read() as tx:
        assert len(tx.healing.log()) == 1
    assert ward.hospital.sync(ward.devon).proof


def test_a_page_under_the_name_of_another_space_shows_nothing_and_is_said_to(ward: Ward) -> None:
    ward.hospital.sync(ward.hospital.join("Ana Ruiz", Role.PEER, "Tomas Okafor"))
    ward.hospital.sync(ward.tomas)
    share(ward.devon, ward.note(), find_reader(ward.devon, "Tomas Okafor", clock()), clock())
    ward.hospital.sync(ward.devon)

    def fault(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        answer = go_on()
        if endpoint != endpoints.LOOK:
            return answer
        here = {one.space for one in answer.moved}
        (page,) = (one.page for one in answer.moved)
        others = tuple(Moved(space=one.space, page=page) for one in question.spaces if one.space not in here)
        return LookReply(directory=None, moved=others)

    with suppress(ExpectedError):
        ward.spoiled(fault, ward.tomas)
    assert review_queue(ward.tomas) == ()
    assert status(ward.tomas, clock()).needs_attention
