"""Handing follow-ups over to another peer, with the individuals' permission, and taking them back until they accept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import (
    AmbiguousIdError,
    DirectoryForkedError,
    NotAllowedError,
    NotFoundError,
    WordsFirstError,
)
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.handover import (
    Answer,
    Answered,
    HandoffState,
    Handover,
    Offer,
    Picked,
    TheirsNowError,
    make_offer,
    state_of,
)
from peerdesk.domain.ids import SHORTEST_PREFIX, PersonId, RecordId, Rng, new_record_id
from peerdesk.domain.sharing_errors import KeysChangedError
from peerdesk.domain.text import folded
from peerdesk.domain.vocabulary import Role, Setting
from peerdesk.sync.new_keys import is_paused
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.peers import peers_of
from peerdesk.work.follow_ups import about_whom, asks_no_contact
from peerdesk.work.membership import known_members
from peerdesk.work.policy import Words, policy_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Another peer, to whom something may be handed over. `met`: their safety words were compared."""

    person: PersonId
    name: str
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A follow-up that waits, with what is known beside it. `handed_to` is with whom it is now, empty for nobody."""

    follow_up: FollowUp
    handle: str
    place: Setting | None
    handed_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Something that was handed over, and how far it has come. `answer` is the other peer's signed word.

    `removed_at` is their computer's receipt (UTC) that what was taken back is gone from there. `is_here`: they are a
    peer of this hospital still, and can answer.
    """

    handover: Handover
    name: str
    state: HandoffState
    answer: Answered | None = None
    removed_at: datetime | None = None
    is_here: bool = True


def colleagues(vault: Vault) -> tuple[Colleague, ...]:
    """Return the peers of this hospital who are here, by name. Nobody in a vault of no hospital, or a supervisor's."""
    with vault.read() as tx:
        return _colleagues(tx)


def find_colleague(vault: Vault, who: str) -> PersonId:
    """Return the one peer meant by a name or the beginning of an id. Raises NotFoundError or AmbiguousIdError."""
    wanted = folded(who)
    found = [
        one.person
        for one in colleagues(vault)
        if folded(one.name) == wanted or (len(wanted) >= SHORTEST_PREFIX and one.person.hex().startswith(wanted))
    ]
    if not found:
        raise NotFoundError("person")
    if len(found) > 1:
        raise AmbiguousIdError("person")
    return found[0]


def waiting(vault: Vault) -> tuple[Waiting, ...]:
    """Return every follow-up of this peer that still waits, the longest waiting first."""
    with vault.read() as tx:
        held, gone = with_others(tx), tx.handovers.gone() | tx.referrals.passed()
        return tuple(
            Waiting(follow_up=one, handle=_handle(tx, one), place=_place(tx, one), handed_to=held.get(one.id, ""))
            for one in tx.follow_ups.open_until(date.max)
            if one.id not in gone and not asks_no_contact(tx, one)
        )


def find_follow_up(vault: Vault, prefix: str) -> RecordId:
    """Return the only waiting follow-up whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    begins = prefix.strip().lower()
    found = [one.follow_up.id for one in waiting(vault) if one.follow_up.id.hex().startswith(begins)]
    if not found:
        raise NotFoundError("follow-up")
    if len(found) > 1 or len(begins) < SHORTEST_PREFIX:
        raise AmbiguousIdError("follow-up")
    return found[0]


def find_handoff(vault: Vault, prefix: str) -> RecordId:
    """Return the only handoff, given or come, whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.handovers.resolve(prefix)


def preview(vault: Vault, follow_up: RecordId, picked: Picked) -> Offer:
    """Return exactly what would leave. Raises MissingAnswerError without the individual's permission, or like it."""
    with vault.read() as tx:
        return _offer(tx, follow_up, picked)


def hand_over(
    vault: Vault, items: Sequence[tuple[RecordId, Picked]], person: PersonId, now: datetime, rng: Rng
) -> Changes:
    """Offer follow-ups to another peer: all of them or, where one cannot be, none.

    Raises MissingAnswerError where an individual's permission is missing, NotAllowedError for somebody who is no peer
    here or for what is with somebody already, WordsFirstError, KeysChangedError, DirectoryForkedError, NotFoundError.
    """
    with vault.write() as tx:
        return hand_over_in(tx, items, person, now, rng)


def hand_over_in(
    tx: Transaction, items: Sequence[tuple[RecordId, Picked]], person: PersonId, now: datetime, rng: Rng
) -> Changes:
    """Do the same inside a transaction."""
    _check(tx, person)
    made = []
    for follow_up, picked in items:
        if any(one.handover.follow_up == follow_up and is_with_them(one.state) for one in _all_given(tx)):
            raise NotAllowedError("handed_already")
        given = Handover(
            id=new_record_id(now, rng),
            follow_up=follow_up,
            person=person,
            handoff=new_record_id(now, rng),
            is_given=True,
            offer=_offer(tx, follow_up, picked),
        )
        tx.handovers.give(given)
        made.append(given)
    return _touched(made)


def take_back(vault: Vault, handoff: RecordId) -> Changes:
    """Take back what was offered. Works offline, and without anybody's leave.

    Raises TheirsNowError once it was accepted, NotFoundError for what was never given from here.
    """
    with vault.write() as tx:
        one = _given_one(tx, handoff)
        if one.state is HandoffState.ACCEPTED:
            raise TheirsNowError("theirs_now")
        tx.handovers.withdraw(one.handover)
        tx.handovers.put(replace(one.handover, is_taken_back=True))
        return _touched([one.handover])


def all_given(vault: Vault) -> tuple[Given, ...]:
    """Return everything that was handed over from here, the newest first."""
    with vault.read() as tx:
        return tuple(_all_given(tx))


def with_others(tx: Transaction) -> dict[RecordId, str]:
    """Return with whom each follow-up is now that was offered to another peer, or is theirs."""
    return {one.handover.follow_up: one.name for one in _all_given(tx) if is_with_them(one.state)}


def handed_on(tx: Transaction, follow_up: RecordId | None) -> Given | None:
    """Return with whom a follow-up is now, None for one that is with nobody else."""
    found = (one for one in _all_given(tx) if one.handover.follow_up == follow_up and is_with_them(one.state))
    return next(found, None)


def given_of(tx: Transaction, follow_up: RecordId) -> Given | None:
    """Return how far the last offer of a follow-up has come, None for one that was never offered."""
    return next((one for one in _all_given(tx) if one.handover.follow_up == follow_up), None)


def is_with_them(state: HandoffState) -> bool:
    """Say whether something is with the other peer: offered, or theirs."""
    return state in {HandoffState.WAITING, HandoffState.SENT, HandoffState.ACCEPTED}


def _all_given(tx: Transaction) -> Iterable[Given]:
    given = [one for one in tx.handovers.kept() if one.is_given]
    if not given:
        return []
    names, here = tx.identity.names(), {one.person for one in _colleagues(tx)}
    return [_given(tx, one, names.get(one.person, ""), is_here=one.person in here) for one in given]


def _given(tx: Transaction, one: Handover, name: str, *, is_here: bool) -> Given:
    answers = tx.handovers.answers(one.handoff, by=one.person, other=tx.person)
    # Whoever accepted has made it their own; nothing they say on another computer of theirs undoes that.
    said = next((answer for answer in answers if answer.answer is Answer.ACCEPTED), answers[0] if answers else None)
    state = state_of(
        is_proved=tx.handovers.is_proved(one),
        is_taken_back=one.is_taken_back,
        answer=said.answer if said is not None else None,
    )
    receipts = tx.removed.about(one.handoff, pair_space(tx.person, one.person))
    removed = (receipt.removed_at for receipt in receipts if receipt.author == one.person)
    gone = max(removed, default=None)
    return Given(handover=one, name=name, state=state, answer=said, removed_at=gone, is_here=is_here)


def _given_one(tx: Transaction, handoff: RecordId) -> Given:
    found = next((one for one in _all_given(tx) if one.handover.handoff == handoff), None)
    if found is None:
        raise NotFoundError("handoff")
    return found


def _check(tx: Transaction, person: PersonId) -> None:
    if tx.directory.forks():
        raise DirectoryForkedError
    known = next((one for one in _colleagues(tx) if one.person == person), None)
    if known is None:
        raise NotAllowedError("no_colleague")
    if is_paused(tx, known_members(tx), person):
        raise KeysChangedError("handoff")
    if not known.met and policy_of(known_members(tx)).words is Words.DEMANDED:
        raise WordsFirstError("handoff")


def _colleagues(tx: Transaction) -> tuple[Colleague, ...]:
    identity = tx.identity.get()
    if identity.organisation is None or identity.role is not Role.PEER:
        return ()
    names, met = tx.identity.names(), tx.identity.met()
    found = (PersonId(one.id) for one in peers_of(known_members(tx), wire_ids.PersonId(identity.person)))
    known = (Colleague(person=one, name=names.get(one, one.hex()[:8]), met=one in met) for one in found)
    return tuple(sorted(known, key=lambda one: folded(one.name)))


def _offer(tx: Transaction, follow_up: RecordId, picked: Picked) -> Offer:
    planned = tx.follow_ups.get(follow_up)
    if asks_no_contact(tx, planned):
        raise NotAllowedError("no_contact")
    if any(map(tx.consents.sharing_is_withdrawn, about_whom(tx, planned))):
        raise NotAllowedError("withdrawn")
    if follow_up in tx.handovers.gone():
        raise TheirsNowError("theirs_now")
    return make_offer(planned, picked, handle=_handle(tx, planned), place=_place(tx, planned))


def _handle(tx: Transaction, planned: FollowUp) -> str:
    try:
        return tx.individuals.get(planned.individual).handle if planned.individual is not None else ""
    except NotFoundError:
        return ""


def _place(tx: Transaction, planned: FollowUp) -> Setting | None:
    try:
        if planned.encounter is not None:
            return tx.encounters.get(planned.encounter).setting
    except NotFoundError:
        return None
    return tx.referrals.place_of(planned.id)


def _touched(given: Iterable[Handover]) -> Changes:
    done = Changes()
    for one in given:
        done |= Changes.of(RecordKind.HANDOVER, one.id) | Changes.of(RecordKind.HANDOFF, one.handoff)
        done |= Changes.of(RecordKind.FOLLOW_UP, one.follow_up)
    return done
