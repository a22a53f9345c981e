"""Revisions, epochs, padding and ids: what their parts promise each other."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.wire.codec import encode
from peerdesk.wire.epoch import EpochObject, encode_epoch, parse_epoch
from peerdesk.wire.errors import MalformedError, TooLargeError
from peerdesk.wire.exchange import CHAIN_START, chain_next
from peerdesk.wire.ids import (
    DeviceId,
    PersonId,
    RevisionId,
    device_id,
    own_space,
    pair_space,
)
from peerdesk.wire.limits import MAX_HEADER_BYTES
from peerdesk.wire.padding import SIZES, bucket_for, pad, size_of, unpad
from peerdesk.wire.revision import (
    Kind,
    Revision,
    check_body,
    parse_header,
    parse_revision,
    revision_id,
    signed_bytes,
)
from tests.wire import samples


def test_seventeen_parents_a_repeated_one_or_an_unsorted_list_are_malformed() -> None:
    ids = tuple(RevisionId(bytes([i]) * 32) for i in range(17))
    assert len(encode(msgspec.structs.replace(samples.HEADER, parents=ids[:16]))) <= MAX_HEADER_BYTES
    for parents in (ids, (ids[0], ids[0]), (ids[1], ids[0])):
        with pytest.raises(MalformedError):
            parse_header(encode(msgspec.structs.replace(samples.HEADER, parents=parents)))


def test_a_body_must_be_as_long_as_its_header_says() -> None:
    check_body(samples.HEADER, samples.REVISION)
    other = msgspec.structs.replace(samples.HEADER, bucket=2)
    epoch = msgspec.structs.replace(samples.HEADER, kind=Kind.EPOCH)
    for header in (other, epoch):
        with pytest.raises(MalformedError):
            check_body(header, samples.REVISION)


def test_only_notes_are_blanked_and_a_blank_carries_nothing_else() -> None:
    blank = Revision(header=b"header", nonce=b"", ciphertext=b"", signature=b"g" * 64, digest=b"d" * 32)
    check_body(samples.HEADER, blank)
    for kind in (Kind.ERASE, Kind.VOID, Kind.EPOCH, Kind.SETTLED):
        with pytest.raises(MalformedError):
            check_body(msgspec.structs.replace(samples.HEADER, kind=kind), blank)
    for change in ({"nonce": b"n" * 12}, {"ciphertext": b"c"}, {"digest": b"short"}):
        with pytest.raises(MalformedError):
            parse_revision(encode(msgspec.structs.replace(blank, **change)))


def test_id_and_signature_cover_header_and_body() -> None:
    base = samples.REVISION
    for change in ({"header": b"x"}, {"nonce": b"m" * 12}, {"ciphertext": b"c"}):
        other = msgspec.structs.replace(base, **change)
        assert revision_id(other) != revision_id(base)
        assert signed_bytes(other) != signed_bytes(base)
    assert revision_id(msgspec.structs.replace(base, signature=bytes(64))) == revision_id(base)


def test_readers_and_boxes_of_an_epoch_are_in_order_and_fit_together() -> None:
    a, b = DeviceId(b"a" * 16), DeviceId(b"b" * 16)
    box = samples.EPOCH.boxes[0]
    boxes = {r: msgspec.structs.replace(box, reader=r) for r in (a, b)}

    def shown(readers: tuple[DeviceId, ...], boxed: tuple[DeviceId, ...]) -> EpochObject:
        made = msgspec.structs.replace(samples.EPOCH, readers=readers, boxes=tuple(boxes[r] for r in boxed))
        return parse_epoch(encode_epoch(made))

    shown((a, b), (a, b))
    shown((a, b), (b,))
    for readers, boxed in (((b, a), (a,)), ((a, a), (a,)), ((a,), (b,)), ((a, b), (b, a)), ((), ())):
        with pytest.raises(MalformedError):
            shown(readers, boxed)


@given(st.binary(max_size=5000))
def test_padding_gives_back_what_it_took(plain: bytes) -> None:
    bucket, padded = pad(plain)
    assert len(padded) == size_of(bucket)
    assert unpad(padded) == plain
    assert unpad(pad(plain + b"\x80\x00\x00")[1]) == plain + b"\x80\x00\x00"


def test_padded_sizes_grow_as_agreed() -> None:
    assert SIZES[:9] == (256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
    assert SIZES[9:] == (81920, 102400, 128000, 160000, 200000, 250000, 262144)
    assert [bucket_for(n) for n in (0, 255, 256, 262143)] == [0, 0, 1, 15]
    with pytest.raises(TooLargeError):
        bucket_for(262144)
    for bad in (b"", bytes(256), b"x" * 256):
        with pytest.raises(MalformedError):
            unpad(bad)


def test_ids_stand_for_keys_and_people() -> None:
    a, b = PersonId(b"a" * 16), PersonId(b"b" * 16)
    assert pair_space(a, b) == pair_space(b, a)
    assert len({own_space(a), own_space(b), pair_space(a, b), pair_space(a, a)}) == 4
    assert device_id(b"s" * 32, b"b") != device_id(b"s" * 32, b"c")


def test_the_chain_depends_on_order() -> None:
    a, b = RevisionId(b"a" * 32), RevisionId(b"b" * 32)
    assert chain_next(chain_next(CHAIN_START, a), b) != chain_next(chain_next(CHAIN_START, b), a)
