"""I21: a note in fewer bytes opens to what it said, for ever, and nothing that only looks like one does harm."""

import hashlib
import zlib
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.crypto.compression import compress
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import Stamp
from peerdesk.sync.known_words import KNOWN
from peerdesk.sync.payload import first_plain, from_plain
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.shapes import ALLOWED, LATEST, SCHEMA_OF, SQUEEZED
from peerdesk.sync.squeezing import squeezed, unsqueezed
from peerdesk.wire.limits import MAX_PLAIN_BYTES
from peerdesk.wire.padding import SIZES, pad

STAMP = Stamp(b"n" * 16, b"t" * 8, 1)
NOTE: dict[str, Any] = {
    "happened_on": "2026-11-21",
    "setting": "inpatient",
    "outcome": "met",
    "support": ["listened", "time"],
    "mode": "in_person",
}
MEMORY = (
    "Sat together in the hall for a while. She spoke about her sister and about going home on Friday; she wants to come"
    " to the Tuesday group but does not like to walk in alone, so I said I would come along. We rang the clinic;"
    " there is an hour on Thursday. Ask about the bus card."
)


def opened(raw: bytes) -> Any:
    return from_plain(raw, revision=b"v" * 32, parents=(), stamp=STAMP)


def reason_of(raw: bytes) -> Reason:
    with pytest.raises(SetAsideError) as refused:
        opened(raw)
    return refused.value.reason


def deflated(raw: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-15, zdict=KNOWN)
    return msgspec.msgpack.encode([SQUEEZED, deflater.compress(raw) + deflater.flush()])


@pytest.mark.invariant(21)
def test_the_words_are_the_ones_that_what_was_sealed_before_was_squeezed_with() -> None:
    assert hashlib.sha256(KNOWN).hexdigest() == "7b26efc479f58f7ac2e650c479a5b6e4b9ebab6c0d8065e966e3440e27f6ccd4"


@given(st.text(max_size=3000))
def test_a_squeezed_note_opens_to_what_it_said(memory: str) -> None:
    plain = first_plain(RecordKind.ENCOUNTER, {**NOTE, "memory": memory})
    leaves = squeezed(plain)
    assert unsqueezed(leaves) == plain
    assert len(leaves) <= len(plain)


def test_a_note_of_a_few_lines_fits_the_smallest_padded_size_and_did_not_before() -> None:
    plain = first_plain(RecordKind.ENCOUNTER, {**NOTE, "memory": MEMORY})
    assert len(MEMORY) > 250
    assert len(pad(compress(squeezed(plain)))[1]) == SIZES[0]
    assert len(pad(compress(plain))[1]) == SIZES[1]
    assert opened(squeezed(plain)) == opened(plain)


def test_what_fits_the_smallest_padded_size_anyway_leaves_as_it_is() -> None:
    about_it = len(first_plain(RecordKind.ENCOUNTER, {**NOTE, "memory": "a" * 40})) - 40
    fits = first_plain(RecordKind.ENCOUNTER, {**NOTE, "memory": "a" * (SIZES[0] - 2 - about_it)})
    assert len(pad(compress(fits))[1]) == SIZES[0]
    assert squeezed(fits) == fits
    more = first_plain(RecordKind.ENCOUNTER, {**NOTE, "memory": "a" * (SIZES[0] - 1 - about_it)})
    assert unsqueezed(squeezed(more)) == more != squeezed(more)


@pytest.mark.parametrize(
    "content",
    [
        [SQUEEZED],
        [SQUEEZED, "text"],
        [SQUEEZED, b""],
        [SQUEEZED, b"\xff\xff"],
        [SQUEEZED, b"", b""],
        [SQUEEZED, "encounter", None, [], []],
    ],
)
def test_what_is_not_deflated_content_is_set_aside(content: list[object]) -> None:
    assert reason_of(msgspec.msgpack.encode(content)) is Reason.BAD_CONTENT


@pytest.mark.parametrize("cut", [1, 40])
def test_what_ends_too_early_or_too_late_is_set_aside(cut: int) -> None:
    schema, packed = msgspec.msgpack.decode(squeezed(first_plain(RecordKind.ENCOUNTER, {**NOTE, "memory": MEMORY})))
    assert schema == SQUEEZED
    for other in (packed[:-cut], packed + b"x" * cut):
        assert reason_of(msgspec.msgpack.encode([SQUEEZED, other])) is Reason.BAD_CONTENT


def test_what_was_squeezed_twice_or_would_fill_the_memory_is_set_aside() -> None:
    assert reason_of(deflated(deflated(b"x" * 300))) is Reason.BAD_CONTENT
    assert reason_of(deflated(bytes(MAX_PLAIN_BYTES + 1))) is Reason.BAD_CONTENT


@pytest.mark.parametrize("kind", [kind for kind in RecordKind if kind in ALLOWED and kind is not RecordKind.ENCOUNTER])
def test_nothing_but_a_note_is_squeezed_and_what_is_all_the_same_is_set_aside(kind: RecordKind) -> None:
    """Notes of a person's own computers are: what two people share keeps the one form that it always had."""
    schema = SCHEMA_OF.get(kind, 1)
    plain = msgspec.msgpack.encode([schema, kind.value, None, [], []])
    assert opened(plain).kind is kind
    assert reason_of(deflated(plain)) is Reason.BAD_CONTENT
    assert opened(deflated(msgspec.msgpack.encode([1, RecordKind.ENCOUNTER.value, None, [], []])))


@pytest.mark.invariant(21)
def test_squeezed_content_of_a_newer_version_is_kept_for_later() -> None:
    assert reason_of(deflated(msgspec.msgpack.encode([LATEST + 1, "a shape of a later year"]))) is Reason.NEWER


@given(st.binary(max_size=300))
def test_no_bytes_behind_the_number_do_worse_than_being_set_aside(raw: bytes) -> None:
    for content in (bytes([0x92, SQUEEZED]) + raw, deflated(raw)):
        try:
            opened(content)
        except SetAsideError:
            continue
