"""What a dishonest server, or a dishonest person in a shared space, sends to make this vault lose, mix up or stall."""

import os

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import DeviceId, PersonId, RecordId
from peerdesk.domain.merge import Stamp
from peerdesk.vault.inbox import BLANKED, MOST_HEADS, TAKEN, TOO_MANY, UNREADABLE, USED_COUNTER, OpenedRevision
from peerdesk.vault.records import Records
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import Kind, blanked, encode, is_blanked, parse_revision
from tests.support.vaults import new_id
from tests.vault.pulled import Computer, apply_all, seal_everything, sealed_frame

FIELDS = {"happened_on": "2026-11-21", "setting": "ed", "outcome": "met", "support": ["listened"], "mode": "in_person"}
ITEM = RecordId(b"a" * 16)
COMMENT = {"about": bytes(ITEM), "text": "hello", "written_at": "2026-11-21T14:00:00+00:00"}


@pytest.fixture
def other(vault: Vault) -> Computer:
    """Return another computer of the person whose vault this is."""
    with vault.read() as tx:
        return Computer(tx.person, tx.own_space)


def stranger(vault: Vault) -> Computer:
    with vault.read() as tx:
        person = PersonId(os.urandom(16))
        return Computer(person, pair_space(tx.person, person))


def emptied(one: OpenedRevision) -> OpenedRevision:
    frame = encode(blanked(parse_revision(one.frame)))
    return OpenedRevision(
        revision=one.revision, seq=one.seq, header=one.header, record_kind=None, head=None, frame=frame
    )


def reasons(vault: Vault) -> list[str]:
    with vault.read() as tx:
        return [one.reason for one in tx.inbox.quarantined()]


def test_a_text_that_was_taken_out_on_the_way_is_said_to_be_missing(vault: Vault, other: Computer) -> None:
    first, second = new_id(), new_id()
    apply_all(vault, other.space, [emptied(other.says(record, FIELDS)) for record in (first, second)])
    assert reasons(vault) == [BLANKED, BLANKED]
    # The erase that explains it may come behind it: then nothing is missing.
    apply_all(vault, other.space, [other.erases(first)], start=2)
    assert reasons(vault) == [BLANKED]
    apply_all(vault, other.space, [emptied(other.says(first, FIELDS))], start=3)
    assert reasons(vault) == [BLANKED]


def test_an_id_that_somebody_else_uses_already_is_not_taken_twice(vault: Vault) -> None:
    anna, bob, record = stranger(vault), stranger(vault), new_id()
    apply_all(vault, anna.space, [anna.says(record, FIELDS, kind=RecordKind.SHARED_ENCOUNTER)])
    apply_all(vault, bob.space, [bob.says(record, FIELDS, kind=RecordKind.SHARED_ENCOUNTER)])
    assert reasons(vault) == [TAKEN]
    with vault.read() as tx:
        assert [one.item.owner for one in tx.shared_items.received(10)] == [anna.person]
        assert tx.shared_items.space_of(record) == anna.space


def test_versions_without_end_are_set_apart_from_a_number_on(vault: Vault) -> None:
    bob, record = stranger(vault), new_id()
    more = []
    for i in range(MOST_HEADS + 5):
        # Within one opening of a vault each has seen the one before: that would be one version after the other.
        bob.run, bob.n = os.urandom(8), 0
        more.append(bob.says(record, {**COMMENT, "text": f"{i}"}, kind=RecordKind.COMMENT))
    apply_all(vault, bob.space, more)
    assert reasons(vault) == [TOO_MANY] * 5
    with vault.read() as tx:
        assert len(tx.comments.about(ITEM, bob.space)) == 1


def test_a_note_erased_here_does_not_come_back_by_an_edit_from_elsewhere(vault: Vault, other: Computer) -> None:
    record = new_id()
    known = other.says(record, {**FIELDS, "memory": "first words"})
    apply_all(vault, other.space, [known])
    with vault.write() as tx:
        found = Records(tx._connection).find(RecordKind.ENCOUNTER, tx.person, record)
        assert found is not None
        tx.outbox.erase(found)
    assert known.head is not None
    edit = other.says(record, {"memory": "second words"}, (known.head,))
    apply_all(vault, other.space, [edit], start=1)
    with vault.read() as tx:
        assert tx.encounters.search("words", 5) == ()
        assert [one.fields["memory"] for one in tx.inbox.set_aside()] == ["second words"]
    seal_everything(vault, DeviceId(b"D" * 16))
    with vault.read() as tx:
        frames = tx._connection.exec_driver_sql("SELECT frame FROM revision WHERE kind = 1").scalars().all()
    assert all(is_blanked(parse_revision(frame)) for frame in frames)


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-11-21T14:00:00"])
def test_a_time_that_no_clock_here_can_tell_is_set_apart(vault: Vault, when: str) -> None:
    bob = stranger(vault)
    said = bob.says(new_id(), {**COMMENT, "written_at": when}, kind=RecordKind.COMMENT)
    apply_all(vault, bob.space, [said])
    assert reasons(vault) == [UNREADABLE]


def test_a_counter_is_used_once_and_a_void_takes_the_one_of_what_was_refused(vault: Vault, other: Computer) -> None:
    record = new_id()
    known = other.says(record, FIELDS)
    apply_all(vault, other.space, [known])
    other.n -= 1
    again = other.erases(record)
    assert (again.header.run, again.header.n) == (known.header.run, known.header.n)
    apply_all(vault, other.space, [again], start=1)
    assert reasons(vault) == [USED_COUNTER]
    with vault.read() as tx:
        assert tx.encounters.get(record).outcome == "met"
    stamp = Stamp(other.device, other.run, other.n)
    revision, header, frame = sealed_frame(other.space, other.person, record, stamp, kind=Kind.VOID)
    void = OpenedRevision(revision=revision, seq=0, header=header, record_kind=None, head=None, frame=frame)
    apply_all(vault, other.space, [void], start=2)
    assert reasons(vault) == [USED_COUNTER]
    apply_all(vault, other.space, [other.says(new_id(), FIELDS)], start=3)
    assert reasons(vault) == [USED_COUNTER]
