"""The chain itself: what is genuine and in its place, and what stops it."""

import secrets

import msgspec
import pytest

from peerdesk.crypto.identity import DeviceKeys, OfficerKey, RootKey
from peerdesk.crypto.signing import SignatureError, Signer, verify_all
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import Entry, SignerRole, draft_entry, parse_entry
from peerdesk.wire.directory import Signer as SignerName
from peerdesk.wire.directory_body import (
    Device,
    Left,
    Paper,
)
from peerdesk.wire.errors import (
    ChainBrokenError,
    ForkError,
    MalformedError,
    UnknownSignerError,
    UntimelyError,
    WrongRootError,
)
from peerdesk.wire.ids import PersonId
from peerdesk.wire.invite_certificate import certificate_statement, parse_certificate
from peerdesk.wire.membership import Directory, check_timely
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import NOW, Chain, Member, signed


def test_the_server_takes_a_late_invite_or_a_far_off_clock_from_nobody() -> None:
    chain = Chain()
    promise = chain.invite(expires=NOW + 100)
    raw = chain.write_joined(promise, Member(promise.person), at=NOW)
    check_timely(raw, NOW + 100)
    with pytest.raises(UntimelyError):
        check_timely(raw, NOW + 101)
    officer = chain.write(
        Left(person=promise.person),
        SignerName(role=SignerRole.OFFICER, id=chain.officer.id()),
        chain.officer.signer(),
    )
    check_timely(officer, NOW + 24 * 3600)
    with pytest.raises(UntimelyError):
        check_timely(officer, NOW + 24 * 3600 + 1)
    check_timely(chain.write_device(Paper(keys=DeviceKeys.generate().public()), DeviceKeys.generate()), 0)


def test_an_entry_of_a_newer_kind_keeps_the_chain_whole() -> None:
    chain = Chain()
    name = SignerName(role=SignerRole.OFFICER, id=chain.officer.id())
    draft = draft_entry(Left(person=PersonId(bytes(16))), name, chain.directory.head, NOW)
    newer = msgspec.structs.replace(draft, kind=999, body=b"\x93\x01\x02\x03")
    effect = chain.apply(signed(newer, chain.officer.signer()))
    assert effect.verdict is Verdict.UNKNOWN_KIND
    chain.add()


def test_a_directory_of_another_root_is_not_even_begun() -> None:
    chain = Chain()
    with pytest.raises(WrongRootError):
        Directory.empty(RootKey.generate().fingerprint()).apply(chain.raw[0], verify_all)
    with pytest.raises(ChainBrokenError):
        Directory.empty(chain.root.fingerprint()).apply(chain.raw[1], verify_all)


def test_a_dropped_a_repeated_or_a_swapped_entry_breaks_the_chain() -> None:
    chain = Chain()
    chain.add()
    chain.add()
    for good, bad in (([0, 1], 3), ([0, 1], 1), ([0], 2)):
        copy = Directory.empty(chain.root.fingerprint())
        for i in good:
            copy.apply(chain.raw[i], verify_all)
        with pytest.raises(ChainBrokenError):
            copy.apply(chain.raw[bad], verify_all)


def test_a_genuine_entry_for_another_history_does_not_fit_this_one() -> None:
    chain = Chain()
    peer = chain.add()
    n, _ = chain.directory.head
    name = SignerName(role=SignerRole.DEVICE, id=peer.device)
    wanted = Device(keys=DeviceKeys.generate().public(), sealed_label=b"l")
    elsewhere = signed(draft_entry(wanted, name, (n, b"\x01" * 32), NOW), peer.keys.signer())
    with pytest.raises(ChainBrokenError):
        chain.apply(elsewhere)


def test_a_changed_entry_and_a_foreign_signature_are_not_genuine() -> None:
    chain = Chain()
    peer = chain.add()
    wanted = Device(keys=DeviceKeys.generate().public(), sealed_label=b"l")
    name = SignerName(role=SignerRole.DEVICE, id=peer.device)
    forged = chain.write(wanted, name, Signer(secrets.token_bytes(32)))
    genuine = parse_entry(chain.write_device(wanted, peer.keys))
    changed: list[Entry] = [
        msgspec.structs.replace(genuine, at=genuine.at + 1),
        msgspec.structs.replace(genuine, kind=7),
        msgspec.structs.replace(genuine, signatures=(genuine.signatures[0], b"")),
    ]
    for raw in [forged, *(msgspec.msgpack.encode(entry) for entry in changed)]:
        head = chain.directory.head
        with pytest.raises((SignatureError, MalformedError)):
            chain.directory.apply(raw, verify_all)
        assert chain.directory.head == head


def test_a_root_entry_needs_both_signatures() -> None:
    chain = Chain()
    entry = parse_entry(chain.raw[0])
    for signatures in ((entry.signatures[0],), (entry.signatures[0], bytes(3309)), entry.signatures[::-1]):
        raw = msgspec.msgpack.encode(msgspec.structs.replace(entry, signatures=signatures))
        with pytest.raises(SignatureError):
            Directory.empty(chain.root.fingerprint()).apply(raw, verify_all)


def test_an_unknown_signer_cannot_be_genuine() -> None:
    chain = Chain()
    stranger = DeviceKeys.generate()
    with pytest.raises(UnknownSignerError):
        chain.say_device(Paper(keys=DeviceKeys.generate().public()), stranger)
    with pytest.raises(UnknownSignerError):
        chain.join(chain.invite(officer=OfficerKey.generate()))


def test_an_invite_signed_by_somebody_else_than_its_officer_is_not_genuine() -> None:
    chain = Chain()
    promise = chain.invite()
    promise.signature = OfficerKey.generate().signer().sign(promise.certificate)
    with pytest.raises(SignatureError):
        chain.join(promise)


def test_the_officers_head_in_an_invite_exposes_a_split_view() -> None:
    chain = Chain()
    n, head = chain.directory.head
    with pytest.raises(ForkError):
        chain.join(chain.invite(seen=(n, bytes(32))))
    with pytest.raises(ForkError):
        chain.join(chain.invite(seen=(n + 1, head)))


def test_a_different_hash_at_the_same_number_is_a_fork_and_a_later_number_is_not() -> None:
    chain = Chain()
    n, head = chain.directory.head
    chain.directory.check_seen(n, head)
    chain.directory.check_seen(n, head[:16])
    chain.directory.check_seen(n + 5, bytes(16))
    with pytest.raises(ForkError):
        chain.directory.check_seen(n, bytes(16))


def test_probing_an_entry_changes_nothing() -> None:
    chain = Chain()
    promise = chain.invite()
    member = Member(promise.person)
    raw = chain.write_joined(promise, member)
    head = chain.directory.head
    assert chain.directory.probe(raw, verify_all).verdict is Verdict.COUNTED
    assert chain.directory.head == head
    assert chain.directory.members.person(member.person) is None
    assert chain.apply(raw).verdict is Verdict.COUNTED


def test_a_place_beyond_the_head_is_not_answered() -> None:
    chain = Chain()
    with pytest.raises(ChainBrokenError):
        chain.directory.members_at(chain.directory.head[0] + 1)


def test_an_invite_of_another_organisation_is_not_redeemed_here() -> None:
    chain = Chain()
    promise = chain.invite()
    foreign = msgspec.structs.replace(parse_certificate(promise.certificate), root=bytes(32))
    promise.certificate = encode(foreign)
    promise.signature = chain.officer.signer().sign(certificate_statement(promise.certificate))
    with pytest.raises(WrongRootError):
        chain.join(promise)


def test_a_newcomer_who_names_another_signer_is_malformed() -> None:
    chain = Chain()
    promise = chain.invite()
    entry = parse_entry(chain.write_joined(promise, Member(promise.person)))
    for name in (
        SignerName(role=SignerRole.NEWCOMER, id=bytes(16)),
        SignerName(role=SignerRole.DEVICE, id=entry.signer.id),
    ):
        with pytest.raises(MalformedError):
            chain.apply(signed(msgspec.structs.replace(entry, signer=name), promise.one_time))


def test_the_first_entry_names_the_root_itself_and_founds_the_organisation() -> None:
    chain = Chain()
    first, second = parse_entry(chain.raw[0]), parse_entry(chain.raw[1])
    for wrong in (
        msgspec.structs.replace(first, signer=SignerName(role=SignerRole.ROOT, id=bytes(16))),
        msgspec.structs.replace(second, n=1, prev=bytes(32)),
    ):
        with pytest.raises(WrongRootError):
            Directory.empty(chain.root.fingerprint()).apply(signed(wrong, chain.root.signer()), verify_all)
