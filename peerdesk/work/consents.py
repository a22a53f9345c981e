"""Keeping what individuals allow, and looking at it. Taking it back is in `peerdesk.work.withdrawing`."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.consent import Consent, ConsentDraft, Element, begin_consent, permits_contact, permits_disclosure
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.individual import name_individual
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.papers_copies import refresh_papers
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptConsent:
    """A permission that is durable now, and what keeping it touched."""

    id: RecordId
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentState:
    """A permission with the handle it is about, whether it holds today, and what a written release still lacks.

    It is enough for contact while it holds, and for telling somebody outside only as a whole release that holds.
    """

    consent: Consent
    handle: str
    in_force: bool
    enough_for_contact: bool
    enough_for_telling: bool
    missing: tuple[Element, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What an individual wishes now: their permissions, and what they asked not to be done."""

    individual: RecordId
    handle: str
    consents: tuple[ConsentState, ...]
    sharing_withdrawn: bool
    contact_withdrawn: bool


def local_day(now: datetime) -> date:
    """Return the day it is for the person at this computer."""
    return now.astimezone().date()


def keep_consent(vault: Vault, draft: ConsentDraft, now: datetime, rng: Rng) -> KeptConsent:
    """Keep a permission of the individual with a handle, who is made if there is none.

    It names every withdrawal of theirs that is known here. Raises NotAllowedError in a supervisor's vault, or an
    InputRefusedError that names the field.
    """
    with vault.write() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        named = name_individual(new_record_id(now, rng), draft.handle)
        begin_consent(draft, record=named.id, individual=named.id, today=local_day(now))
        known = tx.individuals.by_handle(named.handle)
        changes = Changes()
        if known is None:
            tx.individuals.put(named)
            known, changes = named, Changes.of(RecordKind.INDIVIDUAL, named.id)
        consent = begin_consent(
            draft,
            record=new_record_id(now, rng),
            individual=known.id,
            today=local_day(now),
            after=tuple(one.id for one in tx.consents.withdrawals(known.id)),
        )
        tx.consents.put(consent)
        changes |= refresh_papers(tx, known.id)
    return KeptConsent(id=consent.id, changes=changes | Changes.of(RecordKind.CONSENT, consent.id))


def note_copy_given(vault: Vault, record: RecordId) -> Changes:
    """Note that the individual has a copy of what they signed. Raises NotFoundError."""
    with vault.write() as tx:
        consent = replace(tx.consents.get(record), copy_given=True)
        tx.consents.put(consent)
        return Changes.of(RecordKind.CONSENT, record) | refresh_papers(tx, consent.individual)


def find_consent(vault: Vault, prefix: str) -> RecordId:
    """Return the only permission whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.consents.resolve(prefix)


def find_individual(vault: Vault, handle: str) -> RecordId:
    """Return the individual with this handle. Raises NotFoundError."""
    with vault.read() as tx:
        found = tx.individuals.by_handle(handle)
    if found is None:
        raise NotFoundError("individual")
    return found.id


def consent_state(vault: Vault, record: RecordId, now: datetime) -> ConsentState:
    """Return one permission. Raises NotFoundError."""
    with vault.read() as tx:
        return state_of(tx, tx.consents.get(record), now)


def all_consents(vault: Vault, now: datetime, individual: RecordId | None = None) -> tuple[ConsentState, ...]:
    """Return every permission, or those of one individual, the newest first."""
    with vault.read() as tx:
        found = tx.consents.all() if individual is None else tx.consents.of(individual)[::-1]
        return tuple(state_of(tx, consent, now) for consent in found)


def wishes_of(vault: Vault, individual: RecordId, now: datetime) -> Wishes:
    """Return what an individual wishes now. Raises NotFoundError."""
    with vault.read() as tx:
        return Wishes(
            individual=individual,
            handle=tx.individuals.get(individual).handle,
            consents=tuple(state_of(tx, consent, now) for consent in tx.consents.of(individual)[::-1]),
            sharing_withdrawn=tx.consents.sharing_is_withdrawn(individual),
            contact_withdrawn=tx.consents.contact_is_withdrawn(individual),
        )


def state_of(tx: Transaction, consent: Consent, now: datetime) -> ConsentState:
    """Return a permission with what is around it."""
    today = local_day(now)
    return ConsentState(
        consent=consent,
        handle=handle_of(tx, consent.individual),
        in_force=consent.is_in_force(today),
        enough_for_contact=permits_contact(consent, today),
        enough_for_telling=any(permits_disclosure(consent, name, (), today) for name in consent.recipients),
        missing=consent.missing(),
    )


def handle_of(tx: Transaction, individual: RecordId | None) -> str:
    """Return the handle of an individual, empty for one that is not here."""
    if individual is None:
        return ""
    try:
        return tx.individuals.get(individual).handle
    except NotFoundError:
        return ""
