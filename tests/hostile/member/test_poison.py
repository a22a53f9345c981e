"""A hostile member cannot spoil a space that they share: the other one's notes go on, are kept, and are proved."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import RecordId
from peerdesk.wire.exchange import Outcome
from peerdesk.wire.revision import Kind, read_revision
from peerdesk.work.encounters import encounter_detail, encounter_page
from peerdesk.work.sharing import share, stop_sharing
from peerdesk.work.supervision import comment, review_item, review_queue
from peerdesk.work.syncing import status
from tests.hostile.member import poison
from tests.hostile.member.conftest import Ward
from tests.hostile.rogue import Rogue, comment_plain
from tests.support.hospital import a_hospital, clock

MANY = 400


def goes_on(ward: Ward) -> None:
    """Devon keeps a note, shares it, hears about it and takes it back, and everything of Devon's is proved."""
    before = {row.id for row in encounter_page(ward.devon)}
    note = ward.note()
    share(ward.devon, note, ward.reader, clock())
    assert ward.hospital.sync(ward.devon).proof
    ward.hospital.sync(ward.tomas)
    (copy,) = {one.received.item.id for one in review_queue(ward.tomas)} - {ward.copy}
    comment(ward.tomas, copy, "still here", clock(), os.urandom)
    ward.hospital.sync(ward.tomas)
    ward.hospital.sync(ward.devon)
    assert [one.text for one in encounter_detail(ward.devon, note).comments] == ["still here"]
    stop_sharing(ward.devon, note)
    assert ward.hospital.sync(ward.devon).proof
    ward.hospital.sync(ward.tomas)
    assert [one.received.item.id for one in review_queue(ward.tomas)] == [ward.copy]
    nothing_of_devons_changed(ward, before | {note})


def nothing_of_devons_changed(ward: Ward, notes: set[RecordId]) -> None:
    assert {row.id for row in encounter_page(ward.devon)} == notes
    assert all(encounter_detail(ward.devon, note).encounter.memory == "only for me" for note in notes)
    assert not status(ward.devon, clock()).forked
    assert review_item(ward.tomas, ward.copy).received.item.projection.handle == "Blue Heron 27"


@pytest.mark.invariant(15)
@pytest.mark.parametrize("one", poison.ALL, ids=lambda one: one.__name__)
def test_nothing_that_a_colleague_writes_keeps_the_other_from_going_on(ward: Ward, one: poison.Poison) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    assert {receipt.outcome for receipt in tomas.push(*one(tomas))} <= {Outcome.STORED, Outcome.REFUSED}
    ward.hospital.sync(ward.devon)
    goes_on(ward)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """A ward that is poisoned again and again."""
    with a_hospital(tmp_path_factory.mktemp("lasting")) as hospital:
        yield Ward(hospital)


@pytest.mark.invariant(18)
@settings(
    max_examples=5,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(chosen=st.lists(st.sampled_from(poison.ALL), min_size=1, max_size=6))
def test_no_mixture_of_it_does_either(lasting: Ward, chosen: list[poison.Poison]) -> None:
    tomas = lasting.rogue(lasting.tomas, lasting.devon)
    tomas.push(*(frame for one in chosen for frame in one(tomas)))
    lasting.hospital.sync(lasting.devon)
    goes_on(lasting)


def test_whoever_is_flooded_still_sends_and_is_proved(ward: Ward) -> None:
    """Hundreds that cannot be opened, under one's own name: the server takes them as far as its quota goes."""
    tomas = ward.rogue(ward.tomas, ward.devon)
    key = tomas.key(tomas.pair)
    tomas.push(*(tomas.sealed(b"noise", key=key) for _ in range(MANY)))
    goes_on(ward)


def test_a_kind_that_nobody_uses_is_no_way_in(ward: Ward) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    with pytest.raises(ServerRefusedError, match="unknown_version"):
        tomas.push(tomas.sealed(comment_plain(), kind=Kind.SETTLED))
    goes_on(ward)


def test_damaged_bytes_are_refused_and_the_sound_ones_beside_them_are_stored(ward: Ward) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    frames = [tomas.sealed(comment_plain(text=f"{i}")) for i in range(6)]
    mixed = [poison.damaged(frame, i * 17) if i % 2 else frame for i, frame in enumerate(frames)]
    outcomes = [receipt.outcome for receipt in tomas.push(*mixed)]
    assert outcomes == [Outcome.STORED, Outcome.REFUSED] * 3
    goes_on(ward)


def test_a_key_for_somebody_outside_the_pair_is_turned_down_whole(ward: Ward) -> None:
    tomas, ana = ward.rogue(ward.tomas, ward.devon), ward.rogue(ward.ana)
    members = tomas.directory.members
    outsider = members.device(ana.author.device)
    assert outsider is not None
    with pytest.raises(ServerRefusedError, match="not_allowed"):
        tomas.push(tomas.epoch([*members.readers_of(tomas.pair), outsider]))
    goes_on(ward)


@pytest.mark.invariant(18)
def test_nothing_of_devons_is_ever_sealed_with_a_key_that_a_colleague_made(ward: Ward) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    theirs = tomas.epoch(tomas.directory.members.readers_of(tomas.pair))
    tomas.push(theirs)
    ward.hospital.sync(ward.devon)
    note = ward.note()
    share(ward.devon, note, ward.reader, clock())
    ward.hospital.sync(ward.devon)
    assert bytes(read_revision(theirs)[0].epoch) not in used_by(ward, tomas)


def used_by(ward: Ward, rogue: Rogue) -> set[bytes]:
    """Return the keys with which Devon has written in the pair."""
    devon = ward.rogue(ward.devon, ward.tomas)
    headers = [read_revision(frame)[0] for frame in rogue.frames(rogue.pair)]
    return {bytes(one.epoch) for one in headers if one.device == devon.author.device and one.kind is Kind.DATA}
