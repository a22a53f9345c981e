"""Keeping encounters: one verb each, one transaction each. Reading them is in `peerdesk.work.reading`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import Encounter, EncounterDraft, begin_encounter
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.follow_up import FollowUp, due_day
from peerdesk.domain.ids import RecordId, Rng, new_record_id, record_ids
from peerdesk.domain.individual import name_individual
from peerdesk.domain.note_details import make_details
from peerdesk.domain.offered import check_offered
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.draft_changes import FIELDS, changed_draft
from peerdesk.work.individuals import called
from peerdesk.work.ledger import all_taken_back
from peerdesk.work.note_details import begin_details, change_details
from peerdesk.work.policy import hidden_codes
from peerdesk.work.reading import (
    EncounterDetail,
    Today,
    day,
    draft_of,
    drafts,
    encounter_detail,
    encounter_page,
    resolve,
    search,
)

__all__ = [
    "FIELDS",
    "EncounterDetail",
    "Kept",
    "KeptTogether",
    "Today",
    "change_encounter",
    "check_draft",
    "day",
    "delete_encounter",
    "draft_of",
    "drafts",
    "drop_draft",
    "encounter_detail",
    "encounter_page",
    "keep_draft",
    "keep_encounter",
    "keep_many",
    "resolve",
    "search",
    "undelete_encounter",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A note that is durable now, and what keeping it touched."""

    id: RecordId
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTogether:
    """Notes that are durable now, in the order they were given, and what keeping them touched."""

    ids: tuple[RecordId, ...]
    changes: Changes


def local_day(now: datetime) -> date:
    """Return the day it is for the person at this computer."""
    return now.astimezone().date()


def check_draft(draft: EncounterDraft, now: datetime) -> None:
    """Raise the InputRefusedError that keeping this draft would raise. Nothing is touched."""
    today = local_day(now)
    begin_encounter(draft, record=RecordId(bytes(16)), individual=None, today=today)
    make_details(draft, RecordId(bytes(16)))
    if draft.handle.strip():
        name_individual(RecordId(bytes(16)), draft.handle)
    if draft.follow_up:
        due_day(draft.follow_up, today)


def keep_encounter(
    vault: Vault, draft: EncounterDraft, now: datetime, rng: Rng, *, from_draft: RecordId | None = None
) -> Kept:
    """Keep one encounter. `from_draft` is the draft that it was, forgotten in the same commit.

    `now` is aware UTC. Raises NotAllowedError in a supervisor's vault, an InputRefusedError that names the answer, or
    a VaultError; then nothing was kept.
    """
    # Every answer is checked inside: an answer that cannot be kept undoes the whole transaction.
    with vault.write() as tx:
        check_offered(draft, _hidden_from_a_peer(tx))
        encounter, changes = _begun(tx, draft, now, rng, {})
        tx.encounters.put(encounter, new=True)
        changes |= begin_details(tx, draft, encounter.id)
        changes |= _plan(tx, encounter, draft.follow_up, now, rng)
        if from_draft is not None:
            tx.drafts.drop(from_draft)
            changes |= Changes(drafts=True)
    return Kept(id=encounter.id, changes=changes)


def keep_many(vault: Vault, many: Iterable[EncounterDraft], now: datetime, rng: Rng) -> KeptTogether:
    """Keep many encounters in one commit: all of them, or none.

    Raises what `keep_encounter` raises.
    """
    new = record_ids(now, rng)
    today = local_day(now)
    known: dict[str, RecordId] = {}
    kept, planned = list[RecordId](), list[tuple[Encounter, str]]()
    beside = list[tuple[EncounterDraft, RecordId]]()
    with vault.write() as tx:
        hidden = _hidden_from_a_peer(tx)

        def begun() -> Iterator[Encounter]:
            for draft in many:
                check_offered(draft, hidden)
                individual = _individual(tx, draft.handle, now, rng, known)[0] if draft.handle else None
                encounter = begin_encounter(draft, record=next(new), individual=individual, today=today)
                kept.append(encounter.id)
                if draft.people is not None or draft.unit:
                    beside.append((draft, encounter.id))
                # One line of an import undoes no other: it stays, without the follow-up that somebody asked away.
                if draft.follow_up and not tx.consents.contact_is_withdrawn(individual):
                    planned.append((encounter, draft.follow_up))
                yield encounter

        # One after the other, so that an import of any length needs no more memory than a thousand notes.
        tx.encounters.put_many(begun())
        changes = Changes.of(RecordKind.ENCOUNTER, *kept)
        changes |= Changes.of(RecordKind.INDIVIDUAL, *known.values()) if known else Changes()
        for draft, note in beside:
            changes |= begin_details(tx, draft, note)
        for encounter, follow_up in planned:
            changes |= _plan(tx, encounter, follow_up, now, rng)
    return KeptTogether(ids=tuple(kept), changes=changes)


def _hidden_from_a_peer(tx: Transaction) -> tuple[str, ...]:
    """Return the codes that are not offered. Raises NotAllowedError: a supervisor who is a peer too has two vaults."""
    if tx.role is Role.SUPERVISOR:
        raise NotAllowedError("keep")
    return hidden_codes(tx)


def change_encounter(vault: Vault, record: RecordId, changes: Mapping[str, object], now: datetime, rng: Rng) -> Kept:
    """Change some answers of a note; what it was stays as a version. Copies that were shared follow in the same commit.

    `changes` has the names of `FIELDS`. Raises NotFoundError or an InputRefusedError; then nothing was changed.
    """
    with vault.write() as tx:
        before = draft_of(tx, record)
        draft = changed_draft(before, changes)
        check_offered(draft, hidden_codes(tx), before)
        today = local_day(now)
        # Checked as a whole, so that no order of edits leads to a note that could not have been written at once.
        begin_encounter(draft, record=record, individual=None, today=today)
        individual, touched = called(tx, draft.handle, now, rng, tx.encounters.get(record).individual)
        encounter = begin_encounter(draft, record=record, individual=individual, today=today)
        tx.encounters.put(encounter)
        tx.change_times.put(record, now)
        touched |= Changes.of(RecordKind.ENCOUNTER, record) | change_details(tx, before, draft, record)
        if draft.follow_up != before.follow_up:
            touched |= _replan(tx, encounter, draft.follow_up, now, rng)
        touched |= refresh_one(tx, record)
    return Kept(id=record, changes=touched)


def delete_encounter(vault: Vault, record: RecordId, now: datetime | None = None) -> Kept:
    """Delete a note; that can be undone. Its copies are withdrawn for good. Raises NotFoundError.

    `now` is for its history and for the list of what was deleted; without it they cannot say when.
    """
    with vault.write() as tx:
        changes = Changes.of(RecordKind.ENCOUNTER, record) | all_taken_back(tx, record, now)
        tx.encounters.hide(record)
        tx.change_times.put(record, now)
        changes |= refresh_one(tx, record)
    return Kept(id=record, changes=changes)


def undelete_encounter(vault: Vault, record: RecordId, now: datetime | None = None) -> Kept:
    """Bring a deleted note back, private. Raises NotFoundError."""
    with vault.write() as tx:
        tx.encounters.unhide(record)
        tx.change_times.put(record, now)
    return Kept(id=record, changes=Changes.of(RecordKind.ENCOUNTER, record))


def keep_draft(vault: Vault, draft_id: RecordId, draft: EncounterDraft, now: datetime) -> Changes:
    """Keep what stands in a form. It never leaves this computer."""
    with vault.write() as tx:
        tx.drafts.keep(draft_id, draft, now)
    return Changes(drafts=True)


def drop_draft(vault: Vault, draft_id: RecordId) -> Changes:
    """Forget a draft; one that is gone already is no trouble."""
    with vault.write() as tx:
        tx.drafts.drop(draft_id)
    return Changes(drafts=True)


def _begun(
    tx: Transaction, draft: EncounterDraft, now: datetime, rng: Rng, known: dict[str, RecordId]
) -> tuple[Encounter, Changes]:
    individual, changes = _individual(tx, draft.handle, now, rng, known)
    encounter = begin_encounter(draft, record=new_record_id(now, rng), individual=individual, today=local_day(now))
    return encounter, changes | Changes.of(RecordKind.ENCOUNTER, encounter.id)


def _individual(
    tx: Transaction, handle: str, now: datetime, rng: Rng, known: dict[str, RecordId]
) -> tuple[RecordId | None, Changes]:
    """Return the individual of this handle, made if there is none. No handle is nobody in particular."""
    if not handle.strip():
        return None, Changes()
    key = handle.strip().casefold()
    if key in known:
        return known[key], Changes()
    individual, changes = called(tx, handle, now, rng)
    if individual is not None:
        known[key] = individual
    return individual, changes


def _plan(tx: Transaction, encounter: Encounter, follow_up: str, now: datetime, rng: Rng) -> Changes:
    if not follow_up:
        return Changes()
    if tx.consents.contact_is_withdrawn(encounter.individual):
        raise NotAllowedError("contact")
    planned = FollowUp(
        id=new_record_id(now, rng),
        due=due_day(follow_up, local_day(now)),
        encounter=encounter.id,
        individual=encounter.individual,
    )
    tx.follow_ups.put(planned)
    return Changes.of(RecordKind.FOLLOW_UP, planned.id)


def _replan(tx: Transaction, encounter: Encounter, follow_up: str, now: datetime, rng: Rng) -> Changes:
    waiting = [one for one in tx.follow_ups.of(encounter.id) if one.is_open]
    if not waiting or (follow_up and tx.consents.contact_is_withdrawn(encounter.individual)):
        return _plan(tx, encounter, follow_up, now, rng)
    for one in waiting:
        if follow_up:
            tx.follow_ups.put(one.moved(due_day(follow_up, local_day(now))))
        else:
            tx.follow_ups.hide(one.id)
    return Changes.of(RecordKind.FOLLOW_UP, *(one.id for one in waiting))
