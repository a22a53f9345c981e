"""Follow-ups as JSON and as lines. A phone number is in neither: it is asked for by name."""

from collections.abc import Iterator

from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.versions import computer_words, dispute_shape, option_name, value_words
from peerdesk.cli.words import calm, line
from peerdesk.domain.follow_up_plan import plan_draft
from peerdesk.work.follow_up_list import FollowUpDetail, ListedFollowUp
from peerdesk.work.labels import Labels


def listed_shape(one: ListedFollowUp) -> Shape:
    """Return a follow-up as a list has it."""
    return {
        "id": one.follow_up.id.hex(),
        "due": one.follow_up.due.isoformat(),
        "state": one.follow_up.state.value,
        "why": one.plan.why.value if one.plan.why else None,
        "what": one.plan.what,
        "how": one.plan.how.value if one.plan.how else None,
        "handle": one.handle,
        "note": one.follow_up.encounter.hex() if one.follow_up.encounter else None,
        "handed_to": one.handed_to or None,
        "from": one.giver or None,
        "prompt": one.prompt,
        "changed_twice": one.is_disputed,
    }


def detail_shape(detail: FollowUpDetail) -> Shape:
    """Return one follow-up whole."""
    plan = plan_draft(detail.listed.plan)
    return {
        **listed_shape(detail.listed),
        "ok_voicemail": plan.ok_voicemail or None,
        "ok_text": plan.ok_text or None,
        "say_only": plan.say_only,
        "best_time": plan.best_time or None,
        "who_may_answer": plan.who_may_answer or None,
        "has_phone": detail.has_phone,
        "no_contact": detail.no_contact,
        "tries": [{"on": one.tried_on.isoformat(), "outcome": one.outcome.value} for one in detail.tries],
        "two_versions": [dispute_shape(one) for one in detail.disputes],
    }


def listed_line(one: ListedFollowUp, labels: Labels) -> str:
    """Return one line for a follow-up."""
    what = [one.plan.what or (labels.of(one.plan.why) if one.plan.why else ""), one.prompt]
    how = labels.of(one.plan.how) if one.plan.how else ""
    with_whom = f"offered to {one.handed_to}" if one.handed_to else ""
    said = (one.handle or "no name", *what, how, f"from {one.giver}" if one.giver else "", with_whom)
    twice = "changed on two computers" if one.is_disputed else ""
    return calm("  ".join(part for part in (one.follow_up.id.hex(), str(one.follow_up.due), *said, twice) if part))


def detail_lines(detail: FollowUpDetail, labels: Labels) -> Iterator[str]:
    """Return the lines of one follow-up."""
    one, plan = detail.listed, detail.listed.plan
    yield f"{one.follow_up.due}  {labels.of(one.follow_up.state)}"
    parts = {
        "Who": one.handle,
        "Why": labels.of(plan.why) if plan.why else "",
        "What": plan.what,
        "How": labels.of(plan.how) if plan.how else "",
        "Voicemail": labels.of(plan.ok_voicemail) if plan.ok_voicemail else "",
        "Text": labels.of(plan.ok_text) if plan.ok_text else "",
        "Say only": plan.say_only,
        "Best time": labels.of(plan.best_time) if plan.best_time else "",
        "May answer": labels.of(plan.who_may_answer) if plan.who_may_answer else "",
        "Phone": "kept; to see it: peerdesk followup show ID --phone" if detail.has_phone else "",
        "From": f"{one.giver}: {one.prompt}" if one.giver else "",
        "Offered to": one.handed_to,
    }
    yield from (line(name, text) for name, text in parts.items() if text)
    yield from (line("Tried", f"{tried.tried_on}  {labels.of(tried.outcome)}") for tried in detail.tries)
    if detail.no_contact:
        yield "  They asked not to be contacted. All that is left to do is to close it."
    for dispute in detail.disputes:
        for at, option in enumerate(dispute.options, start=1):
            words = f"{value_words(dispute.field, option, labels)}  ({computer_words(option.computer)})"
            yield line(f"{option_name(dispute.field)} {at}", words)
    if detail.disputes:
        yield "  Changed on two computers. To keep one: peerdesk followup keep ID mine|theirs"
