"""What a hostile member cannot read: another person's own notes, another pair's shares, the fields that stay."""

from typing import Any

import pytest

from peerdesk.crypto.envelope import open_revision
from peerdesk.crypto.epoch_key import EpochKey, unbox_epoch
from peerdesk.crypto.errors import CannotOpenError, NoBoxError
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.wire import endpoints
from peerdesk.wire.epoch import EpochObject, parse_epoch
from peerdesk.wire.exchange import (
    NOTHING_SEEN,
    HaveReply,
    HaveRequest,
    HeadsPart,
    HeadsReply,
    HeadsRequest,
    SpacePoint,
    WakeReply,
    WakeRequest,
)
from peerdesk.wire.ids import DeviceId, SpaceId, pair_space
from peerdesk.wire.look import LookReply, LookRequest, Standing
from peerdesk.wire.revision import Kind, read_revision, revision_id
from tests.hostile.member.conftest import Ward
from tests.hostile.rogue import Rogue, person_of


def ways_to_ask(space: SpaceId) -> list[tuple[str, Any, Any]]:
    """Return every question that names a space and is answered with what is in it."""
    witness = NOTHING_SEEN
    return [
        (endpoints.HEADS, HeadsRequest(space=space, witness=witness, part=HeadsPart.KEYS), HeadsReply),
        (endpoints.HEADS, HeadsRequest(space=space, witness=witness, part=HeadsPart.RECORDS), HeadsReply),
        (endpoints.HAVE, HaveRequest(space=space, at=0, revisions=(bytes(32),)), HaveReply),
    ]


def test_the_server_says_nothing_of_a_space_that_somebody_does_not_belong_to(ward: Ward) -> None:
    tomas, devon = ward.rogue(ward.tomas, ward.devon), ward.rogue(ward.devon)
    nowhere = SpaceId(b"\x07" * 16)
    for foreign in (devon.own, pair_space(person_of(ward.ana), person_of(ward.devon)), nowhere):
        for endpoint, question, shape in ways_to_ask(foreign):
            with pytest.raises(ServerRefusedError, match="not_allowed"):
                tomas.line.ask(endpoint, question, shape)
        with pytest.raises(ServerRefusedError, match="not_allowed"):
            tomas.frames(foreign)
        waiting = WakeRequest(spaces=(SpacePoint(space=foreign, seq=0),), directory_n=0, wait_seconds=0)
        assert tomas.line.ask(endpoints.WAKE, waiting, WakeReply).spaces == ()


def test_one_question_for_a_whole_round_shows_no_space_of_others(ward: Ward) -> None:
    tomas, devon = ward.rogue(ward.tomas), ward.rogue(ward.devon)
    n, head = tomas.directory.head
    spaces = tuple(Standing(space=space, witness=NOTHING_SEEN, after=0) for space in (devon.own, tomas.own))
    question = LookRequest(directory_n=n, directory_hash=head, spaces=spaces, limit=200)
    reply = tomas.line.ask(endpoints.LOOK, question, LookReply)
    assert [one.page for one in reply.moved if one.space == devon.own] in ([], [None])


def opens(rogue: Rogue, frames: list[bytes], as_reader: DeviceId, space: SpaceId) -> int:
    """Try every key that somebody has, and every box with their keys, on a log. Return how much they could read."""
    known = {**rogue.keys(rogue.pair), **rogue.keys(rogue.own)}
    read = 0
    for frame in frames:
        header, revision = read_revision(frame)
        if header.kind is Kind.EPOCH:
            read += tries_boxes(rogue, parse_epoch(revision.ciphertext), as_reader, space)
        for key in known.values():
            with pytest.raises(CannotOpenError):
                open_revision(header, revision, EpochKey(epoch=header.epoch, key=key.key))
    return read


def tries_boxes(rogue: Rogue, epoch: EpochObject, as_reader: DeviceId, space: SpaceId) -> int:
    for reader in {rogue.author.device, as_reader, *epoch.readers}:
        try:
            unbox_epoch(epoch, space, reader, rogue.author.keys)
        except (NoBoxError, CannotOpenError):
            continue
        return 1
    return 0


@pytest.mark.invariant(18)
def test_somebody_who_is_given_the_whole_log_of_a_colleague_opens_nothing_in_it(ward: Ward) -> None:
    """As a server would that helps: every box and every text, tried with every key that the supervisor has."""
    tomas, devon = ward.rogue(ward.tomas, ward.devon), ward.rogue(ward.devon)
    frames = devon.frames(devon.own)
    assert len(frames) > 1
    assert opens(tomas, frames, devon.author.device, devon.own) == 0


def test_one_pair_opens_nothing_of_another(ward: Ward) -> None:
    ana, tomas = ward.rogue(ward.ana, ward.tomas), ward.rogue(ward.tomas, ward.devon)
    shared = tomas.frames(tomas.pair)
    assert any(read_revision(frame)[0].kind is Kind.DATA for frame in shared)
    assert opens(ana, shared, tomas.author.device, tomas.pair) == 0


@pytest.mark.invariant(31)
def test_what_a_supervisor_can_decrypt_holds_no_field_that_the_preview_left_out(ward: Ward) -> None:
    """By hand, past every screen: the words for oneself are not in what was sealed for the other one."""
    tomas = ward.rogue(ward.tomas, ward.devon)
    opened = []
    for frame in tomas.frames(tomas.pair):
        header, revision = read_revision(frame)
        if header.kind is Kind.DATA:
            opened.append(open_revision(header, revision, tomas.keys(tomas.pair)[header.epoch]))
    assert any(b"Blue Heron 27" in plain for plain in opened)
    for stays in (b"only for me", b"their own words", b"housing"):
        assert not any(stays in plain for plain in opened)


def test_the_ids_of_copies_tell_nothing_of_the_note_or_of_another_reader(ward: Ward) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    named = {bytes(read_revision(frame)[0].record) for frame in tomas.frames(tomas.pair)}
    assert bytes(ward.copy) in named
    assert bytes(ward.note_shared) not in b"".join(tomas.frames(tomas.pair))
    assert len({revision_id(read_revision(frame)[1]) for frame in tomas.frames(tomas.pair)}) == len(
        tomas.frames(tomas.pair)
    )
