"""Any answer of the server may be cut or have something else in any field: nothing is lost by it, nothing claimed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import msgspec
import pytest

from peerdesk.domain.errors import ExpectedError, NotPeerDeskServerError
from peerdesk.wire import endpoints
from peerdesk.work.encounters import encounter_page
from peerdesk.work.sharing import readers, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.syncing import status
from tests.hostile.client.test_pages import SIXTEENTHS, put
from tests.schedules.inside import Whole
from tests.support.hospital import Hospital, a_hospital, clock
from tests.sync.logs import log_of
from tests.sync.ward import Ward

WRONG = (None, -1, 2**63, "text", b"", b"\xff" * 40, [], {}, 1.5, [[]], True)
ALWAYS = (endpoints.CHALLENGE, endpoints.LOGIN, endpoints.PUSH, endpoints.PULL)

Rewrite = Callable[[bytes], bytes]


class Between(httpx2.BaseTransport):
    """Changes the answers to one kind of question, and remembers what was asked."""

    def __init__(self, hospital: Hospital) -> None:
        self._client = hospital.client
        self._inner = hospital.client._transport
        self.at, self.rewrite = "", lambda body: body
        self.seen: dict[str, bytes] = {}
        self._client._transport = self

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        reply = self._inner.handle_request(request)
        body = b"".join(reply.stream)  # type: ignore[arg-type]
        if reply.status_code == 200:
            self.seen[request.url.path] = body
        if request.url.path == self.at:
            body = self.rewrite(body)
        headers = [one for one in reply.headers.raw if one[0].lower() != b"content-length"]
        return httpx2.Response(reply.status_code, headers=headers, stream=Whole(body))

    def spoil(self, at: str, rewrite: Rewrite) -> None:
        self.at, self.rewrite = at, rewrite

    def honest(self) -> None:
        self.at = ""


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_hospital(tmp_path) as hospital:
        yield Ward(hospital)


def try_it(ward: Ward, between: Between, at: str, rewrite: Rewrite) -> None:
    """Let Devon have one round while the answers to one question are changed."""
    between.spoil(at, rewrite)
    notes, shown = len(encounter_page(ward.devon, limit=500)), len(review_queue(ward.tomas))
    try:
        result = ward.hospital.sync(ward.devon)
    except ExpectedError:
        pass
    else:
        # It may have been no harm. What is claimed then has to be so.
        assert not result.proof or status(ward.devon, clock()).waiting == 0
    between.honest()
    assert (len(encounter_page(ward.devon, limit=500)), len(review_queue(ward.tomas))) == (notes, shown)


def a_round_of_everything(ward: Ward) -> Between:
    """Note what is asked and answered in a round that logs in, sends and fetches."""
    share(ward.devon, ward.note("first"), readers(ward.devon, clock())[0].person, clock())
    between = Between(ward.hospital)
    assert ward.hospital.sync(ward.devon).proof
    assert set(ALWAYS) <= set(between.seen)
    return between


def all_is_well(ward: Ward) -> None:
    for vault in (ward.devon, ward.tomas, ward.devon):
        result = ward.hospital.sync(vault)
    assert (result.proof, result.waiting, result.needs_attention) == (True, 0, 0)
    with ward.devon.read() as tx:
        own = tx.own_space
        seqs = [one.seq for one in tx.healing.held(own, ())]
    assert sorted(seqs) == list(range(1, len(log_of(ward.hospital, own)) + 1))
    assert [item.received.item.projection.outcome.value for item in review_queue(ward.tomas)] == ["left"]


def test_any_answer_that_is_cut_anywhere_loses_nothing_and_claims_nothing(ward: Ward) -> None:
    between = a_round_of_everything(ward)
    for at in sorted(between.seen):
        ward.note(at)
        for part in SIXTEENTHS:
            try_it(ward, between, at, lambda body, part=part: body[: len(body) * part // len(SIXTEENTHS)])  # type: ignore[misc]
    all_is_well(ward)


def places_of(body: bytes) -> list[tuple[int, ...]]:
    """Return where the fields of an answer are, and those one level down."""
    message = msgspec.msgpack.decode(body)
    if not isinstance(message, list):
        return []
    inside = [(i, j) for i, part in enumerate(message) if isinstance(part, list) for j in range(min(len(part), 2))]
    return [*((i,) for i in range(len(message))), *inside]


def spoiled(body: bytes, at: tuple[int, ...], wrong: object) -> bytes:
    try:
        return put(body, at, wrong)
    except (IndexError, TypeError, ValueError):
        return body


def test_something_else_in_any_field_of_any_answer_is_not_believed(ward: Ward) -> None:
    between = a_round_of_everything(ward)
    for at, body in sorted(between.seen.items()):
        ward.note(at)
        for place in places_of(body):
            for wrong in WRONG:
                try_it(ward, between, at, lambda raw, place=place, wrong=wrong: spoiled(raw, place, wrong))  # type: ignore[misc]
    all_is_well(ward)


def test_an_answer_of_rubbish_to_any_question_is_an_error_that_people_understand(ward: Ward) -> None:
    between = a_round_of_everything(ward)
    for at in sorted(between.seen):
        ward.note(at)
        for rubbish in (b"", b"<html>Sign in</html>", b"\xc1" * 64, os.urandom(512), b"\x91" * 100_000):
            try_it(ward, between, at, lambda _body, rubbish=rubbish: rubbish)  # type: ignore[misc]
    all_is_well(ward)


class Loud(httpx2.BaseTransport):
    """Turns everything down, with very many words that would like to be shown on a screen."""

    def __init__(self, size: int) -> None:
        self._words = ("\x1b[2J\u202e<b>call 555</b>" * size)[:size]

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        del request
        said = msgspec.msgpack.encode(["not_allowed", self._words])
        return httpx2.Response(403, headers={endpoints.MARKER_HEADER: endpoints.MARKER}, stream=Whole(said))


@pytest.mark.parametrize("size", [40, 10**6])
def test_what_a_server_says_at_length_is_shown_nowhere(ward: Ward, size: int) -> None:
    ward.note()
    loud = Loud(size)
    inner, ward.hospital.client._transport = ward.hospital.client._transport, loud
    with pytest.raises(ExpectedError) as caught:
        ward.hospital.sync(ward.devon)
    ward.hospital.client._transport = inner
    assert "555" not in f"{caught.value!r} {caught.value.__dict__}"
    assert size < 2048 or isinstance(caught.value, NotPeerDeskServerError)
    assert ward.hospital.sync(ward.devon).proof
