"""Pages that would cost many questions, or put another key in the place of a known one."""

from typing import Any

import msgspec

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.domain.ids import DeviceId
from peerdesk.sync.opening import NewEpoch
from peerdesk.sync.reading import Keys
from peerdesk.wire import endpoints
from peerdesk.wire.epoch import EpochObject
from peerdesk.wire.exchange import Witness, chain_next
from peerdesk.wire.ids import EpochId, pair_space
from tests.sync.test_opening import Writer
from tests.sync.ward import Ward

EPOCH = EpochId(b"e" * 16)
MAKER = DeviceId(b"m" * 16)


def test_a_page_that_cites_a_directory_of_the_future_costs_one_question(ward: Ward) -> None:
    devon, tomas = Writer(ward.devon), Writer(ward.tomas)
    pair = pair_space(devon.author.person, tomas.author.person)
    sealed = [devon.seal(pair, at=devon.at(pair, 10**6 + i)) for i in range(20)]

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        reply = go_on()
        if endpoint != endpoints.PULL or question.space != pair:
            return reply
        seq, chain = reply.page_end.seq, reply.page_end.chain
        for one in sealed:
            seq, chain = seq + 1, chain_next(chain, one.revision)
        end = Witness(seq=seq, chain=chain)
        frames = (*reply.revisions, *(one.frame for one in sealed))
        return msgspec.structs.replace(reply, revisions=frames, page_end=end, head=end)

    assert ward.spoiled(fault, ward.tomas).needs_attention == 20
    asked = [one for line in ward.lines[-1:] for one in line.asked if one in {endpoints.LOOK, endpoints.DIRECTORY}]
    assert len(asked) == 2


def brought(key: bytes | None) -> NewEpoch:
    shape = EpochObject(epoch=EPOCH, commitment=bytes(32), readers=(), boxes=())
    return NewEpoch(shape, None if key is None else EpochKey(epoch=EPOCH, key=key))


def test_a_second_key_under_a_known_id_replaces_none() -> None:
    kept = EpochKey(epoch=EPOCH, key=b"k" * 32)
    known, unknown = Keys(lambda _: kept), Keys(lambda _: None)
    for keys in (known, unknown):
        keys.add(EPOCH, brought(None), MAKER)
        keys.add(EPOCH, brought(b"1" * 32), MAKER)
        keys.add(EPOCH, brought(b"2" * 32), MAKER)
    assert known.get(EPOCH) == kept
    assert unknown.get(EPOCH) == EpochKey(epoch=EPOCH, key=b"1" * 32)
