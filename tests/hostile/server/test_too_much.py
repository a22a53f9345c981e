"""Too much, too many, too long: every cap holds, nothing is half stored, and the others are served."""

import resource
import secrets
import socket
import statistics
import threading
import time
from contextlib import ExitStack, suppress

import httpx2
import msgspec
import pytest

from peerdesk.server.verifying import verify
from peerdesk.wire import endpoints
from peerdesk.wire.codec import decode, encode
from peerdesk.wire.directory_body import Device
from peerdesk.wire.exchange import NOTHING_SEEN, Problem, PushRequest
from peerdesk.wire.ids import EpochId, RecordId, RunId
from peerdesk.wire.limits import (
    MAX_ENTRY_BYTES,
    MAX_FRAME_BYTES,
    MAX_HAVE_IDS,
    MAX_PAGE_REVISIONS,
    MAX_PUSH_REVISIONS,
    MAX_WAKE_SPACES,
)
from peerdesk.wire.revision import Kind
from peerdesk.wire.revision import encode as encode_revision
from tests.hostile.server.conftest import Ward
from tests.server.hospital import Caller, Writer

PACK = msgspec.msgpack.encode
SILENT = 1000


def said(line: Caller, path: str, message: object) -> tuple[int, str]:
    response = line.raw(path, PACK(message))
    return response.status_code, decode(response.content, Problem, 4096).code


def test_every_cap_is_a_413_and_stores_nothing(ward: Ward) -> None:
    line, seen = ward.line(ward.peer), [0, bytes(32)]
    too_much: dict[str, list[object]] = {
        endpoints.PUSH: [
            [ward.own, seen, [b"x"] * (MAX_PUSH_REVISIONS + 1)],
            [ward.own, seen, [b""] * 100_000],
            [ward.own, seen, [bytes(MAX_FRAME_BYTES + 1)]],
            [ward.own, seen, [bytes(200_000)] * 6],
            [ward.own, seen, [bytes(200_000)] * 60],
        ],
        endpoints.HAVE: [[ward.own, 0, [bytes(32)] * (MAX_HAVE_IDS + 1)], [ward.own, 0, [bytes(32)] * 20_000]],
        endpoints.WAKE: [[[[ward.own, 0]] * (MAX_WAKE_SPACES + 1), 0, 0]],
        endpoints.LOOK: [[4, bytes(32), [[ward.own, seen, 0]] * number, 200] for number in (MAX_WAKE_SPACES + 1, 9999)],
        endpoints.APPEND: [[bytes(13_500)]],
    }
    for path, messages in too_much.items():
        for message in messages:
            assert said(line, path, message) == (413, "too_large"), (path, str(message)[:80])
    for path, message in (
        (endpoints.PULL, [ward.own, seen, 0, MAX_PAGE_REVISIONS + 1]),
        (endpoints.HEADS, [ward.own, seen, 2, 0, 0, MAX_PAGE_REVISIONS + 1]),
        (endpoints.LOOK, [4, bytes(32), [], MAX_PAGE_REVISIONS + 1]),
    ):
        assert said(line, path, message) == (400, "malformed")
    assert line.pull(ward.own).head == NOTHING_SEEN


def test_a_key_boxed_to_ten_thousand_readers_is_too_large(ward: Ward) -> None:
    line, writer = ward.line(ward.peer), Writer.of(ward.peer)
    readers = sorted(secrets.token_bytes(16) for _ in range(10_000))
    body = PACK([1, bytes(16), bytes(32), readers, [[reader, bytes(1168)] for reader in readers[:100]]])
    revision = writer.revision(Kind.EPOCH)
    brings = PACK([revision.header, b"", body, revision.signature, b""])
    assert len(brings) > MAX_FRAME_BYTES
    assert said(line, endpoints.PUSH, [ward.own, [0, bytes(32)], [brings]]) == (413, "too_large")
    few = PACK([1, bytes(16), bytes(32), readers[:100], []])
    status, code = said(
        line, endpoints.PUSH, [ward.own, [0, bytes(32)], [PACK([revision.header, b"", few, bytes(64)])]]
    )
    assert (status, code) in {(413, "too_large"), (400, "malformed")}
    assert line.pull(ward.own).head == NOTHING_SEEN


def test_an_entry_above_its_own_cap_is_turned_down(ward: Ward) -> None:
    line = ward.line(ward.peer)
    ward.hospital.catch_up(line)
    long = Device(keys=ward.peer.keys.public(), sealed_label=b"x" * 400)
    raw = ward.hospital.write_device(long, ward.peer.keys)
    padded = PACK([*msgspec.msgpack.decode(raw)[:-1], [bytes(64)] * 60])
    assert len(padded) > MAX_ENTRY_BYTES
    assert said(line, endpoints.APPEND, [padded])[0] in {400, 413}
    assert line.directory().head_n == 4


def test_one_revision_that_is_too_large_does_not_keep_the_others_out_i15(ward: Ward) -> None:
    line, writer = ward.line(ward.peer), Writer.of(ward.peer)
    fat = writer.revision(parents=tuple(sorted(secrets.token_bytes(32) for _ in range(16))))
    header = fat.header + bytes(1025 - len(fat.header))
    large = writer.signed(msgspec.structs.replace(fat, header=header[:1024]))
    reply = line.push(ward.own, writer.frame(), writer.frame())
    status, _ = said(line, endpoints.PUSH, [ward.own, [0, bytes(32)], [PACK([header, b"", b"", bytes(64)])]])
    assert status in {400, 413}
    assert line.raw(endpoints.PUSH, encode(push(ward, encode_revision(large)))).status_code == 400
    assert line.push(ward.own, writer.frame(), witness=reply.head).head.seq == 3


def push(ward: Ward, *frames: bytes) -> PushRequest:
    return PushRequest(space=ward.own, witness=NOTHING_SEEN, revisions=frames)


@pytest.mark.parametrize(
    "words",
    [
        b"' OR 1=1; --   ",
        b"; DROP TABLE log",
        b"%s%(space)s{0}$1",
        b"../../etc/passwd",
        b"..\\..\\CON\0\0\0NUL",
        b"\xff\xfe<script>\r\n\r\n",
    ],
)
def test_what_looks_like_an_order_is_stored_as_bytes_or_turned_down(ward: Ward, words: bytes) -> None:
    sixteen = words[:16].ljust(16, b" ")
    line, writer = ward.line(ward.peer), Writer.of(ward.peer)
    writer.run = RunId(sixteen[:8])
    frame = writer.frame(
        record=RecordId(sixteen),
        epoch=EpochId(sixteen),
        parents=(sixteen * 2,),
        directory_hash=sixteen,
        seen_chain=words[:8],
    )
    assert line.push(ward.own, frame).receipts[0].seq == 1
    assert line.pull(ward.own).revisions == (frame,)
    for spoilt in ([words, [0, bytes(32)], 0], [sixteen, [0, words], 0], [ward.own, [words, bytes(32)], 0]):
        assert said(line, endpoints.PULL, spoilt)[0] in {400, 403}
    for path in (f"/v1/{words.decode('latin-1')}", f"/v1/push?{words.decode('latin-1')}", f"/{words.hex()}/push"):
        with suppress(httpx2.InvalidURL):
            assert line.raw(path, b"").status_code in {400, 404, 401}
    assert verify(ward.where).faults == ()


def test_a_thousand_who_say_nothing_keep_nobody_waiting(ward: Ward) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard if hard != resource.RLIM_INFINITY else 4096, 4096)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    line, writer = ward.line(ward.peer), Writer.of(ward.peer)
    line.push(ward.own, writer.frame())
    with ExitStack() as silent:
        for number in range(SILENT):
            held = silent.enter_context(socket.create_connection(ward.address, timeout=20))
            held.sendall(b"POST /v1/push HTTP/1.1\r\nhost: x\r\n"[: number % 30])
        took = []
        for _ in range(40):
            begin = time.monotonic()
            line.push(ward.own, writer.frame())
            took.append(time.monotonic() - begin)
    assert statistics.quantiles(took, n=20)[-1] < 2.0
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_batch_that_is_cut_by_a_kill_is_stored_whole_or_not_at_all_i8(ward: Ward) -> None:
    line, writer = ward.line(ward.peer), Writer.of(ward.peer)
    line.push(ward.own, *(writer.frame(bucket=5) for _ in range(60)))
    body = encode(push(ward, *(writer.frame(bucket=5) for _ in range(60))))
    sending = threading.Thread(target=lambda: _ignoring_the_cut(line, body))
    sending.start()
    time.sleep(0.02)
    ward.process.running.kill()
    sending.join(20)
    ward.process.end()
    found = verify(ward.where)
    assert found.faults == ()
    assert found.revisions in {60, 120}


def _ignoring_the_cut(line: Caller, body: bytes) -> None:
    with suppress(httpx2.HTTPError):
        line.raw(endpoints.PUSH, body)
