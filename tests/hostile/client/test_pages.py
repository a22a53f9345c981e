"""Pages that a lying server hands out: none of them changes anything here that its writer did not sign."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest

from peerdesk.domain.errors import ExpectedError
from peerdesk.sync.sealing import Subject, seal_record
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.codec import decode
from peerdesk.wire.exchange import PullReply, Witness, chain_next
from peerdesk.wire.ids import RecordId, pair_space
from peerdesk.wire.login import LOOK, Hello
from peerdesk.wire.revision import Kind, blanked, encode, parse_header, parse_revision, revision_id
from peerdesk.work.attention import needs
from peerdesk.work.encounters import encounter_page
from peerdesk.work.sharing import readers, share, stop_sharing
from peerdesk.work.supervision import review_queue
from tests.schedules.inside import Whole
from tests.support.hospital import SUPERVISED, a_hospital, clock
from tests.sync.bad_line import changed
from tests.sync.test_opening import Writer
from tests.sync.ward import Ward

Rewrite = Callable[[bytes], bytes]
SIXTEENTHS = range(16)
WRONG = (None, -1, 2**70, "text", b"", [], {}, 1.5, [[]])


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        ward = Ward(hospital)
        share(ward.devon, ward.note("shared"), readers(ward.devon, clock())[0].person, clock())
        hospital.sync(ward.devon)
        yield ward


class Rewriting(httpx2.BaseTransport):
    """Changes the bytes of every answer to one question. To change all pages, it has them asked for by themselves."""

    def __init__(self, inner: httpx2.BaseTransport, rewrite: Rewrite, at: str) -> None:
        self._inner = inner
        self._rewrite = rewrite
        self._at = at

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        reply = self._inner.handle_request(request)
        body = b"".join(reply.stream)  # type: ignore[arg-type]
        if request.url.path == self._at:
            body = self._rewrite(body)
        if request.url.path == endpoints.HELLO and self._at == endpoints.PULL:
            hello = decode(body, Hello, len(body))
            names = tuple(name for name in hello.capabilities if name != LOOK)
            body = encode(msgspec.structs.replace(hello, capabilities=names))
        headers = [one for one in reply.headers.raw if one[0].lower() != b"content-length"]
        return httpx2.Response(reply.status_code, headers=headers, stream=Whole(body))


def told(ward: Ward, rewrite: Rewrite, at: str = endpoints.PULL) -> None:
    """Let Tomas sync while every answer to a question is rewritten; nothing may come of it but an understood error."""
    client = ward.hospital.client
    inner, before = client._transport, state(ward.tomas)
    client._transport = Rewriting(inner, rewrite, at)
    try:
        with pytest.raises(ExpectedError):
            ward.hospital.sync(ward.tomas)
    finally:
        client._transport = inner
    assert state(ward.tomas) == before


def state(vault: Vault) -> object:
    with vault.read() as tx:
        points = {space: tx.spaces.get(space).cursor for space in tx.spaces.known()}
    return {space: point for space, point in points.items() if point.seq}, review_queue(vault)


def all_is_well(ward: Ward) -> None:
    assert ward.hospital.sync(ward.tomas).proof
    assert [item.received.item.projection.outcome.value for item in review_queue(ward.tomas)] == ["left"]


@pytest.mark.parametrize("at", [endpoints.PULL, endpoints.LOOK])
@pytest.mark.parametrize("part", SIXTEENTHS)
def test_a_page_that_is_cut_anywhere_is_not_applied(ward: Ward, part: int, at: str) -> None:
    told(ward, lambda body: body[: len(body) * part // len(SIXTEENTHS)], at)
    all_is_well(ward)


def test_a_wrong_type_in_the_answer_for_a_whole_round_is_not_believed(ward: Ward) -> None:
    for place in range(2):
        for wrong in WRONG:
            # Nothing new in the directory, and nothing that has moved: these are answers.
            if wrong != [] and (place, wrong) != (0, None):
                told(ward, lambda body, at=place, wrong=wrong: put(body, [at], wrong), endpoints.LOOK)  # type: ignore[misc]
    for inside in range(2):
        told(ward, lambda body, at=inside: put(body, [1, 0, at], "text"), endpoints.LOOK)  # type: ignore[misc]
    all_is_well(ward)


def test_a_wrong_type_in_any_field_is_not_believed(ward: Ward) -> None:
    for place in range(4):
        for wrong in WRONG:
            told(ward, lambda body, place=place, wrong=wrong: put(body, [place], wrong))  # type: ignore[misc]
    for pair in (2, 3):
        for inside in range(2):
            told(ward, lambda body, at=(pair, inside): put(body, at, "text"))  # type: ignore[misc]
    all_is_well(ward)


def put(body: bytes, at: Any, wrong: object) -> bytes:
    """Return a message with something else at one place."""
    message = msgspec.msgpack.decode(body)
    part = message
    for index in at[:-1]:
        part = part[index]
    part[at[-1]] = wrong if wrong != 2**70 else 2**63
    return msgspec.msgpack.encode(message)


def test_a_million_tiny_revisions_are_no_page(ward: Ward) -> None:
    def tiny(body: bytes) -> bytes:
        message = msgspec.msgpack.decode(body)
        message[1] = [b"\x90"] * 10**6
        return msgspec.msgpack.encode(message)

    told(ward, tiny)
    all_is_well(ward)


def test_an_old_page_shown_again_brings_no_withdrawn_share_back(ward: Ward) -> None:
    pages: dict[bytes, PullReply] = {}

    def kept(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        reply = go_on()
        if endpoint == endpoints.PULL and reply.revisions:
            pages[question.space] = reply
        return reply

    ward.spoiled(kept, ward.tomas)
    stop_sharing(ward.devon, encounter_page(ward.devon)[0].id)
    ward.hospital.sync(ward.devon)
    ward.hospital.sync(ward.tomas)
    assert review_queue(ward.tomas) == ()

    def again(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        return pages.get(question.space) or go_on() if endpoint == endpoints.PULL else go_on()

    with pytest.raises(ExpectedError):
        ward.spoiled(again, ward.tomas)
    assert review_queue(ward.tomas) == ()
    assert ward.hospital.sync(ward.tomas).proof


def behind(reply: PullReply, *frames: bytes) -> PullReply:
    """Return the page with more behind it, as a server would that puts them into its log."""
    seq, chain = reply.page_end.seq, reply.page_end.chain
    for frame in frames:
        seq, chain = seq + 1, chain_next(chain, revision_id(parse_revision(frame)))
    end = Witness(seq=seq, chain=chain)
    return msgspec.structs.replace(reply, revisions=(*reply.revisions, *frames), page_end=end, head=end)


def in_the_pair(ward: Ward, frame: bytes) -> Any:
    """Let a revision stand behind the page of the space of the two, and sync Devon against that."""
    pair = pair_space(Writer(ward.devon).author.person, Writer(ward.tomas).author.person)

    def fault(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        reply = go_on()
        is_it = endpoint == endpoints.PULL and question.space == pair
        return behind(reply, frame) if is_it else reply

    return ward.spoiled(fault)


def test_a_forged_withdrawal_of_somebody_s_share_is_set_apart_and_withdraws_nothing(ward: Ward) -> None:
    tomas = Writer(ward.tomas)
    pair = pair_space(Writer(ward.devon).author.person, tomas.author.person)
    note = encounter_page(ward.devon)[0].id
    with ward.devon.read() as tx:
        copy = tx.shared_items.all_given()[0].item.id
    subject = Subject(RecordId(copy), Kind.ERASE, ())
    forged = seal_record(tomas.author, tomas.at(pair), tomas.key, subject, 1, b"")
    header = parse_header(parse_revision(forged.frame).header)
    lying = msgspec.structs.replace(header, owner=Writer(ward.devon).author.person)
    frame = encode(msgspec.structs.replace(parse_revision(forged.frame), header=msgspec.msgpack.encode(lying)))
    result = in_the_pair(ward, frame)
    assert result.needs_attention == 1
    with ward.devon.read() as tx:
        assert [one.item.id for one in tx.shared_items.given(note)] == [copy]
    assert needs(ward.devon)[0].reason in {"not_owner", "bad_signature"}


def test_a_revision_of_another_space_is_set_apart_and_not_shown(ward: Ward) -> None:
    devon = Writer(ward.devon)
    with ward.devon.read() as tx:
        own = tx.own_space
    before = len(encounter_page(ward.devon))
    result = in_the_pair(ward, devon.seal(type(devon.author.person)(own)).frame)  # type: ignore[arg-type]
    assert result.needs_attention == 1
    assert needs(ward.devon)[0].reason == "wrong_space"
    assert len(encounter_page(ward.devon)) == before


def test_a_server_that_takes_all_words_out_removes_nothing_here_and_is_noticed(ward: Ward) -> None:
    def emptied(reply: PullReply) -> PullReply:
        return msgspec.structs.replace(reply, revisions=tuple(without_words(frame) for frame in reply.revisions))

    result = ward.spoiled(changed(endpoints.PULL, emptied), ward.tomas)
    assert review_queue(ward.tomas) == ()
    assert result.needs_attention > 0
    ward.spoiled(changed(endpoints.PULL, emptied))
    (row,) = encounter_page(ward.devon)
    with ward.devon.read() as tx:
        assert tx.encounters.get(row.id).memory == "shared"


def without_words(frame: bytes) -> bytes:
    revision = parse_revision(frame)
    return encode(blanked(revision)) if parse_header(revision.header).kind is Kind.DATA else frame
