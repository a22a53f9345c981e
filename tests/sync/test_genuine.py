"""Signatures are checked on two threads, and one that does not hold is set aside wherever it stands in a page."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from peerdesk.sync.directory import remembered
from peerdesk.sync.genuine import MANY, genuine
from peerdesk.sync.opening import Arrived, unwrap
from peerdesk.sync.reading import unwrapped
from peerdesk.sync.reasons import Reason
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import PullReply
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory
from tests.sync.bad_line import changed
from tests.sync.newcomers import Newcomers, newcomers


@pytest.fixture
def devon(tmp_path: Path) -> Iterator[Newcomers]:
    with newcomers(tmp_path) as found:
        yield found


def forged(frame: bytes) -> bytes:
    """Return the same revision, with the same id, under a signature that is none."""
    shape = unwrap(frame).shape
    return msgspec.msgpack.encode(msgspec.structs.replace(shape, signature=bytes(64)))


@pytest.mark.parametrize("place", [2, 40, 79])
def test_the_one_forged_signature_of_a_long_page_is_found(devon: Newcomers, place: int) -> None:
    """I15: and the others are taken in the same round."""
    pages: list[int] = []

    def forge(reply: PullReply) -> PullReply:
        pages.append(len(reply.revisions))
        if len(reply.revisions) < MANY:
            return reply
        frames = list(reply.revisions)
        frames[place] = forged(frames[place])
        return msgspec.structs.replace(reply, revisions=tuple(frames))

    devon.fault = changed(endpoints.PULL, forge)
    devon.hospital.sync(devon.laptop)
    assert max(pages) > 79
    with devon.laptop.read() as tx:
        (apart,) = tx.inbox.quarantined()
        assert (apart.reason, apart.seq) == (Reason.BAD_SIGNATURE.value, place + 1)
        assert tx.spaces.get(tx.own_space).cursor.seq == max(pages)


def test_a_short_page_and_an_unknown_writer_are_left_to_the_usual_check(devon: Newcomers) -> None:
    seen: list[Arrived] = []

    def look(reply: PullReply) -> PullReply:
        seen.extend(unwrapped(reply.revisions))
        return reply

    devon.fault = changed(endpoints.PULL, look)
    devon.hospital.sync(devon.laptop)
    members = everybody(devon)
    assert genuine(seen, members) == frozenset(range(len(seen)))
    assert genuine(seen[: MANY - 1], members) == frozenset()
    assert genuine(seen, nobody()) == frozenset()


def everybody(devon: Newcomers) -> Members:
    with devon.laptop.read() as tx:
        organisation, entries = tx.identity.get().organisation, [kept.entry for kept in tx.directory.after(0)]
    assert organisation is not None
    return remembered(organisation.root_fingerprint, entries).members


def nobody() -> Members:
    return Directory.empty(bytes(32)).members
