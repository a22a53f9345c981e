"""What a removed computer wrote, item by item: read before a yes, taken up or left apart one by one, by nobody else."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId, RevisionId
from peerdesk.domain.team_texts import TeamLine, TeamPart, TeamText
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import Act, do, needs
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import delete_encounter, encounter_detail, keep_encounter
from peerdesk.work.removed_decisions import drop_item, take_item
from peerdesk.work.removed_items import Became, RemovedItem, removed_work
from peerdesk.work.revoking import revoke_device
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.work.office import Office
from tests.work.test_handing_in import hand_in
from tests.work.test_removing import memories, remove, write


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def handed_in(two: TwoComputers) -> tuple[RemovedItem, ...]:
    """Remove the laptop, let it hand in, and return what the ward computer is asked about."""
    remove(two, two.ward)
    hand_in(two, two.laptop)
    two.hospital.sync(two.ward)
    return removed_work(two.ward).items


def take(vault: Vault, item: RemovedItem) -> None:
    take_item(vault, item.key, clock(), os.urandom)


def memory(vault: Vault, note: RecordId) -> str:
    return encounter_detail(vault, note).encounter.memory


def about(items: tuple[RemovedItem, ...], words: str) -> RemovedItem:
    (found,) = (one for one in items if one.first_words == words)
    return found


def test_each_item_says_what_it_is_when_it_was_written_its_first_words_and_for_whom(two: TwoComputers) -> None:
    known, deleted = two.note(), two.note(memory="deleted there")
    draft = EncounterDraft(setting="ed", outcome="left", memory="begun there\nsecond line", handle="Blue Heron 27")
    begun = clock()
    new = keep_encounter(two.laptop, draft, begun, os.urandom).id
    reader = find_reader(two.laptop, "Tomas Okafor", clock())
    share(two.laptop, new, reader, clock())
    two.change(two.laptop, known, memory="changed there")
    delete_encounter(two.laptop, deleted)
    items = handed_in(two)
    said = {(one.became, one.first_words, one.handle) for one in items if one.kind is RecordKind.ENCOUNTER}
    assert said == {
        (Became.NEW, "begun there", "Blue Heron 27"),
        (Became.CHANGED, "changed there", ""),
        (Became.DELETED, "deleted there", ""),
    }
    note = about(items, "begun there")
    assert (note.setting, note.outcome, note.readers) == ("ed", "left", ("Tomas Okafor",))
    assert note.written_at is not None
    assert abs(note.written_at - begun) < timedelta(seconds=2)
    # Whom a note is about, and the ledger's line about it, go with the note.
    assert {one.kind for one in items} == {RecordKind.ENCOUNTER}
    assert memories(two.ward) == {"first", "deleted there"}
    take(two.ward, note)
    with two.ward.read() as tx:
        assert len(tx.ledger.of_note(new)) == 1


def test_a_text_for_a_team_says_all_of_its_lines_before_a_yes(two: TwoComputers) -> None:
    two.note()
    lines = (TeamLine(about="add_en", said="bed blocker", instead="person"), TeamLine(about="mute_en", said="detox"))
    text = TeamText(part=TeamPart.WORDS, version=3, published_on=clock().date(), lines=lines)
    with two.laptop.write() as tx:
        tx.team_texts.keep(RecordId(bytes([7]) * 16), text)
    (item,) = handed_in(two)
    assert (item.part, item.version, item.first_words) == (TeamPart.WORDS, 3, "bed blocker → person; detox")


@pytest.mark.invariant(32)
def test_one_is_taken_up_with_whom_it_is_about_and_the_rest_still_counts_for_nothing(two: TwoComputers) -> None:
    two.note()
    draft = EncounterDraft(setting="ed", outcome="left", memory="mine", handle="Blue Heron 27")
    mine = keep_encounter(two.laptop, draft, clock(), os.urandom).id
    write(two.laptop, "not mine")
    take(two.ward, about(handed_in(two), "mine"))
    assert encounter_detail(two.ward, mine).handle == "Blue Heron 27"
    assert two.hospital.sync(two.ward).proof
    assert memories(two.ward) == {"first", "mine"}
    (need,) = needs(two.ward)
    assert (need.acts, need.number) == ((Act.LOOK, Act.ACCEPT, Act.DROP), 1)
    (left,) = removed_work(two.ward).items
    assert left.first_words == "not mine"


def test_what_goes_with_a_note_is_dropped_with_it(two: TwoComputers) -> None:
    two.note()
    draft = EncounterDraft(setting="ed", outcome="left", memory="not mine", handle="Blue Heron 27", follow_up="7d")
    note = keep_encounter(two.laptop, draft, clock(), os.urandom).id
    share(two.laptop, note, find_reader(two.laptop, "Tomas Okafor", clock()), clock())
    (item,) = handed_in(two)
    drop_item(two.ward, item.key)
    (left,) = removed_work(two.ward).items
    assert (left.kind, left.handle) == (RecordKind.INDIVIDUAL, "Blue Heron 27")
    drop_item(two.ward, left.key)
    assert needs(two.ward) == ()
    assert two.hospital.sync(two.ward).proof
    assert memories(two.ward) == {"first"}


def test_a_follow_up_comes_with_its_note(two: TwoComputers) -> None:
    draft = EncounterDraft(setting="ed", outcome="left", memory="mine", handle="Blue Heron 27", follow_up="7d")
    note = keep_encounter(two.laptop, draft, clock(), os.urandom).id
    (item,) = handed_in(two)
    take(two.ward, item)
    with two.ward.read() as tx:
        assert len(tx.follow_ups.of(note)) == 1
    assert needs(two.ward) == ()


def test_what_was_dropped_stays_apart_when_the_rest_is_taken_up_at_once(two: TwoComputers) -> None:
    two.note()
    for words in ("one", "two", "not mine"):
        write(two.laptop, words)
    drop_item(two.ward, about(handed_in(two), "not mine").key)
    (need,) = needs(two.ward)
    assert need.number == 2
    do(two.ward, need.key, Act.ACCEPT, clock(), os.urandom)
    assert needs(two.ward) == ()
    for _ in range(2):
        assert two.hospital.sync(two.ward).proof
    assert memories(two.ward) == {"first", "one", "two"}


def test_once_everything_is_decided_one_by_one_nothing_is_asked_until_more_is_handed_in(two: TwoComputers) -> None:
    two.note()
    write(two.laptop, "mine")
    write(two.laptop, "not mine")
    items = handed_in(two)
    take(two.ward, about(items, "mine"))
    drop_item(two.ward, about(items, "not mine").key)
    assert needs(two.ward) == ()
    for key in (about(items, "mine").key, RevisionId(bytes(32))):
        with pytest.raises(NotFoundError):
            take_item(two.ward, key, clock(), os.urandom)
        with pytest.raises(NotFoundError):
            drop_item(two.ward, key)
    write(two.laptop, "later")
    hand_in(two, two.laptop)
    two.hospital.sync(two.ward)
    assert [one.first_words for one in removed_work(two.ward).items] == ["later"]


def test_an_edit_that_is_taken_up_stands_beside_what_was_said_here_meanwhile(two: TwoComputers) -> None:
    note = two.note()
    two.change(two.laptop, note, memory="from the laptop")
    remove(two, two.ward)
    two.change(two.ward, note, memory="from the ward")
    hand_in(two, two.laptop)
    two.hospital.sync(two.ward)
    take(two.ward, about(removed_work(two.ward).items, "from the laptop"))
    for _ in range(2):
        with two.ward.read() as tx:
            said = {one.value for one in tx.histories.conflicts(note)["memory"]}
        assert said == {"from the laptop", "from the ward"}
        assert two.hospital.sync(two.ward).proof


def test_a_share_that_is_taken_up_reaches_its_reader_from_here(two: TwoComputers) -> None:
    note = two.note()
    share(two.laptop, note, find_reader(two.laptop, "Tomas Okafor", clock()), clock())
    (item,) = (one for one in handed_in(two) if one.kind is RecordKind.ENCOUNTER)
    assert item.readers == ("Tomas Okafor",)
    take(two.ward, item)
    assert two.hospital.sync(two.ward).proof
    two.hospital.sync(two.tomas)
    assert len(review_queue(two.tomas)) == 1


def test_what_was_erased_here_comes_back_as_something_new_that_only_its_person_reads(two: TwoComputers) -> None:
    note = two.note()
    two.change(two.laptop, note, memory="changed there")
    items = handed_in(two)
    erase_note(two.ward, note)
    take(two.ward, about(items, "changed there"))
    assert two.hospital.sync(two.ward).proof
    assert memories(two.ward) == {"changed there"}
    with pytest.raises(NotFoundError):
        encounter_detail(two.ward, note)


def test_what_the_server_blanked_because_it_was_erased_can_only_be_let_go(two: TwoComputers) -> None:
    note = two.note()
    two.change(two.laptop, note, memory="changed there")
    remove(two, two.ward)
    erase_note(two.ward, note)
    two.hospital.sync(two.ward)
    hand_in(two, two.laptop)
    two.hospital.sync(two.ward)
    (item,) = removed_work(two.ward).items
    assert item.became is Became.UNREAD
    with pytest.raises(NotAllowedError):
        take(two.ward, item)
    drop_item(two.ward, item.key)
    assert needs(two.ward) == ()


def test_an_erase_that_nobody_had_seen_is_an_item_and_erases_once_its_person_says_so(two: TwoComputers) -> None:
    note, kept = two.note(memory="erased there"), two.note(memory="erased there by a thief")
    for one in (note, kept):
        erase_note(two.laptop, one)
    assert two.hospital.sync(two.laptop).proof
    revoked_by_the_officer(two)
    items = removed_work(two.ward).items
    assert {(one.became, one.first_words) for one in items} == {
        (Became.ERASED, "erased there"),
        (Became.ERASED, "erased there by a thief"),
    }
    take(two.ward, about(items, "erased there"))
    drop_item(two.ward, about(items, "erased there by a thief").key)
    assert memories(two.ward) == {"erased there by a thief"}
    assert needs(two.ward) == ()


def revoked_by_the_officer(two: TwoComputers) -> None:
    laptop = two.laptop.device
    assert laptop is not None
    revoke_device(Office(two.hospital).ask("Devon Achebe"), laptop.hex())
    two.hospital.sync(two.ward)


def test_many_are_listed_a_hundred_at_once_and_the_rest_is_said(two: TwoComputers) -> None:
    for number in range(7):
        draft = EncounterDraft(setting="ed", outcome="left", memory=f"note {number}")
        keep_encounter(two.laptop, draft, clock() + timedelta(seconds=number), os.urandom)
    handed_in(two)
    work = removed_work(two.ward, 5)
    assert ([one.first_words for one in work.items], work.more) == ([f"note {n}" for n in (6, 5, 4, 3, 2)], 2)


def test_what_somebody_else_signed_is_no_item_whatever_the_server_says_of_it(two: TwoComputers) -> None:
    write(two.laptop, "mine")
    (item,) = handed_in(two)
    with two.ward.write() as tx:
        frame = tx.heaps.one_by_one.frame(item.key)
        # As if a server had put other bytes under the id: the signature does not hold any more.
        forged = frame[:-3] + bytes(byte ^ 1 for byte in frame[-3:])
        tx._connection.exec_driver_sql("UPDATE revision SET frame = ? WHERE revision = ?", (forged, item.key))
    assert removed_work(two.ward).items == ()
    with pytest.raises(NotFoundError):
        take_item(two.ward, item.key, clock(), os.urandom)
