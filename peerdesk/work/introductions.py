"""Introductions: bringing somebody together with a person or a place outside, with their yes, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.introduction import Introduction, IntroductionDraft, make_introduction
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.individuals import called

MOST: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIntroduction:
    """An introduction, and what the peer calls whom it is about."""

    introduction: Introduction
    handle: str


def add_introduction(vault: Vault, draft: IntroductionDraft, now: datetime, rng: Rng) -> tuple[RecordId, Changes]:
    """Keep an introduction, and return its id.

    Raises NotAllowedError in a supervisor's vault and for somebody who took back what may be told about them, or an
    InputRefusedError that names the field: without their yes nothing is kept.
    """
    with vault.write() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        return _put(tx, new_record_id(now, rng), draft, now, rng)


def edit_introduction(vault: Vault, record: RecordId, draft: IntroductionDraft, now: datetime, rng: Rng) -> Changes:
    """Say anew what it was and what came of it. Raises like `add_introduction`, and NotFoundError."""
    with vault.write() as tx:
        before = tx.introductions.get(record).individual
        return _put(tx, record, draft, now, rng, before)[1]


def delete_introduction(vault: Vault, record: RecordId) -> Changes:
    """Take it off the list. Raises NotFoundError."""
    with vault.write() as tx:
        tx.introductions.get(record)
        tx.introductions.hide(record, hidden=True)
        return Changes.of(RecordKind.INTRODUCTION, record)


def undelete_introduction(vault: Vault, record: RecordId) -> Changes:
    """Put it back on the list."""
    with vault.write() as tx:
        tx.introductions.hide(record, hidden=False)
        return Changes.of(RecordKind.INTRODUCTION, record)


def introduction_list(vault: Vault, limit: int = MOST) -> tuple[ListedIntroduction, ...]:
    """Return introductions, the newest day first."""
    with vault.read() as tx:
        return tuple(_listed(tx, one) for one in tx.introductions.all(limit))


def one_introduction(vault: Vault, record: RecordId) -> ListedIntroduction:
    """Return one of them. Raises NotFoundError."""
    with vault.read() as tx:
        return _listed(tx, tx.introductions.get(record))


def resolve_introduction(vault: Vault, prefix: str) -> RecordId:
    """Return the only introduction whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.introductions.resolve(prefix)


def introduction_draft(one: ListedIntroduction) -> IntroductionDraft:
    """Return an introduction as a form shows it."""
    kept = one.introduction
    return IntroductionDraft(
        to=kept.to,
        handle=one.handle,
        agreed=True,
        how=kept.how or "",
        on=kept.happened_on.isoformat(),
        result=kept.result,
        confirmed_by=kept.confirmed_by or "",
    )


def _put(
    tx: Transaction,
    record: RecordId,
    draft: IntroductionDraft,
    now: datetime,
    rng: Rng,
    before: RecordId | None = None,
) -> tuple[RecordId, Changes]:
    individual, changes = called(tx, draft.handle, now, rng, before)
    if tx.consents.sharing_is_withdrawn(individual):
        raise NotAllowedError("withdrawn")
    today = now.astimezone().date()
    tx.introductions.put(make_introduction(draft, record=record, individual=individual, today=today))
    return record, changes | Changes.of(RecordKind.INTRODUCTION, record)


def _listed(tx: Transaction, one: Introduction) -> ListedIntroduction:
    try:
        handle = tx.individuals.get(one.individual).handle if one.individual is not None else ""
    except NotFoundError:
        handle = ""
    return ListedIntroduction(introduction=one, handle=handle)
