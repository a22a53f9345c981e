import os
from dataclasses import replace
from datetime import date, timedelta

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BugError, NotFoundError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import DeviceId, PersonId, SpaceId
from peerdesk.domain.individual import Individual
from peerdesk.domain.sharing import SharedItem, project
from peerdesk.domain.supervision import Acknowledgement, Comment, Opened, Removed
from peerdesk.domain.vocabulary import AckKind, FollowUpState, Role
from peerdesk.vault.shelves.epochs import KeptEpoch
from peerdesk.vault.shelves.identity import Organisation
from peerdesk.vault.shelves.spaces import NOWHERE, Point, SpaceState
from peerdesk.vault.vault import Vault
from tests.support.vaults import NOW, TODAY, an_encounter, new_id, reopened

SPACE = SpaceId(b"s" * 16)
READER = PersonId(b"S" * 16)


def test_a_draft_is_kept_as_it_stands_survives_a_reopening_and_never_waits_to_be_sent(vault: Vault) -> None:
    record = new_id()
    draft = EncounterDraft(
        setting="ed", memory="half a sen", support=("listened",), supplies={"ride": 1}, next={"group": "chosen"}
    )
    with vault.write() as tx:
        tx.drafts.keep(record, EncounterDraft(memory="half"), NOW - timedelta(minutes=1))
        tx.drafts.keep(record, draft, NOW)
    vault.close()
    with reopened(vault.folder) as again, again.write() as tx:
        (kept,) = tx.drafts.all()
        assert (kept.id, kept.draft, kept.kept_at) == (record, draft, NOW)
        assert tx.drafts.get(record) == kept
        assert tx.outbox.waiting() == 0
        tx.drafts.drop(record)
        tx.drafts.drop(record)
        assert tx.drafts.all() == ()
        with pytest.raises(NotFoundError):
            tx.drafts.get(record)


def test_individuals_are_found_by_handle_whatever_its_case_and_the_most_recent_come_first(vault: Vault) -> None:
    heron, maple = (Individual(id=new_id(i), handle=handle) for i, handle in enumerate(("Blue Heron", "Quiet Maple")))
    with vault.write() as tx:
        tx.individuals.put(heron)
        tx.individuals.put(maple)
        for i, who in enumerate((maple, heron)):
            tx.encounters.put(replace(an_encounter(unix_ms=i), individual=who.id))
    with vault.read() as tx:
        assert tx.individuals.by_handle("  blue   HERON ") == heron
        assert tx.individuals.by_handle("Blue") is None
        assert tx.individuals.recent(5) == (heron, maple)
        assert tx.individuals.get(maple.id) == maple
        with pytest.raises(NotFoundError):
            tx.individuals.get(new_id())


def test_follow_ups_wait_until_they_are_reached(vault: Vault) -> None:
    note = an_encounter()
    soon = FollowUp(id=new_id(1), due=TODAY, encounter=note.id, individual=None)
    later = FollowUp(id=new_id(2), due=TODAY + timedelta(days=9), encounter=note.id, individual=None)
    with vault.write() as tx:
        tx.encounters.put(note)
        tx.follow_ups.put(later)
        tx.follow_ups.put(soon)
    with vault.write() as tx:
        assert tx.follow_ups.open_until(TODAY) == (soon,)
        assert tx.follow_ups.open_until(date(2027, 1, 1)) == (soon, later)
        assert tx.follow_ups.of(note.id) == (soon, later)
        tx.follow_ups.put(soon.reached())
        assert tx.follow_ups.open_until(TODAY) == ()
        assert tx.follow_ups.get(soon.id).state is FollowUpState.REACHED
        assert tx.encounters.row(note.id).follow_up_due == later.due
        tx.follow_ups.hide(later.id)
        assert tx.encounters.row(note.id).follow_up_due is None
        with pytest.raises(NotFoundError):
            tx.follow_ups.get(new_id())


def test_identity_comes_back_whole_and_its_secrets_are_not_in_its_text(vault: Vault) -> None:
    hospital = Organisation(
        root_fingerprint=b"f" * 32, name="Harbor Point", name_key=b"k" * 32, server="https://x", pin=b""
    )
    with vault.write() as tx:
        whole = replace(
            tx.identity.get(),
            role=Role.PEER,
            device=DeviceId(b"D" * 16),
            device_seeds=b"secret seeds",
            paper_public=b"paper",
            supervisor=READER,
            organisation=hospital,
            invite=b"secret invite",
        )
        tx.identity.put(whole)
    with vault.read() as tx:
        assert tx.identity.get() == whole
        assert "secret" not in repr(tx.identity.get())
        assert "kkkk" not in repr(tx.identity.get())


def test_a_person_never_becomes_another_after_something_was_sealed(vault: Vault) -> None:
    from tests.vault.pulled import seal_everything

    with vault.write() as tx:
        tx.encounters.put(an_encounter())
    seal_everything(vault, DeviceId(b"D" * 16))
    with pytest.raises(BugError), vault.write() as tx:
        tx.identity.put(replace(tx.identity.get(), person=PersonId(os.urandom(16))))


def test_names_of_others_are_kept_and_meeting_them_is_remembered(vault: Vault) -> None:
    with vault.write() as tx:
        tx.identity.put_name(READER, "Sam Lee")
        tx.identity.confirm(READER)
        tx.identity.put_name(READER, "Sam Ortiz")
        assert tx.identity.name_of(READER) == "Sam Ortiz"
        assert tx.identity.name_of(PersonId(b"?" * 16)) == ""
        assert tx.identity.names() == {READER: "Sam Ortiz"}
        assert tx.identity.met() == {READER}


def test_the_directory_is_kept_in_order_and_a_fork_stays_as_evidence(vault: Vault) -> None:
    with vault.write() as tx:
        assert tx.directory.head() is None
        for n in (1, 2, 3):
            tx.directory.append(n, bytes([n]) * 32, f"entry {n}".encode())
        assert tx.directory.head() == (3, b"\x03" * 32)
        assert [entry.n for entry in tx.directory.after(1)] == [2, 3]
        tx.directory.keep_fork(2, b"x" * 32, b"other")
        assert [fork.entry for fork in tx.directory.forks()] == [b"other"]
    with pytest.raises(BugError), vault.write() as tx:
        tx.directory.append(2, b"y" * 32, b"replaced")
    with vault.read() as tx:
        assert tx.directory.after(0)[1].entry == b"entry 2"


def test_a_key_of_a_space_is_added_once_and_never_replaced(vault: Vault) -> None:
    maker = DeviceId(b"D" * 16)
    first = KeptEpoch(space=SPACE, epoch=b"1" * 16, key=b"k" * 32, maker=maker, readers=(maker, DeviceId(b"E" * 16)))
    unopened = replace(first, epoch=b"2" * 16, key=None)
    with vault.write() as tx:
        tx.epochs.put(first)
        tx.epochs.put(unopened)
        tx.epochs.put(replace(first, key=b"z" * 32))
        assert tx.epochs.get(SPACE, first.epoch) == first
        assert tx.epochs.newest(SPACE) == first
        tx.epochs.put(replace(unopened, key=b"l" * 32))
        assert tx.epochs.newest(SPACE) == replace(unopened, key=b"l" * 32)
        assert len(tx.epochs.all(SPACE)) == 2
        assert tx.epochs.newest(SpaceId(b"o" * 16)) is None
    assert "kkkk" not in repr(first)


def test_what_was_shown_beyond_the_cursor_is_kept_until_the_cursor_gets_there(vault: Vault) -> None:
    with vault.write() as tx:
        assert tx.spaces.get(SPACE) == SpaceState(cursor=NOWHERE, witness=NOWHERE)
        tx.spaces.show(SPACE, Point(5, b"5" * 32))
        tx.spaces.show(SPACE, Point(9, b"9" * 32))
        tx.spaces.put(SPACE, SpaceState(cursor=Point(5, b"5" * 32), witness=Point(9, b"9" * 32)))
        assert tx.spaces.shown(SPACE) == (Point(9, b"9" * 32),)
        assert tx.spaces.known() == (SPACE,)
        back = SpaceState(cursor=Point(4, b"4" * 32), witness=Point(4, b"4" * 32))
        tx.spaces.rewind(SPACE, back)
        assert tx.spaces.get(SPACE) == back
        assert tx.spaces.shown(SPACE) == ()


def test_the_way_back_is_marked_every_so_often_and_marks_beyond_it_go_with_a_step_back(vault: Vault) -> None:
    steps = [Point(seq, bytes([seq % 251]) * 32) for seq in (200, 255, 400, 500, 800)]
    with vault.write() as tx:
        for step in steps:
            tx.spaces.put(SPACE, SpaceState(cursor=step, witness=step))
        assert tx.spaces.checkpoints(SPACE) == (steps[2], steps[4])
        tx.spaces.rewind(SPACE, SpaceState(cursor=steps[2], witness=steps[2]))
        assert tx.spaces.checkpoints(SPACE) == (steps[2],)


def test_a_copy_that_was_given_is_known_by_note_and_by_reader_and_shows_when_it_was_opened(vault: Vault) -> None:
    note, copy = an_encounter("words that were ticked"), new_id()
    with vault.write() as tx:
        item = SharedItem(
            id=copy, owner=tx.person, projection=project(note, handle="Blue Heron", follow_up=None, include_memory=True)
        )
        tx.encounters.put(note)
        tx.shared_items.put_own(item, original=note.id, reader=READER, generation=1)
    with vault.read() as tx:
        (given,) = tx.shared_items.given(note.id)
        assert (given.item, given.reader, given.generation, given.opened_at) == (item, READER, 1, None)
        assert tx.shared_items.all_given() == (given,)
        assert tx.shared_items.get(copy) == item
        assert tx.shared_items.received(5) == ()
        assert tx.shared_items.unplaced() == ()


def test_what_is_said_about_a_copy_lies_with_it_and_goes_into_its_space(vault: Vault) -> None:
    note, copy = an_encounter(), new_id(5)
    with vault.write() as tx:
        item = SharedItem(
            id=copy, owner=tx.person, projection=project(note, handle="", follow_up=None, include_memory=False)
        )
        tx.shared_items.put_own(item, original=note.id, reader=READER, generation=1)
        me, space = tx.person, tx.shared_items.space_of(copy)
        said = Comment(id=new_id(1), author=me, about=copy, revision=None, text="Thank you", written_at=NOW)
        seen = Acknowledgement(id=new_id(2), author=me, about=copy, revision=None, kind=AckKind.THANK, given_at=NOW)
        opened = Opened(id=new_id(3), author=me, about=copy, opened_at=NOW)
        gone = Removed(id=new_id(4), author=me, about=copy, removed_at=NOW)
        tx.comments.put(said)
        tx.acknowledgements.put(seen)
        tx.opened.put(opened)
        tx.removed.put(gone)
        assert tx.comments.about(copy, space) == (said,)
        assert tx.acknowledgements.about(copy, space) == (seen,)
        assert tx.opened.about(copy, space) == (opened,)
        assert tx.removed.about(copy, space) == (gone,)
        assert len(tx.outbox.fresh(space, 10)) == 5
        with pytest.raises(NotFoundError):
            tx.comments.put(replace(said, id=new_id(), about=new_id()))


def test_the_seed_of_shared_copies_is_the_older_one_on_every_computer(vault: Vault) -> None:
    with vault.write() as tx:
        assert tx.space_seed.get() is None
        tx.space_seed.put(new_id(2), b"b" * 32)
        tx.space_seed.put(new_id(1), b"a" * 32)
        assert tx.space_seed.get() == b"a" * 32
