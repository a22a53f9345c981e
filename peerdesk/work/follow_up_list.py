"""Reading follow-ups: the list of what waits, and one of them whole. A phone number is in neither; it is asked for."""

from dataclasses import dataclass, field
from datetime import date

from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.follow_up_plan import FollowUpPlan, FollowUpTry, strictest
from peerdesk.domain.ids import RecordId
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.follow_ups import asks_no_contact
from peerdesk.work.handing_over import handed_on, with_others
from peerdesk.work.two_versions import Dispute, disputes_of_follow_up


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFollowUp:
    """A follow-up on a list. `giver` handed it over and `prompt` came with it; `handed_to` is with whom it is now.

    `is_disputed`: it was changed on two computers.
    """

    follow_up: FollowUp
    handle: str
    plan: FollowUpPlan
    giver: str = ""
    prompt: str = ""
    handed_to: str = ""
    is_disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDetail:
    """One follow-up with everything around it. `has_phone` is all that is said of a number here.

    `no_contact`: they asked not to be contacted, so nothing can be done with it but to let it go.
    """

    listed: ListedFollowUp
    tries: tuple[FollowUpTry, ...]
    has_phone: bool
    no_contact: bool
    disputes: tuple[Dispute, ...] = field(default=())


def follow_up_list(vault: Vault, *, until: date = date.max) -> tuple[ListedFollowUp, ...]:
    """Return what waits and is due until a day, the longest waiting first.

    What somebody asked away is left out, though another computer may have planned it before it heard of that; so is
    what another peer has accepted, and what is listed as a referral.
    """
    with vault.read() as tx:
        return listed(tx, until)


def listed(tx: Transaction, until: date) -> tuple[ListedFollowUp, ...]:
    """Do the same inside a transaction."""
    waiting = tx.follow_ups.open_until(until)
    gone, given = tx.handovers.gone() | tx.referrals.passed(), with_others(tx)
    kept = [one for one in waiting if one.id not in gone and not asks_no_contact(tx, one)]
    plans, came, disputed = tx.follow_up_plans.of_waiting(), taken_over_from(tx), tx.follow_up_plans.disputed()
    return tuple(
        ListedFollowUp(
            follow_up=one,
            handle=handle_of(tx, one),
            plan=_with_others(tx, one, plans.get(one.id, FollowUpPlan(about=one.id))),
            handed_to=given.get(one.id, ""),
            is_disputed=one.id in disputed,
            **came.get(one.id, {}),
        )
        for one in kept
    )


def follow_up_detail(vault: Vault, record: RecordId) -> FollowUpDetail:
    """Return one follow-up, waiting or not. Raises NotFoundError."""
    with vault.read() as tx:
        planned = tx.follow_ups.get(record)
        handed = handed_on(tx, record)
        disputes = disputes_of_follow_up(tx, record)
        shown = ListedFollowUp(
            follow_up=planned,
            handle=handle_of(tx, planned),
            plan=_with_others(tx, planned, tx.follow_up_plans.of(record)),
            handed_to=handed.name if handed is not None else "",
            is_disputed=bool(disputes),
            **taken_over_from(tx).get(record, {}),
        )
        return FollowUpDetail(
            listed=shown,
            tries=tx.follow_up_plans.tries(record),
            has_phone=tx.follow_up_plans.phone(record) is not None,
            no_contact=asks_no_contact(tx, planned),
            disputes=disputes,
        )


def resolve_follow_up(vault: Vault, prefix: str) -> RecordId:
    """Return the only follow-up whose id begins so, waiting or not. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.follow_ups.resolve(prefix)


def taken_over_from(tx: Transaction) -> dict[RecordId, dict[str, str]]:
    """Return from whom a follow-up came that was another peer's before, and their one line, by its id."""
    kept = [one for one in tx.handovers.kept() if not one.is_given]
    names = tx.identity.names() if kept else {}
    return {one.follow_up: {"giver": names.get(one.person, ""), "prompt": one.offer.prompt} for one in kept}


def handle_of(tx: Transaction, planned: FollowUp) -> str:
    """Return what the peer calls whom it is about, empty for nobody in particular."""
    if planned.individual is None:
        return ""
    try:
        return tx.individuals.get(planned.individual).handle
    except NotFoundError:
        return ""


def _with_others(tx: Transaction, planned: FollowUp, plan: FollowUpPlan) -> FollowUpPlan:
    """Return a plan as it holds: where two handles are one person, the stricter of what was said under either does."""
    behind = tx.individuals.behind(planned.individual) if planned.individual is not None else None
    if behind is None or not behind.others:
        return plan
    same = (one.id for one in tx.follow_ups.about(behind.records) if one.id != planned.id)
    return strictest(plan, map(tx.follow_up_plans.of, same))
