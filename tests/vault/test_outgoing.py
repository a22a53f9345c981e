"""Sealing many changes at once ends exactly as sealing each by itself does."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import DeviceId
from peerdesk.domain.individual import Individual
from peerdesk.domain.merge import Fields, Stamp
from peerdesk.domain.vocabulary import FollowUpState
from peerdesk.vault import outbox
from peerdesk.vault.engine import driver_of
from peerdesk.vault.outbox import Intent
from peerdesk.vault.outgoing import Attempt, Waiting
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from tests.support.vaults import TODAY, an_encounter, new_id
from tests.vault.pulled import Computer, apply_all, seal_everything, sealed_frame

DEVICE = DeviceId(b"D" * 16)
_LINEAGES = (
    "SELECT record, lineage FROM encounter UNION ALL SELECT record, lineage FROM individual"
    " UNION ALL SELECT record, lineage FROM follow_up"
)
ANSWERS: tuple[dict[str, object], ...] = (
    {},
    {"memory": "quiet", "count": False, "bring_to_supervision": True, "prompt": "how to ask"},
    {"next": {"shelter": "offered"}, "supplies": {"sharps": 2}, "mattered": ("housing",), "length": "under_5"},
    {"memory": "[]", "words": "{}", "written_with": "together"},
)


class _UndoneError(Exception):
    pass


@contextmanager
def undone(vault: Vault) -> Iterator[Transaction]:
    """Open a transaction of which nothing is kept."""
    with suppress(_UndoneError), vault.write() as tx:
        yield tx
        raise _UndoneError


def keep_all(vault: Vault) -> None:
    """Keep notes, an individual and a follow-up."""
    with vault.write() as tx:
        individual = Individual(id=new_id(), handle="Blue Heron 27")
        tx.individuals.put(individual)
        for answers in ANSWERS:
            note = an_encounter(**answers)  # type: ignore[arg-type]
            tx.encounters.put(note)
            tx.encounters.put(replace(note, id=new_id(), individual=individual.id))
        state = FollowUpState.PLANNED
        tx.follow_ups.put(FollowUp(id=new_id(), due=TODAY, encounter=note.id, individual=None, state=state))


def edit_all(vault: Vault) -> None:
    with vault.write() as tx:
        for row in tx.encounters.page(limit=100):
            tx.encounters.put(replace(tx.encounters.get(row.id), memory="edited"))


def lineages(tx: Transaction) -> dict[bytes, bytes]:
    return dict(driver_of(tx._connection).execute(_LINEAGES).fetchall())


def said(waiting: Waiting) -> Fields | dict[str, object]:
    return waiting.values if waiting.head is None else waiting.head.fields


@pytest.mark.parametrize("is_first_time", [True, False])
def test_what_is_sealed_and_what_is_noted_of_it_is_what_each_change_by_itself_would_give(
    vault: Vault, *, is_first_time: bool
) -> None:
    keep_all(vault)
    if not is_first_time:
        seal_everything(vault, DEVICE)
        edit_all(vault)
    with vault.read() as tx:
        intents = tx.outbox.fresh(tx.own_space, 100)
        waiting = [one for one in tx.outgoing.waiting(intents) if one is not None]
    attempts = [_attempt(one, Stamp(DEVICE, vault.run, 100 + n)) for n, one in enumerate(waiting)]
    with undone(vault) as tx:
        heads = [tx.outbox.content(intent) for intent in intents]
        for one in attempts:
            tx.outbox.attempt(one.waiting.intent, one.revision, one.stamp, one.frame, one.header)
        one_by_one = lineages(tx), tx.outbox.unsettled(tx.own_space, 100)
    with vault.write() as tx:
        tx.outgoing.keep(attempts)
        assert (lineages(tx), tx.outbox.unsettled(tx.own_space, 100)) == one_by_one
        assert tx.outbox.fresh(tx.own_space, 100) == ()
    assert [one.intent for one in waiting] == list(intents)
    for one, head in zip(waiting, heads, strict=True):
        first = {name: candidate.value for name, (candidate,) in head.fields.items()}
        assert said(one) == (first if is_first_time else head.fields)


def _attempt(waiting: Waiting, stamp: Stamp) -> Attempt:
    intent, parents = waiting.intent, waiting.head.parents if waiting.head else ()
    revision, header, frame = sealed_frame(intent.space, intent.owner, intent.record, stamp, parents)
    return Attempt(waiting, revision, stamp, frame, header)


def test_a_change_beside_which_another_computers_version_stands_is_sealed_by_itself(vault: Vault) -> None:
    keep_all(vault)
    seal_everything(vault, DEVICE)
    with vault.read() as tx:
        space, person = tx.own_space, tx.person
        note = tx.encounters.page(limit=1)[0].id
        sealed = tx.histories.heads(note)
    edit_all(vault)
    apply_all(vault, space, [Computer(person, space).says(note, {"memory": "written elsewhere"}, sealed)])
    with vault.read() as tx:
        intents = tx.outbox.fresh(space, 100)
        waiting = tx.outgoing.waiting(intents)
    assert [intent.record for intent, one in zip(intents, waiting, strict=True) if one is None] == [note]


def test_a_change_of_a_record_that_is_gone_is_said_to_be(vault: Vault) -> None:
    with vault.read() as tx:
        note = an_encounter()
        gone = Intent(
            space=tx.own_space, owner=tx.person, record=note.id, record_kind=RecordKind.ENCOUNTER, action="data"
        )
        with pytest.raises(NotFoundError):
            tx.outgoing.waiting([gone])


def test_an_erase_is_found_without_looking_at_all_that_waits(vault: Vault) -> None:
    with vault.read() as tx:
        plan = driver_of(tx._connection).execute(f"EXPLAIN QUERY PLAN {outbox._ERASES}", (b"", 1)).fetchall()
    assert "ix_intent_erase" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
