"""A step back: nothing that is kept goes, what lost its place proves nothing, and the step is written down."""

import os

from peerdesk.domain.ids import DeviceId
from peerdesk.vault.shelves.spaces import NOWHERE, Point, SpaceState
from peerdesk.vault.vault import Vault
from tests.support.vaults import NOW, an_encounter
from tests.vault.pulled import Computer, apply_all, seal_everything

DEVICE = DeviceId(b"D" * 16)
FIELDS = {"happened_on": "2026-11-21", "setting": "ed", "outcome": "met", "support": ["listened"], "mode": "in_person"}


def test_what_has_lost_its_place_is_unproved_until_it_has_one_again(vault: Vault) -> None:
    """Also where nothing waits to be sent, because the server has said that it lacks nothing."""
    note = an_encounter("mine")
    with vault.write() as tx:
        tx.encounters.put(note)
    (mine,) = seal_everything(vault, DEVICE)
    here = Point(1, os.urandom(32))
    with vault.write() as tx:
        tx.outgoing.settle([(mine, 1)])
        tx.spaces.put(tx.own_space, SpaceState(cursor=here, witness=here))
        assert not tx.outbox.has_anything_unproved()
        tx.healing.go_back(tx.own_space, NOWHERE, here, 0, NOW)
        assert tx.outbox.waiting() == 0
        assert tx.outbox.has_anything_unproved()
        assert tx.healing.absent(tx.own_space, ())
        tx.healing.queue(tx.own_space, [mine])
        tx.healing.settle(mine, 1)
        tx.spaces.put(tx.own_space, SpaceState(cursor=here, witness=here))
        assert not tx.outbox.has_anything_unproved()
        assert not tx.healing.absent(tx.own_space, ())


def test_a_step_back_removes_nothing_and_is_written_down(vault: Vault) -> None:
    with vault.read() as tx:
        other = Computer(tx.person, tx.own_space)
    note = an_encounter("kept")
    page = [other.says(note.id, {**FIELDS, "memory": "kept"})]
    apply_all(vault, other.space, page)
    with vault.write() as tx:
        before = tx.spaces.get(other.space).witness
        tx.healing.go_back(other.space, NOWHERE, NOWHERE, 1, NOW)
        assert tx.encounters.get(note.id).memory == "kept"
        assert [one.revision for one in tx.healing.held(other.space, ())] == [page[0].revision]
        (step,) = tx.healing.log()
        assert (step.space, step.witness, step.answer, step.resumed, step.lacking) == (other.space, before.seq, 0, 0, 1)
        assert tx.healing.is_past(other.space, before.seq, before.chain[:8])


def test_what_somebody_else_wrote_is_kept_as_it_is_when_the_server_does_not_take_it_again(vault: Vault) -> None:
    with vault.read() as tx:
        other = Computer(tx.person, tx.own_space)
    page = [other.says(an_encounter().id, FIELDS)]
    apply_all(vault, other.space, page)
    with vault.write() as tx:
        tx.healing.go_back(other.space, NOWHERE, NOWHERE, 1, NOW)
        tx.healing.queue(other.space, [page[0].revision])
        assert [one.revision for one in tx.healing.queued(other.space, 5)] == [page[0].revision]
        assert tx.healing.refuse(page[0].revision, "not_writer") is False
        assert tx.healing.queued(other.space, 5) == ()
        assert tx.inbox.quarantined() == ()


def test_what_the_log_shows_in_its_place_cannot_be_turned_down(vault: Vault) -> None:
    """It went again, came by the log meanwhile, and then the server said no: the log is the proof that it is there."""
    with vault.write() as tx:
        tx.encounters.put(an_encounter("mine"))
    (mine,) = seal_everything(vault, DEVICE)
    here = Point(1, os.urandom(32))
    with vault.write() as tx:
        tx.outgoing.settle([(mine, 1)])
        tx.healing.go_back(tx.own_space, NOWHERE, here, 0, NOW)
        tx.healing.queue(tx.own_space, [mine])
        tx.healing.settle(mine, 7)
        tx.healing.queue(tx.own_space, [mine])
        assert tx.healing.refuse(mine, "too_large") is False
        assert tx.healing.queued(tx.own_space, 5) == ()
        assert tx.inbox.quarantined() == ()
        assert tx.healing.places([mine])[mine] == 7
