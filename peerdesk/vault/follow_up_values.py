"""What lies beside a follow-up as plain fields, and back. Reading raises UnreadableFieldError only."""

from peerdesk.domain.follow_up_plan import FollowUpPlan, FollowUpTry, PhoneNumber
from peerdesk.domain.follow_up_vocabulary import BestTime, FollowUpHow, FollowUpWhy, MayAnswer, Okay
from peerdesk.domain.ids import ID_BYTES, RecordId
from peerdesk.domain.vocabulary import Outcome
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields


def plain_plan(plan: FollowUpPlan) -> Values:
    """Return a plan's fields."""
    return {
        "about": plan.about,
        "why": plan.why.value if plan.why else "",
        "what": plan.what,
        "how": plan.how.value if plan.how else "",
        "ok_voicemail": plan.ok_voicemail.value if plan.ok_voicemail else "",
        "ok_text": plan.ok_text.value if plan.ok_text else "",
        "say_only": plan.say_only,
        "best_time": plan.best_time.value if plan.best_time else "",
        "who_may_answer": plan.who_may_answer.value if plan.who_may_answer else "",
    }


def plan_of(fields: Fields) -> FollowUpPlan:
    """Return a plan."""
    return FollowUpPlan(
        about=_about(fields),
        why=reading.maybe_code(fields, "why", FollowUpWhy),
        what=fields["what"],
        how=reading.maybe_code(fields, "how", FollowUpHow),
        ok_voicemail=reading.maybe_code(fields, "ok_voicemail", Okay),
        ok_text=reading.maybe_code(fields, "ok_text", Okay),
        say_only=fields["say_only"],
        best_time=reading.maybe_code(fields, "best_time", BestTime),
        who_may_answer=reading.maybe_code(fields, "who_may_answer", MayAnswer),
    )


def plain_try(tried: FollowUpTry) -> Values:
    """Return a try's fields."""
    return {"about": tried.about, "tried_on": tried.tried_on.isoformat(), "outcome": tried.outcome.value}


def try_of(record: RecordId, fields: Fields) -> FollowUpTry:
    """Return a try."""
    return FollowUpTry(
        id=record,
        about=_about(fields),
        tried_on=reading.day(fields, "tried_on"),
        outcome=reading.code(fields, "outcome", Outcome),
    )


def plain_phone(phone: PhoneNumber) -> Values:
    """Return a number's fields. That somebody agreed is part of it: none is kept without."""
    return {"about": phone.about, "number": phone.number, "agreed": True}


def phone_of(record: RecordId, fields: Fields) -> PhoneNumber:
    """Return a number."""
    if not fields["agreed"]:
        raise UnreadableFieldError("agreed")
    return PhoneNumber(id=record, about=_about(fields), number=fields["number"])


def _about(fields: Fields) -> RecordId:
    return RecordId(reading.sized(fields, "about", ID_BYTES))
