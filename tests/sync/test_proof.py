"""I24: "everything is on the hospital server" is said if the log bears it out, and never because something said so."""

import os
import random
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

import msgspec
import pytest

from peerdesk.domain.errors import ExpectedError
from peerdesk.sync.remote import connect
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.endpoints import MARKER, MARKER_HEADER
from peerdesk.wire.exchange import NOTHING_SEEN, Outcome, PushReply, Receipt, Witness, chain_next
from peerdesk.wire.revision import parse_revision, revision_id
from peerdesk.work.syncing import status, sync_now
from tests.support.hospital import clock
from tests.sync.bad_line import Fault, as_it_is
from tests.sync.logs import log_of, space_of
from tests.sync.servers_that_lie import http_reply, read_request, server
from tests.sync.ward import Ward

HTML = http_reply(b"<html><body>Welcome to Harbor Point Guest Wi-Fi</body></html>", "content-type: text/html")
OURS = f"{MARKER_HEADER}: {MARKER}"
NO_RECEIPTS = encode(PushReply(receipts=(), head=NOTHING_SEEN))
EMPTY_SUCCESS = http_reply(b"", OURS)
CUT = http_reply(NO_RECEIPTS[:-3], OURS, length=len(NO_RECEIPTS))
SHORT = http_reply(NO_RECEIPTS[:-3], OURS)


def everything_is_there(ward: Ward) -> bool:
    """Look into the server's own log: is every sealed revision of the peer's own space in it?"""
    with ward.devon.read() as tx:
        waiting = tx.outbox.waiting()
        known = {one.revision for row in tx.encounters.page(limit=500) for one in tx.histories.versions(row.id)}
    return not waiting and known <= set(log_of(ward.hospital, space_of(ward.devon)))


@pytest.mark.invariant(24)
@pytest.mark.parametrize("reply", [HTML, EMPTY_SUCCESS, CUT, SHORT], ids=["portal", "empty", "cut", "short"])
def test_an_answer_that_is_none_proves_nothing(ward: Ward, reply: bytes) -> None:
    ward.note()

    def answer(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(reply)

    with server(answer) as url:

        def pushes_elsewhere(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
            with closing(connect(url)) as elsewhere:
                return elsewhere.ask(endpoint, question, PushReply) if endpoint == endpoints.PUSH else go_on()

        with pytest.raises(ExpectedError):
            ward.spoiled(pushes_elsewhere)
    known = status(ward.devon, clock())
    assert (known.proof, known.waiting) == (False, 1)
    assert ward.hospital.sync(ward.devon).proof
    assert everything_is_there(ward)


def false_success(question: Any) -> PushReply:
    """Answer as if everything had been stored, with a chain that fits."""
    seq, chain = question.witness.seq, question.witness.chain
    receipts = []
    for frame in question.revisions:
        one = revision_id(parse_revision(frame))
        seq, chain = seq + 1, chain_next(chain, one)
        receipts.append(Receipt(revision=one, outcome=Outcome.STORED, seq=seq))
    return PushReply(receipts=tuple(receipts), head=Witness(seq=seq, chain=chain))


def swallowing(chance: Callable[[], float]) -> Fault:
    """Swallow pushes, cut answers short and put wrong places into receipts, as it happens."""

    def fault(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        luck = chance()
        if endpoint != endpoints.PUSH or luck > 0.8:
            return go_on()
        if luck < 0.4:
            return false_success(question)
        reply = go_on()
        if luck < 0.6:
            return msgspec.structs.replace(reply, receipts=reply.receipts[:-1])
        one = msgspec.structs.replace(reply.receipts[0], seq=max(reply.receipts[0].seq - 1, 1))
        return msgspec.structs.replace(reply, receipts=(one, *reply.receipts[1:]))

    return fault


def test_a_success_that_was_none_is_never_taken_for_a_proof_and_heals(ward: Ward) -> None:
    ward.note()
    ward.fault = lambda endpoint, question, go_on: false_success(question) if endpoint == endpoints.PUSH else go_on()
    for _ in range(3):
        with suppress(ExpectedError):
            assert not ward.hospital.sync(ward.devon).proof
        assert not status(ward.devon, clock()).proof
    ward.fault = as_it_is
    assert ward.hospital.sync(ward.devon).proof
    assert everything_is_there(ward)


@pytest.mark.invariant(24)
@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_to_pushes_proof_is_said_only_while_the_log_holds_everything(ward: Ward, seed: int) -> None:
    ward.fault = swallowing(random.Random(seed).random)
    for step in range(12):
        ward.note(f"note {step}")
        with suppress(ExpectedError):
            result = sync_now(ward.devon, ward.hospital.remotes, clock(), os.urandom)
            assert not result.proof or everything_is_there(ward)
        assert not status(ward.devon, clock()).proof or everything_is_there(ward)
    ward.fault = as_it_is
    assert ward.hospital.sync(ward.devon).proof
    assert everything_is_there(ward)
