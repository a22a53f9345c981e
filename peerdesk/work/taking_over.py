"""What other peers hand over to this one: accepted, it is a follow-up of this peer's own; declined, it stays theirs."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import HANDLE_LIMIT
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.handover import Answer, Answered, Handoff, Handover
from peerdesk.domain.ids import PersonId, RecordId, Rng, new_record_id
from peerdesk.domain.individual import Individual, name_individual
from peerdesk.domain.text import folded
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

    `handle` is what this peer calls the individual. By default it is whom the giver meant by that handle before; else
    what the giver calls them, marked with the giver's name where this peer already has somebody of that handle: two
    peers may both have a "J.", and they are not one person.
    Raises NotFoundError for what was taken back before, NotAllowedError for what was answered, or for somebody who
    asked this peer not to contact them.
    """
    with vault.write() as tx:
        came = tx.handovers.came_one(handoff)
        _check_open(tx, came.handoff)
        changes, individual = _individual(tx, came.handoff, handle, now, rng)
        if tx.consents.contact_is_withdrawn(individual):
            # It would be on no list here, while the other peer believes that somebody is in touch.
            raise NotAllowedError("asked_away")
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
    if not (handle or handoff.offer.handle):
        return Changes(), None
    named = tx.individuals.by_handle(handle) if handle else _meant_before(tx, handoff)
    if named is not None:
        return Changes(), named.id
    named = name_individual(new_record_id(now, rng), handle or _marked(tx, handoff))
    tx.individuals.put(named)
    return Changes.of(RecordKind.INDIVIDUAL, named.id), named.id


def _meant_before(tx: Transaction, handoff: Handoff) -> Individual | None:
    """Return whom the same giver meant by the same handle before: they call one individual so, and no two."""
    wanted = folded(handoff.offer.handle)
    for one in tx.handovers.kept():
        if not one.is_given and one.person == handoff.owner and folded(one.offer.handle) == wanted:
            with suppress(NotFoundError):
                individual = tx.follow_ups.get(one.follow_up).individual
                return tx.individuals.get(individual) if individual is not None else None
    return None


def _marked(tx: Transaction, handoff: Handoff) -> str:
    """Return a handle that nobody here has: the giver's, or that with the giver's first name, whole name, a number."""
    whole = _name(tx.identity.names(), handoff.owner)
    # A giver may have a name as long as names may be, and the handle has to be told from the other one all the same.
    marks = (f"({name[: HANDLE_LIMIT // 2]})" for name in (whole.split()[0], whole))
    numbered = (f"({whole[: HANDLE_LIMIT // 2]}) {number}" for number in count(2))
    handles = (_with_mark(handoff.offer.handle, mark) for mark in chain(("",), marks, numbered))
    return next(one for one in handles if tx.individuals.by_handle(one) is None)


def _with_mark(handle: str, mark: str) -> str:
    return f"{handle[: HANDLE_LIMIT - len(mark) - 1]} {mark}" if mark else handle


def _name(names: dict[PersonId, str], person: PersonId) -> str:
    return names.get(person) or person.hex()[:8]
