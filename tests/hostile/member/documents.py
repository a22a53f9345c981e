"""What nobody can do with any document that a supervisor gives each of their peers."""

from collections.abc import Mapping

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import edited
from peerdesk.sync.payload import to_plain
from peerdesk.wire.exchange import Refusal
from peerdesk.wire.ids import pair_space
from peerdesk.work.attention import needs
from tests.hostile.member.conftest import Ward
from tests.hostile.rogue import person_of
from tests.hostile.sequences.town import log_of, readable


def opens_for_its_reader_alone(ward: Ward, given: frozenset[bytes]) -> bool:
    """Say whether Tomas and Devon open one of the records that were `given`, and Ana neither it nor her colleague's."""
    tomas, ana = ward.rogue(ward.tomas, ward.devon), ward.rogue(ward.ana)
    log = log_of(tomas, tomas.pair)
    elsewhere = readable(ana, log, ana.own) | readable(ana, log, tomas.pair)
    return len(given & readable(tomas, log, tomas.pair)) == 1 and not elsewhere


def hand_in_forged(ward: Ward, plain: bytes) -> list[Refusal | None]:
    """Let Devon write it in the name of Tomas, and in their own, and return what the server says to the first."""
    devon = ward.rogue(ward.devon, ward.tomas)
    said = [one.refusal for one in devon.push(devon.sealed(plain, owner=person_of(ward.tomas)))]
    # In their own name it is a document of somebody who supervises nobody.
    devon.push(devon.sealed(plain))
    ward.meet()
    return said


def copied_to_a_colleague(ward: Ward) -> None:
    """Let Ana hand in, in the space she has with Tomas, what he gave Devon. Raises what the server says to that."""
    ana, tomas = ward.rogue(ward.ana, ward.tomas), ward.rogue(ward.tomas, ward.devon)
    there = pair_space(person_of(ward.tomas), person_of(ward.ana))
    ana.push(*tomas.frames(tomas.pair)[-1:], space=there)


def sets_aside(ward: Ward, kind: RecordKind, said: Mapping[str, object]) -> bool:
    """Let a changed program of Tomas write what his own checks refuse, and say if Devon's desk sets it aside."""
    tomas = ward.rogue(ward.tomas, ward.devon)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("peerdesk.sync.payload.check_values", lambda *_: None)
        plain = to_plain(kind, edited((), dict(said)))
    tomas.push(tomas.sealed(plain))
    apart = ward.hospital.sync(ward.devon).needs_attention
    return apart == 1 and {one.reason for one in needs(ward.devon)} <= {"bad_content", "unreadable_field"}
