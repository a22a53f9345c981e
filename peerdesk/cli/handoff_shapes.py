"""How what peers hand over to each other looks in JSON and in lines."""

from collections.abc import Iterator

from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.words import line, moment
from peerdesk.domain.handover import Answer, HandoffState, Offer
from peerdesk.work.handing_over import Given
from peerdesk.work.labels import Labels
from peerdesk.work.taking_over import Offered, TakenOver


def offer_shape(offer: Offer) -> Shape:
    """Return exactly what the other peer sees."""
    return {
        "handle": offer.handle,
        "setting": offer.place.value if offer.place else None,
        "due": offer.due.isoformat(),
        "how": offer.how.value if offer.how else None,
        "prompt": offer.prompt,
        "agreed": True,
    }


def given_shape(given: Given) -> Shape:
    """Return what was handed over from here, and how far it has come."""
    return {
        "id": given.handover.handoff.hex(),
        "follow_up": given.handover.follow_up.hex(),
        "to": given.name,
        "state": given.state.value,
        "answered_at": given.answer.answered_at.isoformat() if given.answer else None,
        "removed_at": given.removed_at.isoformat() if given.removed_at else None,
        "is_here": given.is_here,
        "offer": offer_shape(given.handover.offer),
    }


def offered_shape(offered: Offered) -> Shape:
    """Return what another peer offers."""
    return {
        "id": offered.handoff.id.hex(),
        "from": offered.name,
        "answer": offered.answer.value if offered.answer else None,
        "offer": offer_shape(offered.handoff.offer),
    }


def taken_shape(taken: TakenOver) -> Shape:
    """Return what was another peer's before."""
    return {
        "id": taken.handover.handoff.hex(),
        "follow_up": taken.handover.follow_up.hex(),
        "from": taken.name,
        "offer": offer_shape(taken.handover.offer),
    }


def offer_lines(offer: Offer, labels: Labels) -> Iterator[str]:
    """Return the lines of exactly what the other peer sees."""
    parts = {
        "Who": offer.handle,
        "Where": labels.of(offer.place) if offer.place else "",
        "When": offer.due.isoformat(),
        "In touch": labels.of(offer.how) if offer.how else "",
        "One line": offer.prompt,
    }
    yield from (line(name, text) for name, text in parts.items() if text)
    yield "  They are OK with another peer."


def offered_line(offered: Offered) -> str:
    """Return one line for what another peer offers."""
    return (
        f"{offered.handoff.id.hex()}  {_about(offered.handoff.offer)}  from {offered.name}{_answered(offered.answer)}"
    )


def given_line(given: Given) -> str:
    """Return one line for what was handed over from here."""
    return f"{given.handover.handoff.hex()}  {_about(given.handover.offer)}  {state_words(given)}"


def taken_line(taken: TakenOver) -> str:
    """Return one line for what was another peer's before."""
    return f"{taken.handover.handoff.hex()}  {_about(taken.handover.offer)}  yours now, from {taken.name}"


def state_words(given: Given) -> str:
    """Say how far something handed over has come; nothing is said that is not proved."""
    name = given.name
    match given.state:
        case HandoffState.ACCEPTED:
            said = f"{name} accepted, {moment(given.answer.answered_at) if given.answer else ''}. It is theirs now."
        case HandoffState.DECLINED:
            said = f"{name} said no. It is still yours."
        case HandoffState.TAKEN_BACK if given.removed_at:
            said = f"taken back, and gone from {name}'s computer since {moment(given.removed_at)}"
        case HandoffState.TAKEN_BACK:
            said = "taken back"
        case HandoffState.SENT:
            said = f"on the server for {name}; not answered yet"
        case _:
            said = f"for {name}; still on this computer"
    return said if given.is_here or given.answer else f"{said}. {name} is not here any more: take it back."


def _about(offer: Offer) -> str:
    return f"{offer.due}  {offer.handle or 'no name'}"


def _answered(answer: Answer | None) -> str:
    return {Answer.ACCEPTED: "  (accepted)", Answer.DECLINED: "  (you said no)", None: ""}[answer]
