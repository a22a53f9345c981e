"""Follow-ups: planning one, changing it, trying, and ending it. Overdue is never a reproach, so nothing asks why.

Who asked not to be contacted is not followed up: nothing here begins, moves, tries or opens again what they asked away,
however it came to be on a list.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import code, day
from peerdesk.domain.errors import MissingAnswerError, NotAllowedError, NotFoundError
from peerdesk.domain.follow_up import FollowUp, due_day
from peerdesk.domain.follow_up_plan import (
    FollowUpTry,
    PhoneNumber,
    PlanDraft,
    checked_number,
    make_plan,
    plan_id,
    state_after,
)
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.vocabulary import Outcome, Role
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.individuals import called


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDraft:
    """What stands in the form, unchecked. `due` is a day or an interval such as 7d.

    No `handle` is nobody in particular. A `phone` is kept only where they `agreed` to it.
    """

    due: str
    handle: str = ""
    plan: PlanDraft = field(default_factory=PlanDraft)
    phone: str = ""
    agreed: bool = False


def add_follow_up(vault: Vault, draft: FollowUpDraft, now: datetime, rng: Rng) -> tuple[RecordId, Changes]:
    """Plan a follow-up that comes from no note, and return its id.

    Raises NotAllowedError in a supervisor's vault and for somebody who asked not to be contacted, or an
    InputRefusedError that names the field; then nothing was kept.
    """
    with vault.write() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        individual, changes = called(tx, draft.handle, now, rng)
        planned = FollowUp(
            id=new_record_id(now, rng),
            due=due_day(draft.due, now.astimezone().date(), "due"),
            encounter=None,
            individual=individual,
        )
        _check_contact(tx, planned)
        tx.follow_ups.put(planned)
        changes |= Changes.of(RecordKind.FOLLOW_UP, planned.id) | _plan(tx, planned.id, draft.plan)
        if draft.phone.strip():
            changes |= _phone(tx, planned.id, draft.phone, now, rng, agreed=draft.agreed)
        return planned.id, changes


def edit_follow_up(vault: Vault, record: RecordId, due: str, plan: PlanDraft, now: datetime) -> Changes:
    """Say anew when and how. Raises like `add_follow_up`, and NotFoundError."""
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        _check_contact(tx, known)
        moved = known.moved(due_day(due, now.astimezone().date(), "due"))
        return _kept(tx, moved) | _plan(tx, record, plan)


def try_follow_up(vault: Vault, record: RecordId, outcome: str, on: str, now: datetime, rng: Rng) -> Changes:
    """Note one try: how it went, by the codes of `Outcome`, and `on` which day (empty for today).

    Raises NotFoundError, NotAllowedError for one that waits no more or is not to be contacted, an InputRefusedError.
    """
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        _check_contact(tx, known)
        if not known.is_open:
            raise NotAllowedError("not_waiting")
        tried = FollowUpTry(
            id=new_record_id(now, rng),
            about=record,
            tried_on=day("on", on) if on else now.astimezone().date(),
            outcome=code("outcome", outcome, Outcome, required=True),
        )
        tx.follow_up_plans.add_try(tried)
        changes = _kept(tx, replace(known, state=state_after(tried.outcome)))
        return changes | Changes.of(RecordKind.FOLLOW_UP_TRY, tried.id)


def finish_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Note that the two of them were in touch. Raises NotFoundError."""
    return _change(vault, record, FollowUp.reached)


def stop_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Note that they asked for no more of it. Raises NotFoundError."""
    return _change(vault, record, FollowUp.stopped)


def close_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Note that the peer lets it go. Raises NotFoundError."""
    return _change(vault, record, FollowUp.closed)


def move_follow_up(vault: Vault, record: RecordId, due: date) -> Changes:
    """Let a follow-up wait until another day. Raises NotFoundError, or NotAllowedError like `reopen_follow_up`."""
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        _check_contact(tx, known)
        return _kept(tx, known.moved(due))


def reopen_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Take back that it was done. Raises NotFoundError, or NotAllowedError once they asked not to be contacted."""
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        _check_contact(tx, known)
        return _kept(tx, known.reopened())


def delete_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Take a follow-up off the lists; a number beside it goes for good. Raises NotFoundError."""
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        tx.follow_up_plans.forget_phone(record)
        tx.follow_ups.hide(record)
        return _touched(tx, known)


def undelete_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Put a follow-up back on the lists. Raises NotFoundError, or NotAllowedError like `reopen_follow_up`."""
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        _check_contact(tx, known)
        tx.follow_ups.unhide(record)
        return _touched(tx, known)


def set_phone(vault: Vault, record: RecordId, number: str, now: datetime, rng: Rng, *, agreed: bool) -> Changes:
    """Keep a number in place of the one before, or none for an empty one: that one is erased on every computer.

    Raises MissingAnswerError unless they agreed, BadValueError for what is no number, NotFoundError, or
    NotAllowedError for a follow-up that waits no more.
    """
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        if not number.strip():
            tx.follow_up_plans.forget_phone(record)
            return Changes.of(RecordKind.PHONE_NUMBER, record)
        _check_contact(tx, known)
        if not known.is_open:
            raise NotAllowedError("not_waiting")
        return _phone(tx, record, number, now, rng, agreed=agreed)


def phone_of(vault: Vault, record: RecordId) -> str:
    """Return the number to call, empty for none. Raises NotAllowedError once they asked not to be contacted."""
    with vault.read() as tx:
        _check_contact(tx, tx.follow_ups.get(record))
        known = tx.follow_up_plans.phone(record)
        return known.number if known is not None else ""


def asks_no_contact(tx: Transaction, planned: FollowUp) -> bool:
    """Say whether whom it is about, by itself or by the note it came from, asked not to be contacted."""
    return any(map(tx.consents.contact_is_withdrawn, about_whom(tx, planned)))


def about_whom(tx: Transaction, planned: FollowUp) -> tuple[RecordId | None, ...]:
    """Return whom a follow-up is about: as it says itself, and as the note it came from says by now."""
    if planned.encounter is None:
        return (planned.individual,)
    try:
        return planned.individual, tx.encounters.get(planned.encounter).individual
    except NotFoundError:
        return (planned.individual,)


def _check_contact(tx: Transaction, planned: FollowUp) -> None:
    if asks_no_contact(tx, planned):
        raise NotAllowedError("contact")


def _change(vault: Vault, record: RecordId, changed: Callable[[FollowUp], FollowUp]) -> Changes:
    with vault.write() as tx:
        return _kept(tx, changed(tx.follow_ups.get(record)))


def _kept(tx: Transaction, changed: FollowUp) -> Changes:
    """Keep a follow-up changed. Copies of its note follow in the same commit, and a number goes once it is over."""
    tx.follow_ups.put(changed)
    if not changed.is_open:
        tx.follow_up_plans.forget_phone(changed.id)
    return _touched(tx, changed)


def _touched(tx: Transaction, planned: FollowUp) -> Changes:
    touched = Changes.of(RecordKind.FOLLOW_UP, planned.id)
    return touched if planned.encounter is None else touched | refresh_one(tx, planned.encounter)


def _plan(tx: Transaction, record: RecordId, draft: PlanDraft) -> Changes:
    plan = make_plan(draft, record)
    if plan == tx.follow_up_plans.of(record):
        return Changes()
    tx.follow_up_plans.put(plan)
    return Changes.of(RecordKind.FOLLOW_UP_PLAN, plan_id(record))


def _phone(tx: Transaction, record: RecordId, number: str, now: datetime, rng: Rng, *, agreed: bool) -> Changes:
    if not agreed:
        raise MissingAnswerError("phone_agreed")
    phone = PhoneNumber(id=new_record_id(now, rng), about=record, number=checked_number(number))
    tx.follow_up_plans.put_phone(phone)
    return Changes.of(RecordKind.PHONE_NUMBER, phone.id)
