import contextlib
import itertools
import os
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import DeviceId, PersonId
from peerdesk.domain.merge import arrived, view
from peerdesk.vault.inbox import UNREADABLE, OpenedRevision
from peerdesk.vault.records import Records
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.shelves.spaces import Point
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import is_blanked, parse_revision
from tests.support.vaults import an_encounter, new_id, new_vault
from tests.vault.pulled import Computer, apply_all, seal_everything

FIELDS = {"happened_on": "2026-11-21", "setting": "ed", "outcome": "met", "support": ["listened"], "mode": "in_person"}
DEVICE = DeviceId(b"D" * 16)


@pytest.fixture
def other(vault: Vault) -> Computer:
    """Return another computer of the person whose vault this is."""
    with vault.read() as tx:
        return Computer(tx.person, tx.own_space)


def test_a_note_from_another_computer_is_there_to_read_and_to_find(vault: Vault, other: Computer) -> None:
    record = new_id()
    changes = apply_all(vault, other.space, [other.says(record, {**FIELDS, "memory": "From the clinic"})])
    assert changes.ids(RecordKind.ENCOUNTER) == {record}
    with vault.read() as tx:
        assert tx.encounters.get(record).memory == "From the clinic"
        assert len(tx.encounters.search("clinic", 5)) == 1
        assert tx.outbox.waiting() == 0
        assert not tx.encounters.row(record).waiting
        assert tx.spaces.get(other.space).cursor.seq == 1


def test_a_page_that_is_shown_again_changes_nothing(vault: Vault, other: Computer) -> None:
    page = [other.says(new_id(), {**FIELDS, "memory": "once"})]
    apply_all(vault, other.space, page)
    assert not apply_all(vault, other.space, page)
    with vault.read() as tx:
        assert len(tx.encounters.page(limit=10)) == 1


def test_two_computers_edits_of_different_parts_are_both_there(vault: Vault, other: Computer) -> None:
    note = an_encounter("Mine")
    with vault.write() as tx:
        tx.encounters.put(note)
    seal_everything(vault, DEVICE)
    with vault.read() as tx:
        common = tx.histories.heads(note.id)
    theirs = other.says(note.id, {"words": "Theirs"}, common)
    with vault.write() as tx:
        tx.encounters.put(replace(note, memory="Mine, again"))
    apply_all(vault, other.space, [theirs], start=1)
    with vault.read() as tx:
        kept = tx.encounters.get(note.id)
        assert (kept.memory, kept.words) == ("Mine, again", "Theirs")
        assert tx.histories.conflicts(note.id) == {}


def test_competing_words_are_both_kept_shown_as_such_and_settled_by_the_next_choice(
    vault: Vault, other: Computer
) -> None:
    note = an_encounter("Start")
    with vault.write() as tx:
        tx.encounters.put(note)
    seal_everything(vault, DEVICE)
    with vault.read() as tx:
        common = tx.histories.heads(note.id)
    with vault.write() as tx:
        tx.encounters.put(replace(note, memory="Mine"))
    seal_everything(vault, DEVICE)
    apply_all(vault, other.space, [other.says(note.id, {"memory": "Theirs"}, common)], start=2)
    with vault.read() as tx:
        assert tx.encounters.row(note.id).conflicts
        competing = tx.histories.conflicts(note.id)["memory"]
        assert {candidate.value for candidate in competing} == {"Mine", "Theirs"}
        assert tx.outbox.waiting() == 2
    with vault.write() as tx:
        tx.histories.settle(note.id, {"memory": "Theirs"})
    with vault.read() as tx:
        assert tx.histories.conflicts(note.id) == {}
        assert tx.encounters.get(note.id).memory == "Theirs"
        (intent,) = tx.outbox.fresh(tx.own_space, 5)
        assert len(tx.outbox.content(intent).parents) == 2


def test_a_share_that_two_computers_disagree_about_is_off(vault: Vault, other: Computer) -> None:
    record, reader = new_id(), b"S" * 16
    # The one whose value would be shown first says that the share is on.
    other.device, elsewhere = DeviceId(b"A" * 16), Computer(other.person, other.space, device=DeviceId(b"B" * 16))
    first = other.says(record, FIELDS)
    assert first.head is not None
    on = other.says(record, {"share": {reader.hex(): [3, False]}}, [first.head])
    off = elsewhere.says(record, {"share": {reader.hex(): [0, False]}}, [first.head])
    apply_all(vault, other.space, [first, on, off])
    with vault.read() as tx:
        assert not tx.encounters.grants(record)[PersonId(reader)].is_on
        assert tx.encounters.row(record).readers == ()
        assert tx.encounters.highest_generation(record) == 3


FORGET_EVERYTHING = (
    "DELETE FROM encounter",
    "DELETE FROM revision",
    "INSERT INTO encounter_search (encounter_search) VALUES ('rebuild')",
)


def story(one: Computer, two: Computer) -> list[OpenedRevision]:
    """Return four revisions of one note: a start, an edit on each computer, and one edit on top of both."""
    record = new_id()
    start = one.says(record, {**FIELDS, "memory": "start"})
    assert start.head is not None
    left = one.says(record, {"memory": "left", "words": "w"}, [start.head])
    right = two.says(record, {"memory": "right", "prompt": "p"}, [start.head])
    assert left.head is not None
    assert right.head is not None
    both = two.says(record, {"prompt": "q"}, [left.head, right.head])
    return [start, left, right, both]


@pytest.mark.invariant(4)
def test_any_order_of_arrival_gives_the_same_note_and_the_same_competing_values(home: Path) -> None:
    one = Computer(PersonId(b"P" * 16), b"s" * 16)
    revisions = story(one, Computer(one.person, one.space))
    record = revisions[0].header.record
    results = set()
    with new_vault(home) as vault:
        records = Records(vault._connection)
        for order in itertools.permutations(revisions):
            apply_all(vault, one.space, order)
            known = records.find(RecordKind.ENCOUNTER, one.person, record)
            assert known is not None
            heads = known.heads()
            results.add((repr(known.fields), repr(known.local), repr(sorted(view(heads).items())), len(heads)))
            for statement in FORGET_EVERYTHING:
                vault._connection.exec_driver_sql(statement)
    assert len(results) == 1
    assert results.pop()[-1] == 1


def test_the_merged_note_is_the_view_of_the_pure_rules(vault: Vault, other: Computer) -> None:
    revisions = story(other, Computer(other.person, other.space))[:3]
    apply_all(vault, other.space, revisions)
    heads = ()
    for one in revisions:
        assert one.head is not None
        heads = arrived(heads, one.head, superseded=False)
    with vault.read() as tx:
        assert view(tx.histories.heads(revisions[0].header.record)) == view(heads)


def test_an_erase_takes_row_words_and_payloads_and_what_comes_late_is_blanked(vault: Vault, other: Computer) -> None:
    record = new_id()
    first = other.says(record, {**FIELDS, "memory": "forgettable"})
    assert first.head is not None
    late = other.says(record, {"memory": "too late"}, [first.head])
    gone = other.erases(record, [first.revision])
    apply_all(vault, other.space, [first])
    changes = apply_all(vault, other.space, [gone, late], start=1)
    assert changes.ids(RecordKind.ENCOUNTER) == {record}
    with vault.read() as tx:
        with pytest.raises(NotFoundError):
            tx.encounters.get(record)
        assert tx.encounters.search("forgettable", 5) == ()
        frames = [parse_revision(version.frame) for version in tx.histories.versions(record)]
    assert [is_blanked(frame) for frame in frames] == [True, True]


def test_an_edit_that_an_erase_overtook_is_set_aside_and_not_lost(vault: Vault, other: Computer) -> None:
    note = an_encounter("Start")
    with vault.write() as tx:
        tx.encounters.put(note)
    (sealed,) = seal_everything(vault, DEVICE)
    with vault.write() as tx:
        tx.encounters.put(replace(note, memory="Words nobody has seen"))
    apply_all(vault, other.space, [other.erases(note.id, [sealed])], start=1)
    with vault.write() as tx:
        (aside,) = tx.inbox.set_aside()
        assert (aside.record, aside.fields["memory"]) == (note.id, "Words nobody has seen")
        assert tx.outbox.fresh(tx.own_space, 5) == ()
        tx.inbox.forget(aside)
        assert tx.inbox.set_aside() == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("setting", "a place from a newer PeerDesk"),
        ("setting", 7),
        ("happened_on", "yesterday"),
        ("support", ["listened", "unheard of"]),
        ("support", "listened"),
        ("supplies", {"ride": "many"}),
        ("share", {"zz": [1, False]}),
        ("share", {"ab" * 16: [True, 1]}),
        ("individual", b"short"),
        ("count", 1),
    ],
)
def test_a_value_that_cannot_be_read_sets_that_revision_apart_and_delays_no_other(
    vault: Vault, other: Computer, field: str, value: object
) -> None:
    bad = other.says(new_id(), {**FIELDS, field: value})
    good = other.says(new_id(), FIELDS)
    apply_all(vault, other.space, [bad, good])
    with vault.read() as tx:
        assert [row.id for row in tx.encounters.page(limit=5)] == [good.header.record]
        (apart,) = tx.inbox.quarantined()
        assert (apart.revision, apart.reason, apart.frame) == (bad.revision, UNREADABLE, bad.frame)
        assert tx.spaces.get(other.space).cursor.seq == 2


def test_a_field_of_a_newer_peerdesk_is_carried_on_by_the_next_edit(vault: Vault, other: Computer) -> None:
    record = new_id()
    apply_all(vault, other.space, [other.says(record, {**FIELDS, "weather": "rain"})])
    with vault.write() as tx:
        tx.encounters.put(replace(tx.encounters.get(record), memory="More words"))
        (intent,) = tx.outbox.fresh(tx.own_space, 5)
        assert tx.outbox.content(intent).fields["weather"][0].value == "rain"


def test_our_own_revision_coming_back_is_settled_and_changes_nothing(vault: Vault, other: Computer) -> None:
    with vault.write() as tx:
        tx.encounters.put(an_encounter("mine"))
    (revision,) = seal_everything(vault, DEVICE)
    with vault.read() as tx:
        (sent,) = tx.outbox.unsettled(tx.own_space, 5)
    other_view = other.says(new_id(), FIELDS)
    back = OpenedRevision(
        revision=revision, seq=0, header=other_view.header, record_kind=None, head=None, frame=sent.frame
    )
    assert not apply_all(vault, other.space, [back])
    with vault.read() as tx:
        assert tx.outbox.waiting() == 0


def test_what_was_set_apart_can_be_taken_in_later(vault: Vault, other: Computer) -> None:
    whole = other.says(new_id(), {**FIELDS, "memory": "needed a key"})
    apply_all(vault, other.space, [replace(whole, head=None, record_kind=None, reason="no_key")])
    with vault.read() as tx:
        assert tx.encounters.page(limit=5) == ()
        assert len(tx.inbox.quarantined()) == 1
    with vault.write() as tx:
        changes = tx.inbox.apply_again([whole])
    assert changes.ids(RecordKind.ENCOUNTER) == {whole.header.record}
    with vault.read() as tx:
        assert tx.inbox.quarantined() == ()
        assert tx.encounters.get(whole.header.record).memory == "needed a key"


def test_page_cursor_and_witness_are_kept_or_lost_together(vault: Vault, other: Computer) -> None:
    good = other.says(new_id(), FIELDS)
    with contextlib.suppress(NotFoundError), vault.write() as tx:
        tx.inbox.apply(other.space, [good], Point(1, os.urandom(32)), Point(9, os.urandom(32)))
        tx.encounters.get(new_id())
    with vault.read() as tx:
        assert tx.encounters.page(limit=5) == ()
        assert tx.spaces.get(other.space).cursor.seq == 0
        assert tx.spaces.get(other.space).witness.seq == 0
    with vault.write() as tx:
        tx.inbox.apply(other.space, [good], Point(1, b"c" * 32), Point(9, b"w" * 32))
    with vault.write() as tx:
        tx.inbox.apply(other.space, [], Point(2, b"d" * 32))
        assert tx.spaces.get(other.space).witness == Point(9, b"w" * 32)


def test_a_supervisor_finds_what_was_shared_flagged_first_and_answers_in_the_same_space(vault: Vault) -> None:
    peer = PersonId(os.urandom(16))
    with vault.read() as tx:
        space = pair_space(tx.person, peer)
    theirs = Computer(peer, space)
    shown = {
        "happened_on": "2026-11-20",
        "setting": "ed",
        "outcome": "met",
        "mode": "in_person",
        "handle": "Blue Heron",
    }
    plain = theirs.says(new_id(1), shown, kind=RecordKind.SHARED_ENCOUNTER)
    flagged = {**shown, "happened_on": "2026-11-01", "bring_to_supervision": True}
    urgent = theirs.says(new_id(2), flagged, kind=RecordKind.SHARED_ENCOUNTER)
    apply_all(vault, space, [plain, urgent])
    with vault.read() as tx:
        queue = tx.shared_items.received(10)
        assert [one.item.id for one in queue] == [urgent.header.record, plain.header.record]
        assert all(one.is_new for one in queue)
        assert queue[0].revision == urgent.revision
        assert queue[0].item.owner == peer
        assert tx.encounters.page(limit=5) == ()
