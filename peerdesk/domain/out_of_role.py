"""What a peer was asked to do that is not a peer's to do, and what they did about it. The day, and no time of it.

It has no place for whoever asked, for whom it was about, or for any words: it is about the role.
"""

from dataclasses import dataclass
from datetime import date

from peerdesk.domain.encounter import code, day
from peerdesk.domain.ids import RecordId
from peerdesk.domain.role_vocabulary import RoleAnswer, RoleAsk


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfRoleDraft:
    """What was picked, unchecked. `on` is a day, empty for today."""

    asked: str = ""
    answer: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfRole:
    """One time that something was asked."""

    id: RecordId
    asked: RoleAsk
    answer: RoleAnswer
    happened_on: date


def make_out_of_role(draft: OutOfRoleDraft, *, record: RecordId, today: date) -> OutOfRole:
    """Check a draft and return what is kept. Raises an InputRefusedError that names the field."""
    return OutOfRole(
        id=record,
        asked=code("asked", draft.asked, RoleAsk, required=True),
        answer=code("answer", draft.answer, RoleAnswer, required=True),
        happened_on=day("on", draft.on) if draft.on else today,
    )
