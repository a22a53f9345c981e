"""What is sealed opens for its readers, in its place, unchanged, and otherwise not at all."""

import secrets
import tracemalloc
import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.crypto.compression import compress, decompress
from peerdesk.crypto.envelope import open_revision, seal_epoch, seal_revision
from peerdesk.crypto.epoch_key import EpochKey, box_epoch, box_for, unbox_epoch
from peerdesk.crypto.errors import CannotOpenError, NoBoxError
from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.names import open_name, seal_name
from peerdesk.crypto.sealed import open_sealed, seal
from peerdesk.crypto.signing import SignatureError, verify_revision
from peerdesk.wire.epoch import Box, encode_epoch, parse_epoch
from peerdesk.wire.errors import MalformedError, TooLargeError
from peerdesk.wire.ids import DeviceId, EpochId, PersonId, RecordId, RunId, SpaceId
from peerdesk.wire.limits import MAX_FRAME_BYTES, MAX_PLAIN_BYTES
from peerdesk.wire.padding import SIZES
from peerdesk.wire.revision import (
    Header,
    Kind,
    Revision,
    blanked,
    encode,
    parse_header,
    read_revision,
    revision_id,
)

KEYS = DeviceKeys.generate()
OTHER = DeviceKeys.generate()
SIGNER = KEYS.signer()
KEY = EpochKey.generate()
SPACE = SpaceId(b"s" * 16)


def header(kind: Kind = Kind.DATA, **changes: object) -> Header:
    made = Header(
        suite=1,
        space=SPACE,
        owner=PersonId(b"o" * 16),
        record=RecordId(b"r" * 16),
        kind=kind,
        parents=(),
        device=KEYS.id(),
        run=RunId(b"8" * 8),
        n=1,
        directory_n=3,
        directory_hash=b"h" * 16,
        seen_seq=0,
        seen_chain=b"c" * 8,
        epoch=KEY.epoch,
        bucket=0,
    )
    return msgspec.structs.replace(made, **changes)


def resealed(revision: Revision, **changes: object) -> Revision:
    return msgspec.structs.replace(revision, **changes)


@given(st.binary(max_size=3000))
def test_what_was_sealed_opens_unchanged(plain: bytes) -> None:
    revision = seal_revision(header(), plain, KEY, SIGNER)
    read, same = read_revision(encode(revision))
    verify_revision(same, SIGNER.public)
    assert open_revision(read, same, KEY) == plain


def test_the_size_that_travels_is_one_of_few() -> None:
    sizes = {
        len(seal_revision(header(), secrets.token_bytes(n), KEY, SIGNER).ciphertext) - 16 for n in range(0, 3000, 100)
    }
    assert sizes <= set(SIZES)
    assert len(sizes) == 5


def test_a_long_text_is_compressed_and_an_endless_one_is_not_taken() -> None:
    text = b"a quiet afternoon on the third floor. " * 5000
    revision = seal_revision(header(), text, KEY, SIGNER)
    assert len(revision.ciphertext) < 3000
    with pytest.raises(TooLargeError):
        seal_revision(header(), bytes(MAX_PLAIN_BYTES + 1), KEY, SIGNER)
    with pytest.raises(TooLargeError):
        seal_revision(header(), secrets.token_bytes(256 * 1024), KEY, SIGNER)


def test_the_largest_revision_fits_its_frame() -> None:
    revision = seal_revision(header(), secrets.token_bytes(256 * 1024 - 2), KEY, SIGNER)
    assert len(encode(revision)) <= MAX_FRAME_BYTES


@pytest.mark.parametrize(
    "change",
    [
        {"space": SpaceId(b"t" * 16)},
        {"owner": PersonId(b"p" * 16)},
        {"record": RecordId(b"q" * 16)},
        {"kind": Kind.SETTLED},
        {"parents": (b"p" * 32,)},
        {"device": OTHER.id()},
        {"run": RunId(b"9" * 8)},
        {"n": 2},
        {"directory_n": 4},
        {"directory_hash": b"i" * 16},
        {"seen_seq": 1},
        {"seen_chain": b"d" * 8},
        {"bucket": 1},
    ],
)
def test_a_changed_header_field_breaks_signature_and_seal(change: dict[str, object]) -> None:
    revision = seal_revision(header(), b"words", KEY, SIGNER)
    changed = msgspec.structs.replace(parse_header(revision.header), **change)
    moved = resealed(revision, header=encode(changed))
    with pytest.raises(SignatureError):
        verify_revision(moved, SIGNER.public)
    with pytest.raises(CannotOpenError):
        open_revision(changed, moved, KEY)


def test_a_flipped_bit_or_a_short_tag_does_not_open() -> None:
    revision = seal_revision(header(), b"words", KEY, SIGNER)
    read = parse_header(revision.header)
    body = bytearray(revision.ciphertext)
    for place in (0, 100, len(body) - 1):
        body[place] ^= 1
        with pytest.raises(CannotOpenError):
            open_revision(read, resealed(revision, ciphertext=bytes(body)), KEY)
        body[place] ^= 1
    for cut in (revision.ciphertext[:-4], b"", revision.ciphertext[:8]):
        with pytest.raises(CannotOpenError):
            open_revision(read, resealed(revision, ciphertext=cut), KEY)


def test_another_key_or_another_epoch_does_not_open() -> None:
    revision = seal_revision(header(), b"words", KEY, SIGNER)
    read = parse_header(revision.header)
    with pytest.raises(CannotOpenError):
        open_revision(read, revision, EpochKey(epoch=KEY.epoch, key=bytes(32)))
    with pytest.raises(CannotOpenError):
        open_revision(read, revision, EpochKey.generate())
    with pytest.raises(ValueError, match="another epoch"):
        seal_revision(header(), b"words", EpochKey.generate(), SIGNER)


def test_a_blanked_revision_keeps_its_id_and_its_signature_and_nothing_else() -> None:
    revision = seal_revision(header(), b"words", KEY, SIGNER)
    empty = blanked(revision)
    assert revision_id(empty) == revision_id(revision)
    verify_revision(empty, SIGNER.public)
    assert len(encode(empty)) < 300
    assert blanked(empty) == empty
    read, same = read_revision(encode(empty))
    with pytest.raises(CannotOpenError):
        open_revision(read, same, KEY)


def test_every_reader_opens_the_epoch_and_nobody_else() -> None:
    people = [DeviceKeys.generate() for _ in range(3)]
    epoch = box_epoch(KEY, SPACE, [(keys.id(), keys.public().box) for keys in people])
    for keys in people:
        assert unbox_epoch(epoch, SPACE, keys.id(), keys) == KEY
    with pytest.raises(NoBoxError):
        unbox_epoch(epoch, SPACE, OTHER.id(), OTHER)
    with pytest.raises(CannotOpenError):
        unbox_epoch(epoch, SPACE, people[0].id(), people[1])


def test_a_box_opens_only_in_its_own_space_epoch_and_place() -> None:
    epoch = box_epoch(KEY, SPACE, [(KEYS.id(), KEYS.public().box)])
    with pytest.raises(CannotOpenError):
        unbox_epoch(epoch, SpaceId(b"t" * 16), KEYS.id(), KEYS)
    with pytest.raises(CannotOpenError):
        unbox_epoch(msgspec.structs.replace(epoch, epoch=EpochId(bytes(16))), SPACE, KEYS.id(), KEYS)
    moved = msgspec.structs.replace(
        epoch, readers=(OTHER.id(),), boxes=(Box(reader=OTHER.id(), sealed=epoch.boxes[0].sealed),)
    )
    with pytest.raises(CannotOpenError):
        unbox_epoch(moved, SPACE, OTHER.id(), KEYS)


def test_a_box_with_another_key_than_the_epoch_commits_to_is_found_out() -> None:
    epoch = box_epoch(KEY, SPACE, [(KEYS.id(), KEYS.public().box)])
    swapped = EpochKey(epoch=KEY.epoch, key=secrets.token_bytes(32))
    box = box_for(swapped, SPACE, KEYS.id(), KEYS.public().box)
    with pytest.raises(CannotOpenError, match="another key"):
        unbox_epoch(msgspec.structs.replace(epoch, boxes=(box,)), SPACE, KEYS.id(), KEYS)


@pytest.mark.parametrize("public", [b"", bytes(1216), b"\xff" * 1216, KEYS.public().box[:-1]])
def test_a_bad_public_key_is_told_like_any_other_trouble(public: bytes) -> None:
    with pytest.raises(CannotOpenError):
        box_for(KEY, SPACE, KEYS.id(), public)


@pytest.mark.parametrize("public", [b"", bytes(1216), b"\xff" * 1216, KEYS.public().box[:-32] + bytes(32)])
def test_whoever_has_a_bad_public_key_has_no_box_and_the_others_have_theirs(public: bytes) -> None:
    epoch = box_epoch(KEY, SPACE, [(OTHER.id(), public), (KEYS.id(), KEYS.public().box)])
    assert epoch.readers == tuple(sorted((KEYS.id(), OTHER.id())))
    assert parse_epoch(encode_epoch(epoch)) == epoch
    assert unbox_epoch(epoch, SPACE, KEYS.id(), KEYS) == KEY
    with pytest.raises(NoBoxError):
        unbox_epoch(epoch, SPACE, OTHER.id(), OTHER)


def test_a_damaged_box_is_told_like_any_other_trouble() -> None:
    epoch = box_epoch(KEY, SPACE, [(KEYS.id(), KEYS.public().box)])
    sealed = epoch.boxes[0].sealed
    for bad in (b"x", sealed[:-1], bytes([sealed[0] ^ 1]) + sealed[1:], sealed[:-1] + bytes([sealed[-1] ^ 1])):
        damaged = msgspec.structs.replace(epoch, boxes=(Box(reader=KEYS.id(), sealed=bad),))
        with pytest.raises(CannotOpenError):
            unbox_epoch(damaged, SPACE, KEYS.id(), KEYS)


def test_an_epoch_travels_signed_and_in_clear() -> None:
    epoch = box_epoch(KEY, SPACE, [(KEYS.id(), KEYS.public().box), (OTHER.id(), OTHER.public().box)])
    revision = seal_epoch(header(Kind.EPOCH), epoch, SIGNER)
    read, same = read_revision(encode(revision))
    verify_revision(same, SIGNER.public)
    assert read.kind is Kind.EPOCH
    assert unbox_epoch(parse_epoch(same.ciphertext), SPACE, OTHER.id(), OTHER) == KEY
    with pytest.raises(ValueError, match="not that of this epoch"):
        seal_epoch(header(), epoch, SIGNER)


def test_sixty_four_readers_fit_and_one_more_does_not() -> None:
    public = KEYS.public().box
    readers = [(DeviceId(i.to_bytes(16)), public) for i in range(64)]
    epoch = box_epoch(KEY, SPACE, readers)
    read_revision(encode(seal_epoch(header(Kind.EPOCH), epoch, SIGNER)))
    many = box_epoch(KEY, SPACE, [*readers, (DeviceId(b"z" * 16), public)])
    with pytest.raises(MalformedError):
        parse_epoch(msgspec.msgpack.encode(many))


@given(st.text(max_size=60))
def test_a_name_opens_for_those_with_the_name_key_and_its_length_hides(name: str) -> None:
    sealed = seal_name(name, b"k" * 32, b"person")
    assert open_name(sealed, b"k" * 32, b"person") == name
    assert (len(sealed) - 29) % 64 == 0
    for key, context in ((b"l" * 32, b"person"), (b"k" * 32, b"device")):
        with pytest.raises(CannotOpenError):
            open_name(sealed, key, context)


def test_a_name_beyond_the_cap_is_not_taken() -> None:
    with pytest.raises(TooLargeError):
        seal_name("é" * 129, b"k" * 32, b"person")


def test_something_sealed_by_a_newer_suite_does_not_open() -> None:
    box = seal(b"words", b"k" * 32, b"c")
    assert open_sealed(box, b"k" * 32, b"c") == b"words"
    for bad in (b"\x02" + box[1:], b"", box[:5]):
        with pytest.raises(CannotOpenError):
            open_sealed(bad, b"k" * 32, b"c")


@given(st.binary(max_size=20000))
def test_compression_gives_back_what_it_took(plain: bytes) -> None:
    assert decompress(compress(plain)) == plain


def test_a_text_that_unpacks_without_end_is_cut_off_at_the_cap() -> None:
    assert decompress(compress(bytes(MAX_PLAIN_BYTES))) == bytes(MAX_PLAIN_BYTES)
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = b"\x01" + deflater.compress(bytes(50 * MAX_PLAIN_BYTES)) + deflater.flush()
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        decompress(bomb)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 8 * MAX_PLAIN_BYTES


@pytest.mark.parametrize("packed", [b"", b"\x02x", b"\x01", b"\x01\xff\xff", compress(b"a" * 500) + b"x"])
def test_what_is_no_compressed_text_is_malformed(packed: bytes) -> None:
    with pytest.raises(MalformedError):
        decompress(packed)
