"""What is brought to supervision on two computers, on an older PeerDesk, and when its note or all of it goes back."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.agenda import AgendaDraft
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.errors import BadValueError, NotAllowedError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.merge import Stamp
from peerdesk.sync import payload
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.shapes import ONE_PERSON
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda import (
    change_item,
    mark_talked,
    order_items,
)
from peerdesk.work.agenda_adding import add_to_agenda, take_off_agenda
from peerdesk.work.agenda_list import agenda
from peerdesk.work.agenda_received import received_agenda
from peerdesk.work.agenda_shares import entry_of_item
from peerdesk.work.attention import needs
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import delete_encounter, encounter_detail
from peerdesk.work.holdings import holders, take_all_back
from peerdesk.work.leaving import last_day
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import SUPERVISED, a_hospital, clock
from tests.support.two_computers import TwoComputers
from tests.vectors.payload.make import of_agendas
from tests.work.test_agenda import DRAFT, add, add_for, lines, put, read_by
from tests.work.test_supervision_that_ended import end_it
from tests.work.test_taking_back import everything_in
from tests.work.ward import NOTE, Pair


@pytest.fixture
def pair(pair: Pair) -> Pair:
    """The two, who know of each other."""
    pair.meet()
    return pair


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield TwoComputers(hospital)


def brought(vault: Vault, pair_reader: PersonId, note: RecordId) -> RecordId:
    add_for(vault, note, pair_reader)
    return next(one.id for one in agenda(vault) if one.note == note)


@pytest.mark.parametrize("how", ["deleted", "erased", "changed their mind"])
def test_what_came_from_a_note_goes_back_with_it(pair: Pair, how: str) -> None:
    note = pair.note(replace(NOTE, prompt="zebra words"))
    item = brought(pair.devon, pair.reader, note)
    pair.meet()
    assert read_by(pair.tomas) == ["zebra words"]
    end_note(pair.devon, note, how)
    pair.meet()
    assert received_agenda(pair.tomas) == ()
    assert "zebra words" not in everything_in(pair.tomas)
    with pytest.raises(NotAllowedError):
        add(pair, item)


@pytest.mark.parametrize("how", ["deleted", "erased", "changed their mind"])
def test_what_came_from_a_note_goes_back_under_whatever_topic(pair: Pair, how: str) -> None:
    note = pair.note(replace(NOTE, prompt="zebra words"))
    item = brought(pair.devon, pair.reader, note)
    with pytest.raises(BadValueError):
        change_item(pair.devon, item, AgendaDraft(topic="guide"), clock(), os.urandom)
    with pair.devon.write() as tx:
        # As an older PeerDesk kept it.
        tx.agenda.put(replace(tx.agenda.get(item), topic=AgendaTopic.GUIDE))
    pair.meet()
    assert read_by(pair.tomas) == ["zebra words"]
    end_note(pair.devon, note, how)
    pair.meet()
    assert received_agenda(pair.tomas) == ()


def test_the_words_of_a_note_are_never_copied_into_an_item_that_outlives_it(pair: Pair) -> None:
    note = pair.note(replace(NOTE, prompt="zebra\nwords"))
    (marked,) = agenda(pair.devon)
    # What a form does that begins with the words it shows.
    as_shown = AgendaDraft(topic="boundaries", line=marked.line)
    change_item(pair.devon, marked.id, as_shown, clock(), os.urandom)
    (listed,) = agenda(pair.devon)
    assert (listed.topic, listed.line) == (AgendaTopic.BOUNDARIES, "zebra\nwords")
    end_note(pair.devon, note, "erased")
    pair.meet()
    assert lines(pair.devon) == [""]
    assert "zebra" not in everything_in(pair.devon)


@pytest.mark.parametrize("how", ["deleted", "erased", "changed their mind"])
def test_a_note_that_ends_on_another_computer_takes_back_what_was_brought_of_it(two: TwoComputers, how: str) -> None:
    reader, note = find_reader(two.ward, "Tomas Okafor", clock()), two.note(prompt="zebra words", handle="Quiet Fox 3")
    end_note(two.laptop, note, how)
    brought(two.ward, reader, note)
    for vault in (two.ward, two.tomas, two.laptop, two.ward, two.laptop, two.ward, two.tomas):
        two.hospital.sync(vault)
    assert received_agenda(two.tomas) == ()


def end_note(vault: Vault, note: RecordId, how: str) -> None:
    individual = encounter_detail(vault, note).encounter.individual
    assert individual is not None
    match how:
        case "deleted":
            delete_encounter(vault, note, clock())
        case "erased":
            erase_note(vault, note, clock())
        case _:
            withdraw(vault, individual, Wish(), clock(), os.urandom)


def test_who_reads_an_agenda_stands_among_the_holders_and_all_of_it_goes_back_in_one_act(pair: Pair) -> None:
    items = [put(pair.devon, line) for line in ("one", "two", "mine")]
    for item in items[:2]:
        add(pair, item)
    pair.meet()
    (holder,) = holders(pair.devon, clock())
    assert (holder.name, holder.agenda, holder.notes) == ("Tomas Okafor", 2, ())
    assert last_day(pair.devon).readers == ("Tomas Okafor",)
    take_all_back(pair.devon, pair.reader, clock())
    pair.meet()
    assert received_agenda(pair.tomas) == ()
    assert holders(pair.devon, clock()) == ()
    assert lines(pair.devon) == ["one", "two", "mine"]


def test_an_older_peerdesk_keeps_each_of_it_unread_and_reads_it_after_the_update(pair: Pair) -> None:
    stamp = Stamp(b"n" * 16, b"t" * 8, 1)
    with pytest.MonkeyPatch.context() as older:
        older.setattr(payload, "LATEST", ONE_PERSON)
        for raw in of_agendas().values():
            with pytest.raises(SetAsideError) as caught:
                payload.from_plain(raw, revision=b"v" * 32, parents=(), stamp=stamp)
            assert caught.value.reason is Reason.NEWER
        add(pair, put(pair.devon, "one"))
        for vault in (pair.devon, pair.tomas):
            pair.hospital.sync(vault)
        assert received_agenda(pair.tomas) == ()
    pair.meet()
    assert read_by(pair.tomas) == ["one"]


def test_two_computers_of_a_peer_add_order_and_take_back_as_one(two: TwoComputers) -> None:
    reader = find_reader(two.ward, "Tomas Okafor", clock())
    first, second = put(two.ward, "one"), put(two.ward, "two")
    two.meet()
    for vault in (two.ward, two.laptop):
        add_to_agenda(vault, first, reader, clock(), os.urandom)
        add_to_agenda(vault, second, reader, clock(), os.urandom)
    order_items(two.laptop, (second, first), clock(), os.urandom)
    two.meet()
    two.hospital.sync(two.tomas)
    assert lines(two.ward) == lines(two.laptop) == read_by(two.tomas) == ["two", "one"]
    take_off_agenda(two.ward, first)
    change_item(two.laptop, first, replace(DRAFT, line="said meanwhile"), clock(), os.urandom)
    add_to_agenda(two.laptop, first, reader, clock(), os.urandom)
    two.meet()
    two.hospital.sync(two.tomas)
    # What was taken back stays taken back: the other computer's words are the peer's own again, and nothing asks.
    assert needs(two.ward) == needs(two.laptop) == ()
    assert read_by(two.tomas) == ["two"]
    assert sorted(lines(two.ward)) == sorted(lines(two.laptop)) == ["said meanwhile", "two"]
    add_to_agenda(two.laptop, first, reader, clock(), os.urandom)
    two.meet()
    two.hospital.sync(two.tomas)
    assert sorted(read_by(two.tomas)) == ["said meanwhile", "two"]


def test_one_marked_note_is_one_item_whichever_computer_takes_it_up(two: TwoComputers) -> None:
    note = two.note(prompt="How do I say no?")
    for vault in (two.ward, two.laptop):
        mark_talked(vault, note, clock(), os.urandom)
    two.meet()
    for vault in (two.ward, two.laptop):
        (one,) = agenda(vault)
        assert one.talked_on is not None


def test_what_is_added_offline_is_not_sent_to_somebody_who_supervises_no_more(pair: Pair) -> None:
    item = put(pair.devon, "one")
    end_it(pair)
    add(pair, item)
    pair.hospital.sync(pair.devon)
    (need,) = (one for one in needs(pair.devon) if one.news is None)
    assert need.reason == Reason.HELD_BACK.value
    pair.hospital.sync(pair.tomas)
    assert received_agenda(pair.tomas) == ()
    take_off_agenda(pair.devon, item)
    pair.hospital.sync(pair.devon)
    assert needs(pair.devon) == ()


def test_a_note_is_named_only_to_whoever_has_it(pair: Pair) -> None:
    note, colleague = pair.note(replace(NOTE, prompt="How do I say no?")), PersonId(b"\x07" * 16)
    share(pair.devon, note, pair.reader, clock())
    item = brought(pair.devon, pair.reader, note)
    with pair.devon.read() as tx:
        kept = tx.agenda.get(item)
        assert entry_of_item(tx, kept, pair.reader).note is not None
        assert entry_of_item(tx, kept, colleague).note is None
