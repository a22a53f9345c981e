"""A receipt that the log does not bear out: "everything is on the server" is never said on its strength."""

from typing import Any

import pytest

from peerdesk.domain.errors import HistoryDivergedError
from peerdesk.domain.ids import SpaceId
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import Outcome, PullReply, PushReply, PushRequest, Receipt, Witness, chain_next
from peerdesk.wire.ids import RevisionId
from peerdesk.wire.revision import Revision, encode, parse_revision, revision_id
from peerdesk.work.syncing import status
from tests.support.hospital import clock
from tests.sync.bad_line import Fault
from tests.sync.ward import Ward


def swallowed(question: PushRequest, place: int, head: Witness) -> PushReply:
    """Claim that everything sent stands at one place."""
    ids = [revision_id(parse_revision(frame)) for frame in question.revisions]
    receipts = tuple(Receipt(revision=one, outcome=Outcome.DUPLICATE, seq=place) for one in ids)
    return PushReply(receipts=receipts, head=head)


def own(ward: Ward) -> SpaceId:
    with ward.devon.read() as tx:
        return tx.own_space


def unproved(ward: Ward, fault: Fault) -> None:
    with pytest.raises(HistoryDivergedError):
        ward.spoiled(fault)
    assert not status(ward.devon, clock()).proof


def test_a_receipt_for_a_place_that_was_followed_already_proves_nothing(ward: Ward) -> None:
    ward.note()
    ward.hospital.sync(ward.devon)
    ward.note("swallowed")

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        return swallowed(question, 1, question.witness) if endpoint == endpoints.PUSH else go_on()

    unproved(ward, fault)
    assert status(ward.devon, clock()).waiting == 1
    assert ward.hospital.sync(ward.devon).proof


@pytest.mark.parametrize("notes", [1, 2])
def test_something_else_in_the_promised_place_proves_nothing(ward: Ward, notes: int) -> None:
    for i in range(notes):
        ward.note(f"swallowed {i}")
    space, log = own(ward), list[PullReply]()
    fillers = [Revision(header=bytes([0x93, 2, k]), nonce=b"", ciphertext=b"", signature=bytes(64)) for k in range(3)]

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint == endpoints.PUSH and question.space == space:
            head = Witness(seq=question.witness.seq + 3, chain=chained(question.witness.chain, fillers))
            frames = tuple(map(encode, fillers))
            log.append(PullReply(after=question.witness.seq, revisions=frames, page_end=head, head=head))
            return swallowed(question, head.seq, head)
        return log[-1] if log and endpoint == endpoints.PULL and question.space == space else go_on()

    unproved(ward, fault)


def chained(chain: bytes, revisions: list[Revision]) -> bytes:
    for one in revisions:
        chain = chain_next(chain, RevisionId(revision_id(one)))
    return chain
