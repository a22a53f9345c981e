"""What other peers hand over to this one: accepted, it is a follow-up of this peer's own; declined, it stays theirs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import HANDLE_LIMIT
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.handover import Answer, Answered, Handoff, Handover
from peerdesk.domain.ids import PersonId, RecordId, Rng, new_record_id
from peerdesk.domain.individual import name_individual
from peerdesk.vault.shelves.handovers import Came
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault

MOST_OFFERS: Final = 50
"""So many of one peer's are shown at a time, the oldest first. Whoever sends thousands hides nothing of the others'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What another peer offers. `answer` is what this peer has said to it."""

    handoff: Handoff
    name: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What waits for an answer, and of whom there is more than is shown: how much, by name."""

    waiting: tuple[Offered, ...]
    more: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A follow-up that was another peer's before: what came with it, and from whom."""

    handover: Handover
    name: str


def offers(vault: Vault) -> Offers:
    """Return what others offer and this peer has not answered, the first day first."""
    with vault.read() as tx:
        names, many = tx.identity.names(), tx.handovers.how_many_offered()
        shown = tx.handovers.offered(MOST_OFFERS) if many else ()
        return Offers(
            waiting=tuple(Offered(handoff=one.handoff, name=_name(names, one.handoff.owner)) for one in shown),
            more=tuple((_name(names, by), n - MOST_OFFERS) for by, n in many.items() if n > MOST_OFFERS),
        )


def offered(vault: Vault, handoff: RecordId) -> Offered:
    """Return one of them, answered or not. Raises NotFoundError for what was taken back, or was never here."""
    with vault.read() as tx:
        one = tx.handovers.came_one(handoff).handoff
        return Offered(handoff=one, name=_name(tx.identity.names(), one.owner), answer=_answer(tx, one))


def taken_over(vault: Vault) -> tuple[TakenOver, ...]:
    """Return what this peer took over, the newest first."""
    with vault.read() as tx:
        names = tx.identity.names()
        came = (one for one in tx.handovers.kept() if not one.is_given)
        return tuple(TakenOver(handover=one, name=_name(names, one.person)) for one in came)


def accept(vault: Vault, handoff: RecordId, now: datetime, rng: Rng, *, handle: str = "") -> Changes:
    """Make it a follow-up of this peer's own, and tell the giver, in one commit.

    `handle` is what this peer calls the individual; by default what the giver did, marked with the giver's name where
    this peer already has somebody of that handle: two peers may both have a "J.", and they are not one person.
    Raises NotFoundError for what was taken back before, NotAllowedError for what was answered.
    """
    with vault.write() as tx:
        came = tx.handovers.came_one(handoff)
        _check_open(tx, came.handoff)
        changes, individual = _individual(tx, came.handoff, handle, now, rng)
        planned = FollowUp(
            id=new_record_id(now, rng), due=came.handoff.offer.due, encounter=None, individual=individual
        )
        tx.follow_ups.put(planned)
        kept = Handover(
            id=new_record_id(now, rng),
            follow_up=planned.id,
            person=came.handoff.owner,
            handoff=handoff,
            is_given=False,
            offer=came.handoff.offer,
        )
        tx.handovers.put(kept)
        changes |= Changes.of(RecordKind.FOLLOW_UP, planned.id) | Changes.of(RecordKind.HANDOVER, kept.id)
        return changes | _say(tx, came, Answer.ACCEPTED, now, rng)


def decline(vault: Vault, handoff: RecordId, now: datetime, rng: Rng) -> Changes:
    """Say no. It stays with the giver, and nobody is asked why. Raises like `accept`."""
    with vault.write() as tx:
        came = tx.handovers.came_one(handoff)
        _check_open(tx, came.handoff)
        return _say(tx, came, Answer.DECLINED, now, rng)


def _check_open(tx: Transaction, handoff: Handoff) -> None:
    if _answer(tx, handoff) is not None:
        raise NotAllowedError("answered")


def _answer(tx: Transaction, handoff: Handoff) -> Answer | None:
    said = tx.handovers.answers(handoff.id, by=tx.person, other=handoff.owner)
    return said[0].answer if said else None


def _say(tx: Transaction, came: Came, answer: Answer, now: datetime, rng: Rng) -> Changes:
    said = Answered(id=new_record_id(now, rng), author=tx.person, about=came.handoff.id, answer=answer, answered_at=now)
    tx.handovers.answer(said, to=came.handoff.owner, revision=came.revision)
    return Changes.of(RecordKind.HANDOFF_ANSWER, said.id) | Changes.of(RecordKind.HANDOFF, came.handoff.id)


def _individual(
    tx: Transaction, handoff: Handoff, handle: str, now: datetime, rng: Rng
) -> tuple[Changes, RecordId | None]:
    wanted = handle or _marked(tx, handoff)
    if not wanted:
        return Changes(), None
    known = tx.individuals.by_handle(wanted)
    if known is not None:
        return Changes(), known.id
    named = name_individual(new_record_id(now, rng), wanted)
    tx.individuals.put(named)
    return Changes.of(RecordKind.INDIVIDUAL, named.id), named.id


def _marked(tx: Transaction, handoff: Handoff) -> str:
    handle = handoff.offer.handle
    if not handle or tx.individuals.by_handle(handle) is None:
        return handle
    # A giver may have a name as long as names may be, and the handle has to be told from the other one all the same.
    giver = _name(tx.identity.names(), handoff.owner).split()[0][: HANDLE_LIMIT // 2]
    return f"{handle[: HANDLE_LIMIT - len(giver) - 3]} ({giver})"


def _name(names: dict[PersonId, str], person: PersonId) -> str:
    return names.get(person) or person.hex()[:8]
