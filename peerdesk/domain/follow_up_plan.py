"""How a follow-up is to be done: what for, in which way, what is safe to say, and what was tried.

All of it is what the individual said they want. None of it leaves the peer's own computers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from peerdesk.domain.encounter import checked_text, optional_code
from peerdesk.domain.errors import BadValueError
from peerdesk.domain.follow_up_vocabulary import BestTime, FollowUpHow, FollowUpWhy, MayAnswer, Okay
from peerdesk.domain.ids import RecordId, id_beside
from peerdesk.domain.vocabulary import FollowUpState, Outcome

WHAT_LIMIT: Final = 80
SAY_ONLY_LIMIT: Final = 60
NUMBER_LIMIT: Final = 24
_LABEL: Final = b"PD1 follow-up plan"
_NUMBER: Final = re.compile(r"\+?[0-9][0-9 ().-]{1,21}[0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """What stands in the form, unchecked. Codes are those of `follow_up_vocabulary`; empty is: nothing was said."""

    why: str = ""
    what: str = ""
    how: str = ""
    ok_voicemail: str = ""
    ok_text: str = ""
    say_only: str = ""
    best_time: str = ""
    who_may_answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpPlan:
    """What is kept beside a follow-up. `what` is one short line, `say_only` what may be said to whoever answers."""

    about: RecordId
    why: FollowUpWhy | None = None
    what: str = ""
    how: FollowUpHow | None = None
    ok_voicemail: Okay | None = None
    ok_text: Okay | None = None
    say_only: str = ""
    best_time: BestTime | None = None
    who_may_answer: MayAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpTry:
    """One try: the day, and how it went. There is no time of day in it."""

    id: RecordId
    about: RecordId
    tried_on: date
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    """A number that somebody agreed to have kept. It is a record of its own, so that it can be erased and truly go."""

    id: RecordId
    about: RecordId
    number: str


def plan_id(follow_up: RecordId) -> RecordId:
    """Return the id of the plan beside a follow-up: two computers that both begin one begin the same."""
    return id_beside(follow_up, _LABEL)


def make_plan(draft: PlanDraft, about: RecordId) -> FollowUpPlan:
    """Check a draft and return the plan. Raises UnknownCodeError or TextTooLongError, which name the field."""
    return FollowUpPlan(
        about=about,
        why=optional_code("why", draft.why, FollowUpWhy),
        what=checked_text("what", draft.what, WHAT_LIMIT).replace("\n", " "),
        how=optional_code("how", draft.how, FollowUpHow),
        ok_voicemail=optional_code("ok_voicemail", draft.ok_voicemail, Okay),
        ok_text=optional_code("ok_text", draft.ok_text, Okay),
        say_only=checked_text("say_only", draft.say_only, SAY_ONLY_LIMIT).replace("\n", " "),
        best_time=optional_code("best_time", draft.best_time, BestTime),
        who_may_answer=optional_code("who_may_answer", draft.who_may_answer, MayAnswer),
    )


def strictest(plan: FollowUpPlan, others: Iterable[FollowUpPlan]) -> FollowUpPlan:
    """Return a plan as the other plans with the same person allow it: what any of them does not allow is not allowed.

    Where this one has no words that may be said to whoever answers, those of another hold.
    """
    for other in others:
        plan = replace(
            plan,
            ok_voicemail=Okay.NO if other.ok_voicemail is Okay.NO else plan.ok_voicemail,
            ok_text=Okay.NO if other.ok_text is Okay.NO else plan.ok_text,
            say_only=plan.say_only or other.say_only,
            who_may_answer=_fewest(plan.who_may_answer, other.who_may_answer),
        )
    return plan


def _fewest(one: MayAnswer | None, other: MayAnswer | None) -> MayAnswer | None:
    said = {one, other}
    return next((answer for answer in MayAnswer if answer in said), None)


def plan_draft(plan: FollowUpPlan) -> PlanDraft:
    """Return a plan as a form shows it."""
    return PlanDraft(
        why=plan.why or "",
        what=plan.what,
        how=plan.how or "",
        ok_voicemail=plan.ok_voicemail or "",
        ok_text=plan.ok_text or "",
        say_only=plan.say_only,
        best_time=plan.best_time or "",
        who_may_answer=plan.who_may_answer or "",
    )


def checked_number(raw: str) -> str:
    """Return a phone number as it was written, without outer spaces. Raises BadValueError for what is none."""
    number = raw.strip()
    if not _NUMBER.fullmatch(number):
        raise BadValueError("phone", "digits, with spaces, dots, dashes or brackets between them")
    return number


def state_after(outcome: Outcome) -> FollowUpState:
    """Return where a follow-up stands once somebody has tried."""
    if outcome in {Outcome.MET, Outcome.BRIEF}:
        return FollowUpState.REACHED
    return FollowUpState.THEY_STOPPED if outcome is Outcome.ASKED_STOP else FollowUpState.TRIED
