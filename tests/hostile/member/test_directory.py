"""What a hostile member cannot say in the directory: nobody's keys but their own, nobody's end, nobody's place."""

import msgspec
import pytest

from peerdesk.crypto.identity import DeviceKeys, paper_keys
from peerdesk.crypto.signing import Signer as Key
from peerdesk.crypto.signing import verify_all
from peerdesk.domain.errors import InviteUnknownError, ServerRefusedError
from peerdesk.sync.login import Credentials, log_in
from peerdesk.wire import endpoints, membership
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import Entry, Signer, SignerRole, draft_entry, entry_statement
from peerdesk.wire.directory_body import (
    Body,
    Confirmed,
    Device,
    InviteCancelled,
    Joined,
    Left,
    Officer,
    OfficerRevoked,
    Organisation,
    Paper,
    Policy,
    Revoked,
    Supervisor,
)
from peerdesk.wire.errors import ChainBrokenError, MalformedError
from peerdesk.wire.exchange import AppendReply, AppendRequest
from peerdesk.wire.ids import invite_id
from peerdesk.wire.invite import parse_invite
from peerdesk.wire.login import LoginKind
from peerdesk.wire.membership import Directory
from peerdesk.wire.verdict import Verdict
from peerdesk.work.officer_people import ignored_entries
from tests.hostile.member.conftest import Ward
from tests.hostile.rogue import Rogue, person_of
from tests.support.hospital import clock
from tests.work.office import Office


def of_others(ward: Ward, rogue: Rogue) -> list[Body]:
    """Return everything about others, or about the hospital, that a member might like to say."""
    devon = ward.rogue(ward.devon)
    key = DeviceKeys.generate().signer()
    return [
        Organisation(ed25519_public=key.public, mldsa_public=bytes(1952), created=1),
        Policy(version=9, rules={"recovery": True}),
        Officer(public=key.public, expires=2**40),
        OfficerRevoked(officer=rogue.directory.members.officers[0].id, last_good_n=2),
        Confirmed(person=rogue.person),
        Supervisor(peer=devon.person, supervisor=rogue.person, until=None, cover=False),
        Revoked(device=devon.author.device, person=None, cut_offs=()),
        Revoked(device=None, person=devon.person, cut_offs=()),
        Revoked(device=None, person=rogue.person, cut_offs=()),
        InviteCancelled(invite=b"i" * 16),
        Left(person=devon.person),
    ]


def test_a_member_has_no_word_about_anybody_else(ward: Ward) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    before = tomas.directory.head
    for body in of_others(ward, tomas):
        with pytest.raises(ServerRefusedError, match="not_allowed"):
            tomas.say(body)
    for vault in (ward.tomas, ward.devon):
        assert ward.hospital.sync(vault).proof
    assert tomas.directory.head == before


def test_a_server_that_helps_gets_such_words_into_the_chain_and_nobody_heeds_them(ward: Ward) -> None:
    """They are genuine and in their place, so every copy of the directory has them alike, and lists them."""
    tomas, devon = ward.rogue(ward.tomas, ward.devon), ward.rogue(ward.devon)
    bodies = of_others(ward, tomas)
    chain = tomas.directory
    for body in bodies:
        draft = draft_entry(body, Signer(role=SignerRole.DEVICE, id=tomas.author.device), chain.head, 1)
        effect = chain.apply(signed(draft, tomas.author.signer), verify_all)
        assert effect.verdict is Verdict.UNENTITLED
    same, members = devon.directory.members, chain.members
    assert (members.people, members.policy_version, len(members.officers)) == (same.people, 0, 1)
    assert members.is_live(devon.author.device)
    assert members.readers_of(devon.own) == same.readers_of(devon.own)
    assert len(chain.ignored) == len(bodies)


def signed(entry: Entry, key: Key) -> bytes:
    return encode(msgspec.structs.replace(entry, signatures=key.signatures(entry_statement(entry))))


@pytest.mark.parametrize("role", [SignerRole.ROOT, SignerRole.OFFICER])
def test_a_member_who_signs_as_root_or_officer_does_not_have_their_key(ward: Ward, role: SignerRole) -> None:
    tomas = ward.rogue(ward.tomas)
    officer = tomas.directory.members.officers[0].id
    name = officer if role is SignerRole.OFFICER else tomas.directory.root_fingerprint[:16]
    draft = draft_entry(Left(person=person_of(ward.devon)), Signer(role=role, id=name), tomas.directory.head, 1)
    with pytest.raises(ServerRefusedError, match=r"bad_signature|not_allowed"):
        tomas.line.ask(endpoints.APPEND, AppendRequest(entry=signed(draft, tomas.author.signer)), AppendReply)


def test_a_member_adds_keys_to_themselves_only(ward: Ward) -> None:
    """A computer's entry has no field for a person: it is of whoever signs it."""
    tomas, devon = ward.rogue(ward.tomas, ward.devon), ward.rogue(ward.devon, ward.tomas)
    mine = DeviceKeys.generate()
    tomas.say(Device(keys=mine.public(), sealed_label=b""))
    for vault in (ward.tomas, ward.devon):
        assert ward.hospital.sync(vault).proof
    members = devon.directory.members
    added = members.device(mine.id())
    assert added is not None
    assert added.person == tomas.person
    assert mine.id() not in {one.id for one in members.readers_of(devon.own)}
    assert mine.id() in {one.id for one in members.readers_of(devon.pair)}


def test_a_member_cannot_take_the_keys_of_another_for_their_own_nor_swap_any(ward: Ward) -> None:
    tomas, devon = ward.rogue(ward.tomas), ward.rogue(ward.devon)
    theirs = devon.author.keys.public()
    with pytest.raises(ServerRefusedError, match="not_allowed"):
        tomas.say(Device(keys=theirs, sealed_label=b""))
    with pytest.raises(ServerRefusedError, match="not_allowed"):
        tomas.say(Paper(keys=theirs))
    # Another box key behind the same signing key is another id, and so another computer: of the member, not of Devon.
    tomas.say(Device(keys=msgspec.structs.replace(theirs, box=tomas.author.keys.public().box), sealed_label=b""))
    ward.hospital.sync(ward.devon)
    known = devon.directory.members.device(devon.author.device)
    assert known is not None
    assert (known.box_public, known.person) == (theirs.box, devon.person)
    assert ward.hospital.sync(ward.devon).proof


def test_entries_of_others_that_are_handed_in_again_change_nothing(ward: Ward) -> None:
    tomas = ward.rogue(ward.tomas)
    with ward.tomas.read() as tx:
        entries = [kept.entry for kept in tx.directory.after(0)]
    before = tomas.directory.head
    for raw in entries:
        with pytest.raises(ServerRefusedError, match="head_moved"):
            tomas.line.ask(endpoints.APPEND, AppendRequest(entry=raw), AppendReply)
    ward.hospital.sync(ward.tomas)
    assert tomas.directory.head == before


def test_an_invite_is_claimed_by_nobody_who_has_only_seen_its_certificate(ward: Ward) -> None:
    """The server sees the certificate, and later everybody does; the invite's key is in the invite alone."""
    tomas = ward.rogue(ward.tomas)
    invite = parse_invite(ward.hospital.invite("Marisol Vega", supervisor="Tomas Okafor"))
    certificate = invite.read_certificate()
    line = ward.hospital.remotes("", b"")
    claim = Credentials(
        kind=LoginKind.INVITE,
        who=invite_id(certificate.one_time_public),
        sign=tomas.author.signer.signatures,
        person=certificate.person,
        certificate=invite.certificate,
        certificate_signature=invite.signature,
    )
    with pytest.raises(InviteUnknownError):
        log_in(line, claim)
    entry = joined(tomas, invite.certificate, invite.signature, invite_id(certificate.one_time_public))
    with pytest.raises(ServerRefusedError, match="bad_signature"):
        tomas.line.ask(endpoints.APPEND, AppendRequest(entry=entry), AppendReply)


def joined(rogue: Rogue, certificate: bytes, signature: bytes, invite: bytes, key: Key | None = None) -> bytes:
    """Return the entry by which somebody would join with fresh keys, signed with a key that may not be the invite's."""
    body = Joined(
        certificate=certificate,
        certificate_signature=signature,
        device=DeviceKeys.generate().public(),
        paper=paper_keys(b"c" * 20).public(),
        sealed_name=b"n",
        sealed_label=b"l",
    )
    name = Signer(role=SignerRole.NEWCOMER, id=invite)
    draft = draft_entry(body, name, rogue.directory.head, int(clock().timestamp()))
    return signed(draft, key or rogue.author.signer)


def test_an_invite_that_was_used_is_not_used_again_and_the_officer_sees_who_tried(ward: Ward) -> None:
    """Even with everything that was in it, as a thief of the paper has."""
    text = ward.hospital.invite("Marisol Vega", supervisor="Tomas Okafor")
    ward.hospital.open_vaults.append(ward.hospital.start(text).vault)
    tomas, invite = ward.rogue(ward.tomas), parse_invite(text)
    ward.hospital.sync(ward.tomas)
    one_time = Key(invite.one_time_seed)
    entry = joined(tomas, invite.certificate, invite.signature, invite_id(one_time.public), one_time)
    with pytest.raises(ServerRefusedError, match="invite_used"):
        tomas.line.ask(endpoints.APPEND, AppendRequest(entry=entry), AppendReply)
    office = Office(ward.hospital)
    assert "invite_used_twice" in {flag.value for flag in office.people()["Marisol Vega"].flags}
    assert [one.verdict for one in ignored_entries(ward.hospital.org)] == [Verdict.SECOND_REDEMPTION]


def test_a_chain_that_somebody_rewrote_is_no_chain(ward: Ward) -> None:
    """Whatever entry is left out, changed or put elsewhere: the next one does not follow it."""
    with ward.tomas.read() as tx:
        entries = [kept.entry for kept in tx.directory.after(0)]
    root = ward.rogue(ward.tomas).directory.root_fingerprint
    for place in range(1, len(entries) - 1):
        kept = Directory.empty(root)
        for raw in entries[:place]:
            kept.apply(raw, verify_all)
        with pytest.raises(ChainBrokenError):
            kept.apply(entries[place + 1], verify_all)


def test_whatever_a_member_hands_in_is_judged_without_reading_the_whole_chain_again(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one member who says what is not theirs, again and again, keeps the server from answering others."""
    tomas, read = ward.rogue(ward.tomas), list[int]()
    monkeypatch.setattr(membership, "_read", lambda entries: read.append(len(entries)))
    for body in (Confirmed(person=tomas.person), Device(keys=tomas.author.keys.public(), sealed_label=b"")):
        with pytest.raises(ServerRefusedError, match="not_allowed"):
            tomas.say(body)
    assert read == []


def spelled_otherwise(raw: bytes) -> bytes:
    """Return the same entry, with the same signature, in bytes that differ: the last length is written in two bytes."""
    at = raw.rindex(b"\xc4\x40")
    return raw[:at] + b"\xc5\x00\x40" + raw[at + 2 :]


def test_a_genuine_entry_in_another_spelling_is_no_entry(ward: Ward) -> None:
    """Else whoever hands an entry back to a server that lost it could give all others another directory for good."""
    with ward.tomas.read() as tx:
        entries = [kept.entry for kept in tx.directory.after(0)]
    chain = Directory.empty(ward.rogue(ward.tomas).directory.root_fingerprint)
    for raw in entries[:-1]:
        chain.apply(raw, verify_all)
    other = spelled_otherwise(entries[-1])
    assert msgspec.msgpack.decode(other, type=Entry) == msgspec.msgpack.decode(entries[-1], type=Entry)
    with pytest.raises(MalformedError):
        chain.apply(other, verify_all)
    chain.apply(entries[-1], verify_all)
