"""I20: who puts an edit aside that an erase had not seen, so that it is asked about once, where its words still are."""

import os
from dataclasses import replace

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import DeviceId, RecordId
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.records import Records
from peerdesk.vault.vault import Vault
from tests.support.vaults import an_encounter, new_id
from tests.vault.pulled import Computer, apply_all, seal_everything

FIELDS = {"happened_on": "2026-11-21", "setting": "ed", "outcome": "met", "support": ["listened"], "mode": "in_person"}
HERE = DeviceId(b"H" * 16)


@pytest.fixture
def other(vault: Vault) -> Computer:
    with vault.write() as tx:
        tx.identity.put(replace(tx.identity.get(), device=HERE))
        return Computer(tx.person, tx.own_space)


def put_back(computer: Computer) -> Computer:
    """Return the same computer after its vault was put back from a backup: it has a new run and knows less."""
    return Computer(computer.person, computer.space, device=computer.device)


def aside(vault: Vault) -> list[object]:
    with vault.read() as tx:
        assert tx.outbox.waiting() == 0
        return [one.fields["memory"] for one in tx.asides.all()]


def written(vault: Vault, other: Computer, record: RecordId) -> list[OpenedRevision]:
    first = other.says(record, {**FIELDS, "memory": "first"})
    assert first.head is not None
    return [first, other.says(record, {"memory": "later"}, (first.head,))]


def test_what_a_computer_erases_that_was_put_back_and_forgot_it_is_kept_by_whoever_holds_it(
    vault: Vault, other: Computer
) -> None:
    """Its author is the eraser and does not know it any more; this computer is the last that has the words."""
    record = new_id()
    first, later = written(vault, other, record)
    erase = put_back(other).erases(record, [first.revision])
    apply_all(vault, other.space, [first, later, erase])
    assert aside(vault) == ["later"]


def test_what_a_third_computer_wrote_is_asked_about_there_and_not_here(vault: Vault, other: Computer) -> None:
    record = new_id()
    first, later = written(vault, other, record)
    third = Computer(other.person, other.space)
    apply_all(vault, other.space, [first, later, third.erases(record, [first.revision])])
    assert aside(vault) == []


def test_what_the_erase_had_seen_through_other_revisions_is_not_asked_about(vault: Vault, other: Computer) -> None:
    note = an_encounter("mine")
    with vault.write() as tx:
        tx.encounters.put(note)
    (mine,) = seal_everything(vault, HERE)
    with vault.write() as tx:
        tx.outgoing.settle([(mine, 1)])
    with vault.read() as tx:
        heads = tx.histories.heads(note.id)
    theirs = other.says(note.id, {"memory": "theirs, after mine"}, heads)
    apply_all(vault, other.space, [theirs, other.erases(note.id, [theirs.revision])], start=1)
    assert aside(vault) == []


def test_mine_that_the_erase_had_not_seen_is_put_aside(vault: Vault, other: Computer) -> None:
    note = an_encounter("mine")
    with vault.write() as tx:
        tx.encounters.put(note)
    (mine,) = seal_everything(vault, HERE)
    with vault.write() as tx:
        tx.outgoing.settle([(mine, 1)])
    apply_all(vault, other.space, [other.erases(note.id, [os.urandom(32)])], start=1)
    assert aside(vault) == ["mine"]


def test_what_comes_after_this_computer_has_sealed_its_erase_is_put_aside_unless_the_erase_had_seen_it(
    vault: Vault, other: Computer
) -> None:
    """The server has not had the erase yet, or has lost it: so the words still come."""
    note = an_encounter("mine")
    with vault.write() as tx:
        tx.encounters.put(note)
    seal_everything(vault, HERE)
    with vault.read() as tx:
        heads = tx.histories.heads(note.id)
    unseen = other.says(note.id, {"memory": "unseen"}, heads)
    with vault.write() as tx:
        known = Records(tx._connection).find(RecordKind.ENCOUNTER, tx.person, note.id)
        assert known is not None
        tx.outbox.erase(known)
    for revision in seal_everything(vault, HERE):
        with vault.write() as tx:
            tx.outgoing.settle([(revision, 2)])
            tx.outgoing.settle([(tx.histories.versions(note.id)[0].revision, 1)])
    apply_all(vault, other.space, [unseen], start=2)
    assert aside(vault) == ["unseen"]
    again = other.says(note.id, {"memory": "unseen, and later"}, [unseen.head] if unseen.head else [])
    apply_all(vault, other.space, [again], start=3)
    assert aside(vault) == ["unseen, and later"]


@pytest.mark.invariant(20)
def test_an_edit_that_carries_two_versions_is_put_aside_with_both(vault: Vault, other: Computer) -> None:
    """What is put aside has no versions side by side: both texts stand in it, one below the other."""
    record, third = new_id(), Computer(other.person, other.space)
    first = other.says(record, {**FIELDS, "memory": "first"})
    assert first.head is not None
    one, two = (
        computer.says(record, {"memory": f"from {name}"}, (first.head,))
        for computer, name in ((other, "one"), (third, "two"))
    )
    assert one.head is not None
    assert two.head is not None
    on_top = other.says(record, {"words": "and words"}, (one.head, two.head))
    assert on_top.head is not None
    with vault.write() as tx:
        tx.asides.unsent_erase(on_top.header, RecordKind.ENCOUNTER, on_top.head)
    (kept,) = aside(vault)
    assert set(str(kept).split("\n\n")) == {"from one", "from two"}
