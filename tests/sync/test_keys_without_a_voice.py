"""Keys that may not speak: of a second invite nobody signed for, or of somebody who left. They write nothing here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec
import pytest

from peerdesk.domain.ids import DeviceId, RecordId, SpaceId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.opening import opened_epoch, unwrap, verified
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.sealing import Sealed, Subject, seal_new_epoch, seal_record
from peerdesk.sync.space_keys import usable_key
from peerdesk.vault.shelves.epochs import KeptEpoch
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory_body import Left
from peerdesk.wire.ids import own_space, pair_space
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Kind
from tests.support.hospital import Hospital, a_hospital
from tests.sync.test_opening import Writer
from tests.wire.chains import Chain


@dataclass
class Scene:
    """Devon, and whoever redeemed a second invite in Devon's name."""

    devon: Writer
    double: Writer

    @property
    def space(self) -> wire_ids.SpaceId:
        return own_space(self.devon.author.person)

    @property
    def readers(self) -> tuple[DeviceId, ...]:
        return tuple(DeviceId(one.id) for one in self.double.directory.members.readers_of(self.space))

    def epoch(self, maker: Writer) -> Sealed:
        meant = self.double.directory.members.readers_of(self.space)
        return seal_new_epoch(maker.author, maker.at(self.space), maker.key, meant, 1)


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hospital]:
    with a_hospital(tmp_path_factory.mktemp("ward")) as made:
        yield made


@pytest.fixture(scope="module")
def scene(hospital: Hospital) -> Scene:
    hospital.join("Tomas Okafor", Role.SUPERVISOR)
    devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
    double = hospital.start(hospital.invite("Devon Achebe", Role.PEER, "Tomas Okafor"), home="double").vault
    hospital.sync(devon)
    return Scene(Writer(devon), Writer(double))


def refused(frame: bytes, space: wire_ids.SpaceId, directory: Directory) -> Reason:
    with pytest.raises(SetAsideError) as caught:
        verified(unwrap(frame), space, directory)
    return caught.value.reason


def test_a_double_erases_nothing(scene: Scene) -> None:
    subject = Subject(wire_ids.RecordId(b"r" * 16), Kind.ERASE, ())
    for space in (scene.space, pair_space(scene.devon.author.person, *others(scene))):
        erase = seal_record(scene.double.author, scene.double.at(space), scene.double.key, subject, 1, b"")
        assert refused(erase.frame, space, scene.devon.directory) is Reason.UNKNOWN_DEVICE


def others(scene: Scene) -> list[wire_ids.PersonId]:
    people = scene.double.directory.members.people
    return [one.id for one in people if one.id != scene.devon.author.person]


def test_a_double_brings_no_key(scene: Scene) -> None:
    assert refused(scene.epoch(scene.double).frame, scene.space, scene.devon.directory) is Reason.UNKNOWN_DEVICE


def test_a_key_is_brought_by_one_of_its_readers(scene: Scene) -> None:
    genuine = verified(unwrap(scene.epoch(scene.devon).frame), scene.space, scene.devon.directory)
    assert opened_epoch(genuine, scene.devon.author, scene.devon.directory).key is not None
    header = msgspec.structs.replace(genuine.header, device=scene.double.author.device)
    with pytest.raises(SetAsideError) as caught:
        opened_epoch(genuine._replace(header=header), scene.devon.author, scene.devon.directory)
    assert caught.value.reason is Reason.BAD_READERS


def test_nothing_is_sealed_with_a_key_that_somebody_else_made(hospital: Hospital, scene: Scene) -> None:
    vault = next(one for one in hospital.open_vaults if one.run == scene.devon.author.run)
    space = SpaceId(scene.space)
    with vault.write() as tx:
        members = scene.devon.directory.members
        for maker in (scene.devon.author.device, scene.double.author.device):
            kept = KeptEpoch(space=space, epoch=maker, key=bytes(32), maker=DeviceId(maker), readers=scene.readers)
            tx.epochs.put(kept)
        found = usable_key(tx, scene.devon.author, space, members)
        assert found is not None
        assert bytes(found.epoch) == bytes(scene.devon.author.device)


def test_who_left_is_heard_as_far_as_they_had_not_left(scene: Scene) -> None:
    chain = Chain()
    peer = chain.add()
    before = chain.directory.head
    chain.say_officer(Left(person=peer.person))
    author = replace(
        scene.devon.author, person=peer.person, device=peer.device, keys=peer.keys, signer=peer.keys.signer()
    )
    space = own_space(peer.person)
    subject = Subject(wire_ids.RecordId(RecordId(b"r" * 16)), Kind.DATA, ())
    for (n, known), allowed in ((before, True), (chain.directory.head, False)):
        at = replace(scene.devon.at(space), directory_n=n, directory_hash=known)
        frame = seal_record(author, at, scene.devon.key, subject, 1, b"").frame
        if allowed:
            assert verified(unwrap(frame), space, chain.directory).header.n == 1
        else:
            assert refused(frame, space, chain.directory) is Reason.REVOKED_DEVICE
