"""An introduction: a warm handoff to a person or a place outside. The individual agreed, or there is none.

It is not a handover, which goes to another peer of the hospital. Nothing of it leaves: the peer brings both together.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from peerdesk.domain.encounter import checked_text, code, day, optional_code
from peerdesk.domain.errors import MissingAnswerError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction_vocabulary import ConfirmedBy, IntroducedHow, IntroductionResult

TO_LIMIT: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionDraft:
    """What stands in the form, unchecked. `on` is a day, empty for today; no `handle` is nobody in particular."""

    to: str = ""
    handle: str = ""
    agreed: bool = False
    how: str = ""
    on: str = ""
    result: str = ""
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """An introduction as it is kept. That they agreed is part of it: none is kept without."""

    id: RecordId
    to: str
    individual: RecordId | None
    happened_on: date
    how: IntroducedHow | None = None
    result: IntroductionResult = IntroductionResult.WAITING
    confirmed_by: ConfirmedBy | None = None


def make_introduction(
    draft: IntroductionDraft, *, record: RecordId, individual: RecordId | None, today: date
) -> Introduction:
    """Check a draft and return the introduction. Raises an InputRefusedError that names the field."""
    to = checked_text("to", draft.to, TO_LIMIT).replace("\n", " ")
    if not to:
        raise MissingAnswerError("to")
    if not draft.agreed:
        raise MissingAnswerError("introduction_agreed")
    result = code("result", draft.result, IntroductionResult) if draft.result else IntroductionResult.WAITING
    return Introduction(
        id=record,
        to=to,
        individual=individual,
        happened_on=day("on", draft.on) if draft.on else today,
        how=optional_code("how", draft.how, IntroducedHow),
        result=result,
        confirmed_by=optional_code("confirmed_by", draft.confirmed_by, ConfirmedBy),
    )
