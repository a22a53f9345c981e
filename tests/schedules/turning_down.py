"""A server that turns one sound revision down for good, for no reason that anybody knows, and takes all beside it."""

from collections.abc import Callable

import httpx2
import msgspec

from peerdesk.wire.codec import decode, encode
from peerdesk.wire.endpoints import MARKER, MARKER_HEADER
from peerdesk.wire.exchange import Outcome, PushReply, PushRequest, Receipt, Refusal
from peerdesk.wire.limits import MAX_PUSH_BYTES
from peerdesk.wire.revision import Kind, parse_header, parse_revision, revision_id
from tests.schedules.inside import Whole

CAP = 2 * MAX_PUSH_BYTES
SAYING = frozenset({Kind.DATA, Kind.ERASE})


def is_push(request: httpx2.Request) -> bool:
    """Say whether this hands revisions in."""
    return request.url.path.endswith("/push")


def chosen(request: httpx2.Request, number: int) -> bytes | None:
    """Return one of the frames that say something, None where there is none."""
    frames = decode(request.content, PushRequest, CAP).revisions
    saying = [frame for frame in frames if parse_header(parse_revision(frame).header).kind in SAYING]
    return saying[number % len(saying)] if saying else None


def without(request: httpx2.Request, frame: bytes, ask: Callable[[httpx2.Request], httpx2.Response]) -> httpx2.Response:
    """Hand in everything else, and answer for all of it: this one revision was refused."""
    question = decode(request.content, PushRequest, CAP)
    place = question.revisions.index(frame)
    left = question.revisions[:place] + question.revisions[place + 1 :]
    no = Receipt(revision=revision_id(parse_revision(frame)), outcome=Outcome.REFUSED, seq=0, refusal=Refusal.TOO_LARGE)
    if not left:
        return _answer(PushReply(receipts=(no,), head=question.witness))
    body = encode(msgspec.structs.replace(question, revisions=left))
    reply = ask(httpx2.Request(request.method, request.url, headers=_headers(request), content=body))
    if reply.status_code != httpx2.codes.OK:
        return reply
    said = decode(b"".join(reply.stream), PushReply, CAP)  # type: ignore[arg-type]
    receipts = (*said.receipts[:place], no, *said.receipts[place:])
    return _answer(msgspec.structs.replace(said, receipts=receipts))


def _headers(request: httpx2.Request) -> dict[str, str]:
    return {name: value for name, value in request.headers.items() if name != "content-length"}


def _answer(reply: PushReply) -> httpx2.Response:
    return httpx2.Response(200, headers={MARKER_HEADER: MARKER}, stream=Whole(encode(reply)))
