"""Introductions as plain fields, and back. Reading raises UnreadableFieldError only."""

from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import Introduction
from peerdesk.domain.introduction_vocabulary import ConfirmedBy, IntroducedHow, IntroductionResult
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields


def plain_introduction(one: Introduction) -> Values:
    """Return an introduction's fields."""
    return {
        "to": one.to,
        "individual": one.individual,
        "agreed": True,
        "happened_on": one.happened_on.isoformat(),
        "how": one.how.value if one.how else "",
        "result": one.result.value,
        "confirmed_by": one.confirmed_by.value if one.confirmed_by else "",
    }


def introduction_of(record: RecordId, fields: Fields) -> Introduction:
    """Return an introduction."""
    if not fields["agreed"]:
        raise UnreadableFieldError("agreed")
    return Introduction(
        id=record,
        to=fields["to"],
        individual=reading.record(fields, "individual"),
        happened_on=reading.day(fields, "happened_on"),
        how=reading.maybe_code(fields, "how", IntroducedHow),
        result=reading.code(fields, "result", IntroductionResult),
        confirmed_by=reading.maybe_code(fields, "confirmed_by", ConfirmedBy),
    )
