"""What two peers say about a follow-up as plain fields, and back. Reading raises UnreadableFieldError only."""

from peerdesk.domain.handover import Answer, Answered, Handoff, Handover, Offer
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId
from peerdesk.domain.vocabulary import Mode, Setting
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields


def plain_handoff(offer: Offer) -> Values:
    """Return the fields of what leaves. That the individual agreed is part of it: nothing leaves without."""
    return {**_plain_offer(offer), "agreed": True}


def handoff_of(record: RecordId, owner: PersonId, fields: Fields) -> Handoff:
    """Return what another peer offers, or what was offered to one."""
    if not fields["agreed"]:
        raise UnreadableFieldError("agreed")
    return Handoff(id=record, owner=owner, offer=_offer_of(fields))


def plain_answer(answered: Answered) -> Values:
    """Return the fields of an answer."""
    return {
        "about": answered.about,
        "answer": answered.answer.value,
        "answered_at": answered.answered_at.isoformat(),
    }


def answer_of(record: RecordId, author: PersonId, fields: Fields) -> Answered:
    """Return an answer. Its time is UTC."""
    return Answered(
        id=record,
        author=author,
        about=RecordId(reading.sized(fields, "about", ID_BYTES)),
        answer=reading.code(fields, "answer", Answer),
        answered_at=reading.time(fields, "answered_at"),
    )


def plain_handover(handover: Handover) -> Values:
    """Return the fields of what a peer keeps of it."""
    return {
        **_plain_offer(handover.offer),
        "follow_up": handover.follow_up,
        "person": handover.person,
        "handoff": handover.handoff,
        "given": handover.is_given,
        "taken_back": handover.is_taken_back,
    }


def handover_of(record: RecordId, fields: Fields) -> Handover:
    """Return what a peer keeps of it."""
    return Handover(
        id=record,
        follow_up=RecordId(reading.sized(fields, "follow_up", ID_BYTES)),
        person=PersonId(reading.sized(fields, "person", ID_BYTES)),
        handoff=RecordId(reading.sized(fields, "handoff", ID_BYTES)),
        is_given=fields["given"],
        offer=_offer_of(fields),
        is_taken_back=fields["taken_back"],
    )


def _plain_offer(offer: Offer) -> Values:
    return {
        "handle": offer.handle,
        "place": offer.place.value if offer.place else "",
        "due": offer.due.isoformat(),
        "how": offer.how.value if offer.how else "",
        "prompt": offer.prompt,
    }


def _offer_of(fields: Fields) -> Offer:
    return Offer(
        due=reading.day(fields, "due"),
        handle=fields["handle"],
        place=reading.maybe_code(fields, "place", Setting),
        how=reading.maybe_code(fields, "how", Mode),
        prompt=fields["prompt"],
    )
