"""Rounds against a server that lies: about receipts, pages, its past, the directory. None of it is believed."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from peerdesk.domain.errors import (
    DirectoryForkedError,
    HistoryDivergedError,
    NotPeerDeskServerError,
)
from peerdesk.vault.shelves.spaces import Point, SpaceState
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import (
    Outcome,
    PullReply,
    PushReply,
    Receipt,
    Refusal,
    Witness,
    chain_next,
)
from peerdesk.wire.revision import parse_revision, revision_id
from peerdesk.work.attention import needs
from peerdesk.work.encounters import encounter_page
from peerdesk.work.sharing import readers, share
from peerdesk.work.syncing import status
from tests.support.hospital import clock
from tests.sync.bad_line import Fault, changed
from tests.sync.ward import Ward, proved


def cut(reply: PullReply) -> PullReply:
    return msgspec.structs.replace(reply, revisions=reply.revisions[:-1])


def flipped(reply: PullReply) -> PullReply:
    if not reply.revisions:
        return reply
    last = bytearray(reply.revisions[-1])
    last[-1] ^= 1
    return msgspec.structs.replace(reply, revisions=(*reply.revisions[:-1], bytes(last)))


def reordered(reply: PullReply) -> PullReply:
    return msgspec.structs.replace(reply, revisions=reply.revisions[::-1])


def rubbish(reply: PullReply) -> PullReply:
    return msgspec.structs.replace(reply, revisions=(*reply.revisions[:-1], b"\x93rubbish"))


def other_chain(reply: PullReply) -> PullReply:
    return msgspec.structs.replace(reply, page_end=Witness(seq=reply.page_end.seq, chain=bytes(32)))


def endless(reply: PullReply) -> PullReply:
    head = Witness(seq=reply.head.seq + 5, chain=bytes(32))
    return msgspec.structs.replace(reply, revisions=(), page_end=Witness(seq=reply.after, chain=bytes(32)), head=head)


@pytest.mark.invariant(12)
@pytest.mark.parametrize("lie", [cut, flipped, reordered, rubbish, other_chain, endless])
def test_a_page_that_does_not_fit_the_chain_is_not_applied(ward: Ward, lie: Any) -> None:
    note = ward.note("shared")
    ward.note("more")
    share(ward.devon, note, readers(ward.devon, clock())[0].person, clock())
    assert proved(ward)
    before = state(ward.tomas)
    with pytest.raises((HistoryDivergedError, NotPeerDeskServerError)):
        ward.spoiled(changed(endpoints.PULL, lie), ward.tomas)
    assert state(ward.tomas) == before
    assert ward.hospital.sync(ward.tomas).pulled > 0
    with ward.tomas.read() as tx:
        assert len(tx.shared_items.received(10)) == 1


def state(vault: Vault) -> object:
    with vault.read() as tx:
        cursors = {space: tx.spaces.get(space).cursor for space in tx.spaces.known()}
        return {space: cursor for space, cursor in cursors.items() if cursor.seq}, tx.shared_items.received(10)


def unsent(change: Callable[[PushReply], PushReply] = lambda reply: reply) -> Fault:
    """Answer a push as an honest server would, changed, without any server having seen it."""

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint != endpoints.PUSH:
            return go_on()
        ids = [revision_id(parse_revision(frame)) for frame in question.revisions]
        seq, chain = question.witness.seq, question.witness.chain
        receipts = []
        for one in ids:
            seq, chain = seq + 1, chain_next(chain, one)
            receipts.append(Receipt(revision=one, outcome=Outcome.STORED, seq=seq))
        return change(PushReply(receipts=tuple(receipts), head=Witness(seq=seq, chain=chain)))

    return fault


def other_head(reply: PushReply) -> PushReply:
    return msgspec.structs.replace(reply, head=Witness(seq=reply.head.seq, chain=bytes(32)))


def lower_head(reply: PushReply) -> PushReply:
    return msgspec.structs.replace(reply, head=Witness(seq=0, chain=bytes(32)))


def other_revision(reply: PushReply) -> PushReply:
    other = msgspec.structs.replace(reply.receipts[0], revision=bytes(32))
    return msgspec.structs.replace(reply, receipts=(other, *reply.receipts[1:]))


def no_receipt(reply: PushReply) -> PushReply:
    return msgspec.structs.replace(reply, receipts=())


@pytest.mark.parametrize("lie", [other_head, lower_head, other_revision, no_receipt])
def test_receipts_that_do_not_fit_the_log_are_not_believed(ward: Ward, lie: Any) -> None:
    ward.note()
    with pytest.raises((HistoryDivergedError, NotPeerDeskServerError)):
        ward.spoiled(unsent(lie))
    assert status(ward.devon, clock()).waiting == 1
    assert not status(ward.devon, clock()).proof
    assert proved(ward)


def test_a_false_success_is_noticed_by_the_very_next_request(ward: Ward) -> None:
    ward.note()
    with pytest.raises(HistoryDivergedError):
        ward.spoiled(unsent())


@pytest.mark.invariant(3, 15)
def test_a_refused_revision_waits_for_the_person_and_delays_no_other(ward: Ward) -> None:
    for i in range(3):
        ward.note(f"note {i}")
    refused: list[bytes] = []

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint != endpoints.PUSH or refused:
            return go_on()
        line = ward.lines[-1].line
        first, second, third = question.revisions
        refused.append(revision_id(parse_revision(second)))
        left = msgspec.structs.replace(question, revisions=(first, third))
        reply = line.ask(endpoint, left, PushReply)
        no = Receipt(revision=refused[0], outcome=Outcome.REFUSED, seq=0, refusal=Refusal.TOO_LARGE)
        return msgspec.structs.replace(reply, receipts=(reply.receipts[0], no, reply.receipts[1]))

    result = ward.spoiled(fault)
    assert (result.needs_attention, result.waiting, result.proof) == (1, 0, False)
    assert [one.reason for one in needs(ward.devon)] == ["too_large"]
    assert len(encounter_page(ward.devon)) == 3
    with ward.devon.read() as tx:
        # The two that were taken, and a void in the place of the third: no counter is missing in the log.
        assert tx.spaces.get(tx.own_space).cursor.seq == ward.before + 3


@pytest.mark.invariant(12)
def test_a_server_that_goes_back_is_noticed_and_takes_nothing(ward: Ward) -> None:
    def older(reply: PullReply) -> PullReply:
        nothing = Witness(seq=0, chain=bytes(32))
        return msgspec.structs.replace(reply, after=0, revisions=(), page_end=nothing, head=nothing)

    ward.note()
    assert proved(ward)
    with pytest.raises((HistoryDivergedError, NotPeerDeskServerError)):
        ward.spoiled(changed(endpoints.PULL, older))
    assert len(encounter_page(ward.devon)) == 1


def test_another_past_of_the_log_is_noticed_by_the_server_too_and_healed(ward: Ward) -> None:
    ward.note()
    assert proved(ward)
    with ward.devon.write() as tx:
        known = tx.spaces.get(tx.own_space)
        tx.spaces.put(tx.own_space, SpaceState(cursor=known.cursor, witness=Point(known.witness.seq, b"w" * 32)))
    assert ward.hospital.sync(ward.devon).proof
    with ward.devon.read() as tx:
        (step,) = tx.healing.log()
        # What both share is the cursor itself: nothing had to be sent or fetched again.
        assert (step.resumed, step.lacking) == (known.cursor.seq, 0)


def test_a_directory_that_is_shorter_or_another_is_refused(ward: Ward) -> None:
    with ward.devon.read() as tx:
        first = tx.directory.after(0)[0]

    def shorter(reply: Any) -> Any:
        return msgspec.structs.replace(reply, entries=(), head_n=first.n, head_hash=first.hash)

    def other(reply: Any) -> Any:
        return msgspec.structs.replace(reply, entries=(), head_hash=b"x" * 32)

    with pytest.raises(DirectoryForkedError):
        ward.spoiled(changed(endpoints.DIRECTORY, shorter))
    assert not status(ward.devon, clock()).forked
    with pytest.raises(DirectoryForkedError):
        ward.spoiled(changed(endpoints.DIRECTORY, other))
    assert status(ward.devon, clock()).forked


def test_sharing_is_off_while_the_directory_is_in_doubt(ward: Ward) -> None:
    note, reader = ward.note(), readers(ward.devon, clock())[0].person

    def other(reply: Any) -> Any:
        return msgspec.structs.replace(reply, entries=(), head_hash=b"x" * 32)

    with pytest.raises(DirectoryForkedError):
        ward.spoiled(changed(endpoints.DIRECTORY, other))
    with pytest.raises(DirectoryForkedError):
        share(ward.devon, note, reader, clock())
