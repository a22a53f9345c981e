"""What a hostile member cannot write: in another's name, over another's record, or an erase of what is not theirs."""

import os

import msgspec
import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import edited
from peerdesk.domain.vocabulary import AckKind
from peerdesk.sync.payload import to_plain
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.vault import Vault
from peerdesk.wire.exchange import Outcome, Refusal
from peerdesk.wire.ids import PersonId
from peerdesk.wire.revision import Kind, Revision, encode, is_blanked, parse_revision, read_revision
from peerdesk.work.attention import needs
from peerdesk.work.encounters import encounter_detail, encounter_page
from peerdesk.work.sharing import stop_sharing
from peerdesk.work.supervision import acknowledge, comment, review_item, review_queue
from tests.hostile.member.conftest import Ward
from tests.hostile.rogue import Rogue, comment_plain, person_of
from tests.support.hospital import clock

STAMP = "2026-11-21T14:00:00+00:00"


def changed(frame: bytes, **fields: object) -> bytes:
    return encode(msgspec.structs.replace(parse_revision(frame), **fields))


def renamed(rogue: Rogue, frame: bytes, **header: object) -> bytes:
    """Return a revision with other fields in its header, signed again by whoever forges it."""
    known, revision = read_revision(frame)
    forged: Revision = msgspec.structs.replace(revision, header=encode(msgspec.structs.replace(known, **header)))
    return encode(rogue.writer.signed(forged))


def refusals(rogue: Rogue, *frames: bytes) -> list[Refusal]:
    return [one.refusal for one in rogue.push(*frames)]


def test_nobody_writes_in_the_name_of_another(ward: Ward) -> None:
    tomas, devon = ward.rogue(ward.tomas, ward.devon), ward.rogue(ward.devon, ward.tomas)
    as_owner = tomas.sealed(comment_plain(), owner=devon.person)
    as_device = tomas.sealed(comment_plain(), owner=devon.person, device=devon.author.device)
    as_both_but_theirs = tomas.sealed(comment_plain(), device=devon.author.device)
    assert refusals(tomas, as_owner, as_device, as_both_but_theirs) == [
        Refusal.NOT_OWNER,
        Refusal.BAD_SIGNATURE,
        Refusal.NOT_OWNER,
    ]
    before = encounter_page(ward.devon)
    ward.meet()
    assert encounter_page(ward.devon) == before
    assert needs(ward.devon) == ()


def test_nobody_signs_again_what_another_has_written(ward: Ward) -> None:
    """One's own words under their signature are refused; theirs under one's own stay as they are."""
    tomas, devon = ward.rogue(ward.tomas, ward.devon), ward.rogue(ward.devon, ward.tomas)
    (theirs,) = [f for f in tomas.frames(tomas.pair) if read_revision(f)[0].record == bytes(ward.copy)]
    signature = parse_revision(theirs).signature
    mine = tomas.sealed(comment_plain())
    resigned = encode(tomas.writer.signed(parse_revision(theirs)))
    stolen = changed(mine, signature=signature)
    first, second = tomas.push(resigned, stolen)
    assert (first.outcome, second.refusal) == (Outcome.DUPLICATE, Refusal.BAD_SIGNATURE)
    assert [f for f in devon.frames(devon.pair) if read_revision(f)[0].record == bytes(ward.copy)] == [theirs]


def test_nobody_erases_what_is_not_theirs(ward: Ward) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    with ward.devon.read() as tx:
        owner = tx.person
    forged = tomas.sealed(kind=Kind.ERASE, record=ward.copy, owner=PersonId(owner))
    assert refusals(tomas, forged) == [Refusal.NOT_OWNER]
    # An erase of a record of the same id that is one's own is taken, and is about nothing of the other's.
    assert [one.outcome for one in tomas.push(tomas.sealed(kind=Kind.ERASE, record=ward.copy))] == [Outcome.STORED]
    kept = [f for f in tomas.frames(tomas.pair) if read_revision(f)[0].owner == bytes(owner)]
    assert not any(is_blanked(parse_revision(frame)) for frame in kept)
    ward.meet()
    assert [one.received.item.id for one in review_queue(ward.tomas)] == [ward.copy]
    assert encounter_detail(ward.devon, ward.note_shared).encounter.memory == "only for me"


def test_a_record_of_the_same_id_changes_nothing_of_the_other_one(ward: Ward) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    plain = to_plain(RecordKind.COMMENT, edited((), {"about": b"a" * 16, "text": "mine", "written_at": STAMP}))
    tomas.push(tomas.sealed(plain, record=ward.copy))
    ward.meet()
    assert review_item(ward.tomas, ward.copy).received.item.projection.handle == "Blue Heron 27"
    with ward.devon.read() as tx:
        assert [one.item.id for one in tx.shared_items.given(ward.note_shared)] == [ward.copy]


@pytest.mark.invariant(31)
def test_a_share_that_was_taken_back_is_not_brought_back_by_whoever_kept_its_bytes(ward: Ward) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    before = tomas.frames(tomas.pair)
    stop_sharing(ward.devon, ward.note_shared)
    ward.meet()
    assert review_queue(ward.tomas) == ()
    assert {one.outcome for one in tomas.push(*before)} == {Outcome.DUPLICATE}
    again = [frame for frame in tomas.frames(tomas.pair) if read_revision(frame)[0].record == bytes(ward.copy)]
    assert [is_blanked(parse_revision(frame)) for frame in again] == [True, False]
    assert read_revision(again[1])[0].kind is Kind.ERASE
    ward.meet()
    assert review_queue(ward.tomas) == ()
    assert [one.is_on for one in encounter_detail(ward.devon, ward.note_shared).shares] == [False]


def test_a_peer_cannot_acknowledge_their_own_copy_in_the_name_of_the_supervisor(ward: Ward) -> None:
    devon = ward.rogue(ward.devon, ward.tomas)
    about = {"about": bytes(ward.copy)}
    kinds = {
        RecordKind.ACKNOWLEDGEMENT: {"kind": AckKind.SEEN.value, "given_at": STAMP},
        RecordKind.OPENED: {"opened_at": STAMP},
        RecordKind.REMOVED: {"removed_at": STAMP},
    }
    devon.push(*(devon.sealed(to_plain(kind, edited((), about | said))) for kind, said in kinds.items()))
    ward.meet()
    seen = review_item(ward.tomas, ward.copy)
    assert {one.author for one in seen.acknowledgements} <= {person_of(ward.devon)}
    assert seen.received.opened_at is None
    assert [one.received.item.id for one in review_queue(ward.tomas)] == [ward.copy]


def test_a_supervisor_cannot_say_anything_as_the_peer(ward: Ward) -> None:
    """Whoever an answer says it is from, its author is whose device signed it."""
    comment(ward.tomas, ward.copy, "from Tomas", clock(), os.urandom)
    acknowledge(ward.tomas, ward.copy, AckKind.SEEN, clock(), os.urandom)
    tomas = ward.rogue(ward.tomas, ward.devon)
    signed_for_both = tomas.sealed(comment_plain(about=bytes(ward.copy), text="as Devon"))
    assert refusals(tomas, renamed(tomas, signed_for_both, owner=person_of(ward.devon))) == [Refusal.NOT_OWNER]
    ward.meet()
    assert authors(ward.devon, ward) == {person_of(ward.tomas)}


def authors(vault: Vault, ward: Ward) -> set[bytes]:
    with vault.read() as tx:
        return {one.author for one in tx.comments.about(ward.copy, pair_space(tx.person, person_of(ward.tomas)))}


@pytest.mark.parametrize("kind", [RecordKind.ENCOUNTER, RecordKind.INDIVIDUAL, RecordKind.FOLLOW_UP])
def test_nothing_that_belongs_to_somebody_s_own_space_comes_in_by_another(ward: Ward, kind: RecordKind) -> None:
    fields: dict[RecordKind, dict[str, object]] = {
        RecordKind.ENCOUNTER: {"memory": "planted"},
        RecordKind.INDIVIDUAL: {"handle": "Planted"},
        RecordKind.FOLLOW_UP: {"due": "2026-11-21"},
    }
    tomas = ward.rogue(ward.tomas, ward.devon)
    before = encounter_page(ward.devon)
    tomas.push(tomas.sealed(to_plain(kind, edited((), fields[kind])), record=ward.note_shared))
    assert ward.hospital.sync(ward.devon).needs_attention == 1
    assert [one.reason for one in needs(ward.devon)] == ["bad_content"]
    assert encounter_page(ward.devon) == before
