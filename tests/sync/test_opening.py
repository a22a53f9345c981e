"""A revision of a hostile writer, or a changed one: set aside by itself, for the right reason, never half believed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.crypto.identity import DeviceKeys
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import edited
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.opening import opened, opened_epoch, unwrap, verified
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.payload import to_plain
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.sealing import Author, Sealed, Standpoint, Subject, seal_new_epoch, seal_record
from peerdesk.vault.vault import Vault
from peerdesk.wire.errors import WireError
from peerdesk.wire.ids import DeviceId, EpochId, PersonId, RecordId, SpaceId, own_space, pair_space
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Kind, Revision, blanked, encode, parse_header, parse_revision
from peerdesk.work.membership import known_directory
from tests.support.hospital import Hospital, a_hospital

RECORD = RecordId(b"r" * 16)
COMMENT = {
    "about": b"a" * 16,
    "text": "hello",
    "written_at": "2026-11-21T14:00:00+00:00",
}


class Writer:
    """Somebody of Harbor Point, with everything needed to write revisions by hand."""

    def __init__(self, vault: Vault) -> None:
        with vault.read() as tx:
            self.author: Author = author_of(tx.identity.get(), vault.run, vault.subkey("device-keys"))
            self.directory: Directory = known_directory(tx)
        self.key = EpochKey.generate()

    def at(self, space: SpaceId, directory_n: int = 0) -> Standpoint:
        n, newest = self.directory.head
        return Standpoint(space=space, seq=0, chain=bytes(32), directory_n=directory_n or n, directory_hash=newest)

    def seal(
        self,
        space: SpaceId,
        plain: bytes | None = None,
        author: Author | None = None,
        at: Standpoint | None = None,
    ) -> Sealed:
        content = to_plain(RecordKind.COMMENT, edited((), COMMENT)) if plain is None else plain
        subject = Subject(RECORD, Kind.DATA, ())
        return seal_record(author or self.author, at or self.at(space), self.key, subject, 1, content)


class Town:
    """A supervisor who reads, a peer who writes to them, and somebody else."""

    def __init__(self, hospital: Hospital) -> None:
        tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        other = hospital.join("Other Peer")
        hospital.sync(tomas)
        hospital.sync(devon)
        self.tomas, self.devon, self.other = Writer(tomas), Writer(devon), Writer(other)
        hospital.sync(tomas)
        self.tomas = Writer(tomas)
        self.pair = pair_space(self.devon.author.person, self.tomas.author.person)

    def read(self, frame: bytes, space: SpaceId | None = None, key: EpochKey | None = None) -> Any:
        known = verified(unwrap(frame), space or self.pair, self.tomas.directory)
        return opened(known, lambda _: key or self.devon.key)

    def refused(self, frame: bytes, space: SpaceId | None = None) -> Reason:
        with pytest.raises(SetAsideError) as caught:
            self.read(frame, space)
        return caught.value.reason


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder: Path = tmp_path_factory.mktemp("town")
    with a_hospital(folder) as hospital:
        yield Town(hospital)


def test_a_genuine_revision_opens(town: Town) -> None:
    said = town.read(town.devon.seal(town.pair).frame)
    assert said.kind is RecordKind.COMMENT
    assert said.head.fields["text"][0].value == "hello"


def test_every_changed_bit_of_a_revision_is_noticed(town: Town) -> None:
    frame = town.devon.seal(town.pair).frame
    for at in range(len(frame)):
        broken = bytearray(frame)
        broken[at] ^= 1 << (at % 8)
        with pytest.raises((SetAsideError, WireError)):
            town.read(bytes(broken))


@pytest.mark.parametrize("length", [0, 1, 50, -1, -17])
def test_a_revision_that_was_cut_is_none(town: Town, length: int) -> None:
    with pytest.raises((SetAsideError, WireError)):
        town.read(town.devon.seal(town.pair).frame[:length])


def test_a_revision_of_another_space_is_not_read_here(town: Town) -> None:
    own = own_space(town.devon.author.person)
    assert town.refused(town.devon.seal(own).frame) is Reason.WRONG_SPACE


def test_somebody_outside_of_a_space_cannot_write_into_it(town: Town) -> None:
    assert town.refused(town.other.seal(town.pair).frame) is Reason.NOT_WRITER


def test_nobody_writes_in_the_name_of_another(town: Town) -> None:
    forged = replace(town.devon.author, person=PersonId(town.tomas.author.person))
    assert town.refused(town.devon.seal(town.pair, author=forged).frame) is Reason.NOT_OWNER


def test_a_device_that_nobody_knows_is_not_believed(town: Town) -> None:
    keys = DeviceKeys.generate()
    stranger = replace(town.devon.author, device=keys.id(), keys=keys, signer=keys.signer())
    assert town.refused(town.devon.seal(town.pair, author=stranger).frame) is Reason.UNKNOWN_DEVICE


def test_another_key_does_not_sign_for_a_device(town: Town) -> None:
    forged = replace(town.devon.author, signer=DeviceKeys.generate().signer())
    assert town.refused(town.devon.seal(town.pair, author=forged).frame) is Reason.BAD_SIGNATURE


def test_a_revision_that_cites_a_longer_directory_waits_for_it(town: Town) -> None:
    ahead = town.devon.at(town.pair, town.tomas.directory.head[0] + 1)
    assert town.refused(town.devon.seal(town.pair, at=ahead).frame) is Reason.UNKNOWN_DIRECTORY


def test_a_revision_that_cites_another_directory_is_evidence_of_a_fork(town: Town) -> None:
    other = replace(town.devon.at(town.pair), directory_hash=b"x" * 32)
    assert town.refused(town.devon.seal(town.pair, at=other).frame) is Reason.OTHER_DIRECTORY


def test_a_missing_key_is_said_to_be_missing_and_a_wrong_one_does_not_open(town: Town) -> None:
    frame = town.devon.seal(town.pair).frame
    known = verified(unwrap(frame), town.pair, town.tomas.directory)
    with pytest.raises(SetAsideError) as missing:
        opened(known, lambda _: None)
    wrong = EpochKey(epoch=town.devon.key.epoch, key=bytes(32))
    with pytest.raises(SetAsideError) as shut:
        opened(known, lambda _: wrong)
    assert (missing.value.reason, shut.value.reason) == (Reason.NO_KEY, Reason.CANNOT_OPEN)


@pytest.mark.parametrize(
    ("plain", "reason"),
    [
        (b"", Reason.BAD_CONTENT),
        (msgspec.msgpack.encode([1, "comment", None, [], [["text", [[3, 0, 0]]]]]), Reason.BAD_CONTENT),
        (to_plain(RecordKind.ENCOUNTER, edited((), {"memory": "mine"})), Reason.BAD_CONTENT),
        (msgspec.msgpack.encode([99, "comment"]), Reason.NEWER),
        (msgspec.msgpack.encode([1, "wellbeing", None, [], []]), Reason.BAD_CONTENT),
    ],
)
def test_what_was_sealed_properly_and_makes_no_sense_is_set_aside(town: Town, plain: bytes, reason: Reason) -> None:
    assert town.refused(town.devon.seal(town.pair, plain).frame) is reason


def test_a_newer_suite_is_kept_for_later(town: Town) -> None:
    shape = parse_revision(town.devon.seal(town.pair).frame)
    header = bytearray(shape.header)
    header[1] = 2
    newer = msgspec.structs.replace(shape, header=bytes(header))
    assert town.refused(encode(newer)) is Reason.NEWER


def test_a_blanked_revision_still_verifies_and_says_nothing(town: Town) -> None:
    sealed = town.devon.seal(town.pair)
    gone = blanked(parse_revision(sealed.frame))
    assert unwrap(encode(gone)).revision == sealed.revision
    assert town.read(encode(gone)) is None
    other = msgspec.structs.replace(gone, digest=bytes(32))
    assert town.refused(encode(other)) is Reason.BAD_SIGNATURE


def epoch_frame(town: Town, change: Callable[[Revision], Revision] = lambda r: r) -> bytes:
    readers = town.devon.directory.members.readers_of(town.pair)
    sealed = seal_new_epoch(town.devon.author, town.devon.at(town.pair), town.devon.key, readers, 1)
    return encode(change(parse_revision(sealed.frame)))


def test_an_epoch_opens_for_those_it_is_boxed_to(town: Town) -> None:
    known = verified(unwrap(epoch_frame(town)), town.pair, town.tomas.directory)
    assert opened_epoch(known, town.tomas.author, town.tomas.directory).key == town.devon.key
    elsewhere = replace(town.tomas.author, device=DeviceId(b"n" * 16))
    assert opened_epoch(known, elsewhere, town.tomas.directory).key is None


@pytest.mark.parametrize("how", ["fewer", "more"])
def test_an_epoch_is_for_exactly_the_people_of_its_space(town: Town, how: str) -> None:
    readers = list(town.devon.directory.members.readers_of(town.pair))
    if how == "fewer":
        readers.pop()
    else:
        readers += town.devon.directory.members.readers_of(own_space(town.other.author.person))[:1]
    sealed = seal_new_epoch(town.devon.author, town.devon.at(town.pair), town.devon.key, readers, 1)
    known = verified(unwrap(sealed.frame), town.pair, town.tomas.directory)
    with pytest.raises(SetAsideError) as caught:
        opened_epoch(known, town.tomas.author, town.tomas.directory)
    assert caught.value.reason is Reason.BAD_READERS


def test_an_added_box_breaks_the_signature(town: Town) -> None:
    frame = epoch_frame(town, lambda r: msgspec.structs.replace(r, ciphertext=r.ciphertext[:-1] + b"\x00"))
    assert town.refused(frame) is Reason.BAD_SIGNATURE


def test_the_header_names_the_epoch_it_was_sealed_with(town: Town) -> None:
    header = parse_header(parse_revision(town.devon.seal(town.pair).frame).header)
    assert header.epoch == EpochId(town.devon.key.epoch)
