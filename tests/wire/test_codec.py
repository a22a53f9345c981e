"""Every shape comes back as it went, and nothing else is taken for one."""

import random
from functools import partial

import msgspec
import pytest
from hypothesis import given

from peerdesk.wire.codec import Message, decode, decode_suited, encode
from peerdesk.wire.directory import (
    Entry,
    draft_entry,
    entry_hash,
    entry_statement,
    parse_body,
    parse_entry,
)
from peerdesk.wire.directory_body import Body, EntryKind, Left, Revoked
from peerdesk.wire.epoch import EpochObject, encode_epoch, parse_epoch
from peerdesk.wire.errors import MalformedError, TooLargeError, UnknownSuiteError, WireError
from peerdesk.wire.invite import parse_invite_bytes
from peerdesk.wire.invite_certificate import InviteCertificate, parse_certificate
from peerdesk.wire.limits import MAX_HEADER_BYTES, MAX_REPLY_BYTES
from peerdesk.wire.login import LoginKind, LoginRequest, login_statement
from peerdesk.wire.revision import (
    Header,
    Revision,
    parse_header,
    parse_revision,
    read_revision,
)
from peerdesk.wire.statement import LABELS, statement
from tests.wire import samples

PARSERS = {
    "header": (encode(samples.HEADER), parse_header),
    "revision": (encode(samples.REVISION), parse_revision),
    "whole revision": (
        encode(msgspec.structs.replace(samples.REVISION, header=encode(samples.HEADER))),
        read_revision,
    ),
    "epoch": (encode_epoch(samples.EPOCH), parse_epoch),
    "entry": (encode(samples.ENTRY), parse_entry),
    "certificate": (encode(samples.CERTIFICATE), parse_certificate),
    "invite": (
        encode(msgspec.structs.replace(samples.INVITE, certificate=encode(samples.CERTIFICATE))),
        parse_invite_bytes,
    ),
} | {
    type(message).__name__: (
        encode(message),
        partial(decode, shape=type(message), cap=MAX_REPLY_BYTES),
    )
    for message in samples.MESSAGES
}


@given(samples.headers)
def test_a_header_comes_back_as_it_went(header: Header) -> None:
    raw = encode(header)
    assert len(raw) <= MAX_HEADER_BYTES
    assert parse_header(raw) == header
    assert encode(parse_header(raw)) == raw


@given(samples.revisions, samples.entries, samples.certificates, samples.epochs)
def test_revisions_entries_certificates_and_epochs_come_back_as_they_went(
    revision: Revision, entry: Entry, certificate: InviteCertificate, epoch: EpochObject
) -> None:
    assert parse_revision(encode(revision)) == revision
    assert parse_entry(encode(entry)) == entry
    assert parse_certificate(encode(certificate)) == certificate
    assert parse_epoch(encode_epoch(epoch)) == epoch


@pytest.mark.parametrize("message", samples.MESSAGES, ids=lambda m: type(m).__name__)
def test_every_message_comes_back_as_it_went(message: Message) -> None:
    assert decode(encode(message), type(message), MAX_REPLY_BYTES) == message


@pytest.mark.parametrize("body", samples.BODIES, ids=lambda b: type(b).__name__)
def test_everything_the_directory_says_comes_back_as_it_went(body: Body) -> None:
    entry = draft_entry(body, samples.ENTRY.signer, (0, bytes(32)), 5)
    assert parse_body(parse_entry(encode(entry))) == body


@pytest.mark.parametrize("name", PARSERS)
def test_one_byte_less_or_more_is_malformed(name: str) -> None:
    raw, parse = PARSERS[name]
    parse(raw)
    for bad in (raw[:-1], raw + b"\x00", b"", b"\xc0", b"\x80", b"\x90", b"{}", b"\xdd\xff\xff\xff\xff"):
        with pytest.raises(MalformedError):
            parse(bad)


WRONG_TYPES: tuple[object, ...] = (None, 1.5, {"a": 1}, [[]], -1, "\x00" * 5000)


@pytest.mark.parametrize("name", PARSERS)
def test_a_wrong_type_in_any_field_is_malformed(name: str) -> None:
    raw, parse = PARSERS[name]
    fields = msgspec.msgpack.decode(raw)
    for i in range(len(fields)):
        for wrong in WRONG_TYPES:
            changed = [*fields[:i], wrong, *fields[i + 1 :]]
            if wrong is None and (fields[i] is None):
                continue
            _parses_or_is_refused(parse, msgspec.msgpack.encode(changed))
        with pytest.raises(WireError):
            parse(msgspec.msgpack.encode([*fields[:i], {"a": [b"x"]}, *fields[i + 1 :]]))


@pytest.mark.parametrize("name", PARSERS)
def test_a_thousand_mutations_give_only_the_documented_errors(name: str) -> None:
    raw, parse = PARSERS[name]
    rng = random.Random(name)
    for _ in range(1000):
        _parses_or_is_refused(parse, _mutated(raw, rng))


def _parses_or_is_refused(parse: object, raw: bytes) -> None:
    assert callable(parse)
    try:
        parse(raw)
    except (MalformedError, TooLargeError, UnknownSuiteError):
        return


def _mutated(raw: bytes, rng: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(changed))
        match rng.randrange(4):
            case 0:
                changed[place] = rng.randrange(256)
            case 1:
                del changed[place : place + rng.randint(1, 20)]
            case 2:
                changed[place:place] = rng.randbytes(rng.randint(1, 20))
            case _:
                changed[place:place] = changed[: rng.randint(1, 40)]
        if not changed:
            changed = bytearray(rng.randbytes(3))
    return bytes(changed)


@pytest.mark.parametrize("name", ["header", "entry", "certificate", "invite"])
def test_a_newer_suite_is_told_apart_and_a_lower_one_is_malformed(name: str) -> None:
    raw, parse = PARSERS[name]
    fields = msgspec.msgpack.decode(raw)
    for suite in (2, 255, 0xFFFF):
        with pytest.raises(UnknownSuiteError) as caught:
            parse(msgspec.msgpack.encode([suite, "an entirely", "different", ["shape"]]))
        assert caught.value.suite == suite
    for lower in (0, -1, 0x10000, True, 1.0, None):
        with pytest.raises(MalformedError):
            parse(msgspec.msgpack.encode([lower, *fields[1:]]))


def test_sizes_beyond_a_cap_are_told_before_anything_is_parsed() -> None:
    with pytest.raises(TooLargeError) as caught:
        parse_header(b"\xff" * 1025)
    assert (caught.value.size, caught.value.cap) == (1025, 1024)
    with pytest.raises(TooLargeError):
        parse_revision(b"\xff" * (260 * 1024 + 1))
    with pytest.raises(TooLargeError):
        parse_entry(b"\xff" * (12 * 1024 + 1))


def test_only_the_root_writes_long_entries() -> None:
    long = msgspec.structs.replace(samples.ENTRY, body=bytes(5000))
    parse_entry(encode(long))
    officer = msgspec.structs.replace(long.signer, role=2)
    with pytest.raises(TooLargeError):
        parse_entry(encode(msgspec.structs.replace(long, signer=officer)))


def test_a_revocation_names_exactly_one() -> None:
    for device, person in ((None, None), (samples.D, samples.P)):
        body = Revoked(device=device, person=person, cut_offs=())
        with pytest.raises(MalformedError):
            parse_body(draft_entry(body, samples.ENTRY.signer, (0, bytes(32)), 5))


def test_every_field_of_an_entry_but_the_signatures_is_signed() -> None:
    base = samples.ENTRY
    changes: list[dict[str, object]] = [
        {"n": 2},
        {"prev": b"x" * 32},
        {"at": 1},
        {"kind": EntryKind.DEVICE},
        {"body": b"b"},
        {"signer": msgspec.structs.replace(base.signer, id=b"j" * 16)},
        {"signer": msgspec.structs.replace(base.signer, role=2)},
    ]
    said = {entry_statement(msgspec.structs.replace(base, **change)) for change in changes}
    assert len(said | {entry_statement(base)}) == 8
    resigned = msgspec.structs.replace(base, signatures=(b"x" * 64,))
    assert entry_statement(resigned) == entry_statement(base)
    assert entry_hash(encode(resigned)) != entry_hash(encode(base))


def test_a_login_says_where_who_and_when() -> None:
    base = next(m for m in samples.MESSAGES if isinstance(m, LoginRequest))
    said = {
        login_statement("host", b"", base),
        login_statement("other", b"", base),
        login_statement("host", b"p" * 32, base),
        *(
            login_statement("host", b"", msgspec.structs.replace(base, **change))
            for change in (
                {"kind": LoginKind.OFFICER},
                {"who": b"e" * 16},
                {"person": b""},
                {"nonce": bytes(32)},
                {"at": 2},
                {"certificate": b"c"},
            )
        ),
    }
    assert len(said) == 9
    assert login_statement("HOST", b"", base) in said


def test_no_statement_can_be_taken_for_another() -> None:
    assert statement(b"PD1 a", b"xy", b"z") != statement(b"PD1 a", b"x", b"yz")
    assert statement(b"PD1 a", b"x", suite=1) != statement(b"PD1 a", b"x", suite=2)
    whole = [statement(label) for label in LABELS]
    assert len(set(whole)) == len(LABELS)
    assert not any(a != b and b.startswith(a) for a in whole for b in whole)


def test_a_suited_shape_beyond_its_cap_is_too_large() -> None:
    with pytest.raises(TooLargeError):
        decode_suited(bytes(11), Left, 10)
