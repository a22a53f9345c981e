import contextlib
import os
from dataclasses import replace

import pytest

from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import DeviceId
from peerdesk.domain.merge import PENDING, Stamp
from peerdesk.domain.sharing import SharedItem, project
from peerdesk.vault.shelves.spaces import Point, SpaceState
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import Kind, is_blanked, parse_revision, revision_id
from tests.support.vaults import an_encounter, new_id, reopened
from tests.vault.pulled import seal_everything, sealed_frame

DEVICE = DeviceId(b"D" * 16)


def test_what_is_sealed_is_what_was_kept_and_nothing_that_holds_its_default(vault: Vault) -> None:
    note = an_encounter("A calm morning")
    with vault.write() as tx:
        tx.encounters.put(note)
    with vault.read() as tx:
        (intent,) = tx.outbox.fresh(tx.own_space, 10)
        head = tx.outbox.content(intent)
    assert (head.revision, head.parents, head.seen) == (None, (), {})
    shown = {name: candidate.value for name, (candidate,) in head.fields.items()}
    assert shown == {
        "happened_on": note.happened_on.isoformat(),
        "setting": "ed",
        "outcome": "met",
        "support": ["listened"],
        "mode": "in_person",
        "memory": "A calm morning",
    }


def test_sealing_stamps_every_value_and_the_next_edit_names_it_as_parent(vault: Vault) -> None:
    note = an_encounter("First")
    with vault.write() as tx:
        tx.encounters.put(note)
    (first,) = seal_everything(vault, DEVICE)
    stamp = Stamp(DEVICE, vault.run, 1)
    with vault.read() as tx:
        (head,) = tx.histories.heads(note.id)
        assert head.revision == first
        assert {candidate.stamp for (candidate,) in head.fields.values()} == {stamp}
        assert head.seen == {(DEVICE, vault.run): 1}
        assert tx.outbox.fresh(tx.own_space, 10) == ()
    with vault.write() as tx:
        tx.encounters.put(replace(note, memory="Second"))
    with vault.read() as tx:
        (intent,) = tx.outbox.fresh(tx.own_space, 10)
        head = tx.outbox.content(intent)
    assert head.parents == (first,)
    assert head.fields["memory"][0] == ("Second", PENDING)
    assert head.fields["setting"][0] == ("ed", stamp)


def test_keeping_the_same_again_after_sealing_sends_nothing(vault: Vault) -> None:
    note = an_encounter("Same words")
    with vault.write() as tx:
        tx.encounters.put(note)
    seal_everything(vault, DEVICE)
    with vault.write() as tx:
        tx.encounters.put(note)
    with vault.read() as tx:
        assert tx.outbox.fresh(tx.own_space, 10) == ()


def test_a_sealed_revision_waits_with_its_exact_bytes_until_its_own_receipt(vault: Vault) -> None:
    with vault.write() as tx:
        tx.encounters.put(an_encounter("one", unix_ms=1))
        tx.encounters.put(an_encounter("two", unix_ms=2))
    first, second = seal_everything(vault, DEVICE)
    with vault.read() as tx:
        waiting = tx.outbox.unsettled(tx.own_space, 10)
        assert [one.revision for one in waiting] == [first, second]
        assert [one.n for one in waiting] == [1, 2]
        assert revision_id(parse_revision(waiting[0].frame)) == first
        assert tx.outbox.waiting() == 2
    with vault.write() as tx:
        tx.outgoing.settle([(first, 1)])
    with vault.read() as tx:
        assert [one.revision for one in tx.outbox.unsettled(tx.own_space, 10)] == [second]
        assert tx.outbox.waiting() == 1


def test_a_refused_revision_blocks_nothing_and_keeps_its_text(vault: Vault) -> None:
    note = an_encounter("still here")
    with vault.write() as tx:
        tx.encounters.put(note)
    (revision,) = seal_everything(vault, DEVICE)
    with vault.write() as tx:
        tx.outbox.quarantine(revision, "too_large")
    with vault.read() as tx:
        assert tx.outbox.waiting() == 0
        (apart,) = tx.inbox.quarantined()
        assert (apart.revision, apart.reason, apart.record) == (revision, "too_large", note.id)
        assert tx.encounters.get(note.id).memory == "still here"


def test_counters_are_dense_within_an_opening_and_name_the_one_before(vault: Vault) -> None:
    with vault.write() as tx:
        assert [tx.counters.next_n(tx.own_space) for _ in range(3)] == [1, 2, 3]
        assert tx.counters.last_run(tx.own_space) is None
    vault.close()
    with reopened(vault.folder) as again:
        assert again.run != vault.run
        with again.write() as tx:
            assert tx.counters.last_run(tx.own_space) == (vault.run, 3)
            assert tx.counters.next_n(tx.own_space) == 1


def test_a_counter_of_a_transaction_that_was_undone_is_given_again(vault: Vault) -> None:
    with contextlib.suppress(NotFoundError), vault.write() as tx:
        tx.counters.next_n(tx.own_space)
        tx.encounters.get(new_id())
    with vault.write() as tx:
        assert tx.counters.next_n(tx.own_space) == 1


def test_erasing_a_sealed_note_comes_first_and_blanks_what_is_kept(vault: Vault) -> None:
    note, other = an_encounter("forget this", unix_ms=2), an_encounter("another", unix_ms=1)
    with vault.write() as tx:
        tx.encounters.put(note)
    (sealed,) = seal_everything(vault, DEVICE)
    with vault.write() as tx:
        tx.encounters.put(other)
        tx.encounters.erase(note.id)
    with vault.read() as tx:
        first, _ = tx.outbox.fresh(tx.own_space, 10)
        assert (first.record, first.is_erase) == (note.id, True)
        assert tx.outbox.content(first).parents == (sealed,)
        assert tx.encounters.search("forget", 5) == ()
        with pytest.raises(NotFoundError):
            tx.encounters.get(note.id)
    seal_everything(vault, DEVICE)
    with vault.read() as tx:
        frames = {one.revision: parse_revision(one.frame) for one in tx.outbox.unsettled(tx.own_space, 10)}
    assert is_blanked(frames[sealed])
    assert revision_id(frames[sealed]) == sealed


def test_proof_needs_a_receipt_inside_the_chain_we_recomputed(vault: Vault) -> None:
    with vault.read() as tx:
        assert not tx.outbox.has_anything_unproved()
    with vault.write() as tx:
        tx.encounters.put(an_encounter())
    with vault.read() as tx:
        assert tx.outbox.has_anything_unproved()
    (revision,) = seal_everything(vault, DEVICE)
    with vault.write() as tx:
        assert tx.outbox.has_anything_unproved()
        tx.outgoing.settle([(revision, 1)])
        assert tx.outbox.has_anything_unproved()
        tx.spaces.put(tx.own_space, SpaceState(cursor=Point(1, bytes(32))))
        assert not tx.outbox.has_anything_unproved()


def test_an_epoch_is_sent_like_a_note_and_has_no_intent(vault: Vault) -> None:
    with vault.write() as tx:
        stamp = Stamp(DEVICE, vault.run, tx.counters.next_n(tx.own_space))
        frame = sealed_frame(tx.own_space, tx.person, os.urandom(16), stamp, kind=Kind.EPOCH)
        tx.outbox.attempt_other(frame[0], frame[2], frame[1])
    with vault.read() as tx:
        (waiting,) = tx.outbox.unsettled(tx.own_space, 10)
        assert waiting.kind == Kind.EPOCH
        assert tx.outbox.spaces() == (tx.own_space,)


def test_a_withdrawn_copy_is_erased_in_the_space_of_the_two(vault: Vault) -> None:
    note, reader, copy = an_encounter("shown"), b"S" * 16, new_id()
    shown = project(note, handle="", follow_up=None, include_memory=True)
    with vault.write() as tx:
        tx.encounters.put(note)
        item = SharedItem(id=copy, owner=tx.person, projection=shown)
        tx.shared_items.put_own(item, original=note.id, reader=reader, generation=1)
        space = tx.shared_items.space_of(copy)
        (intent,) = tx.outbox.fresh(space, 10)
        head = tx.outbox.content(intent)
        assert "original" not in head.fields
        assert "reader" not in head.fields
        stamp = Stamp(DEVICE, vault.run, tx.counters.next_n(space))
        revision, header, frame = sealed_frame(space, tx.person, copy, stamp)
        tx.outbox.attempt(intent, revision, stamp, frame, header)
    with vault.write() as tx:
        tx.shared_items.remove(copy)
        (intent,) = tx.outbox.fresh(space, 10)
        assert intent.is_erase
        assert tx.outbox.content(intent).parents == (revision,)
        assert tx.shared_items.given(note.id) == ()
