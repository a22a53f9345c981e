"""What nobody can do with any document that a supervisor gives each of their peers."""

from peerdesk.wire.exchange import Refusal
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
