"""Handing a follow-up over to another peer: what leaves, and how far it has come.

Only with the individual's permission, item by item. What leaves is exactly what the preview shows: who, where, when,
how to be in touch as far as that was allowed, and one line. No note and no words of theirs ever go along. It is the
other peer's only once they accept; from then on it is theirs, and cannot be taken back.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from peerdesk.domain.encounter import PROMPT_LIMIT, checked_text, optional_code
from peerdesk.domain.errors import MissingAnswerError, NotAllowedError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import Mode, Setting


class TheirsNowError(NotAllowedError):
    """The other peer has accepted: the follow-up is theirs now, and is not taken back."""

    code = "theirs_now"


class Answer(StrEnum):
    """What the peer to whom something was handed says."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class HandoffState(StrEnum):
    """How far something handed over has come. Each is proved: by the server's log, or by the other peer's signature."""

    WAITING = "waiting"
    """It is on this computer, and not known to be on the server."""
    SENT = "sent"
    """It is on the server, inside the log that this computer has checked. Nobody has answered."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the other peer sees: exactly this. `place` is where the two have met, `how` how they may be in touch."""

    due: date
    handle: str = ""
    place: Setting | None = None
    how: Mode | None = None
    prompt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What the giver says about one follow-up. Nothing is handed over unless the individual agreed to it."""

    agreed: bool
    how: str = ""
    prompt: str = ""
    with_handle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """An offer as it lies in the space of two peers: whose it is, and which record."""

    id: RecordId
    owner: PersonId
    offer: Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The signed answer to a handoff. `answered_at` is UTC, by the clock of whoever answered."""

    id: RecordId
    author: PersonId
    about: RecordId
    answer: Answer
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What a peer keeps of it in their own space: of which follow-up, with whom, and what was said.

    `is_given`: it went from here; else it came, and `follow_up` is what this peer made of it.
    """

    id: RecordId
    follow_up: RecordId
    person: PersonId
    handoff: RecordId
    is_given: bool
    offer: Offer
    is_taken_back: bool = False


def make_offer(planned: FollowUp, picked: Picked, *, handle: str, place: Setting | None) -> Offer:
    """Return exactly what would leave of a follow-up.

    Raises MissingAnswerError where the individual's permission is missing, NotAllowedError for a follow-up that does
    not wait any more, TextTooLongError or UnknownCodeError.
    """
    if not planned.is_open:
        raise NotAllowedError("not_waiting")
    if not picked.agreed:
        raise MissingAnswerError("agreed")
    return Offer(
        due=planned.due,
        handle=handle if picked.with_handle else "",
        place=place,
        how=optional_code("how", picked.how, Mode),
        prompt=checked_text("prompt", picked.prompt, PROMPT_LIMIT).replace("\n", " "),
    )


def state_of(*, is_proved: bool, is_taken_back: bool, answer: Answer | None) -> HandoffState:
    """Return how far a handoff has come. An acceptance stands, also beside a word that took it back elsewhere."""
    if answer is Answer.ACCEPTED:
        return HandoffState.ACCEPTED
    if is_taken_back:
        return HandoffState.TAKEN_BACK
    if answer is Answer.DECLINED:
        return HandoffState.DECLINED
    return HandoffState.SENT if is_proved else HandoffState.WAITING
