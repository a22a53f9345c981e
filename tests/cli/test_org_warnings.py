"""What the officer is told to look into: in time, once for each thing, and never without end."""

from datetime import UTC, datetime, timedelta

import pytest

from peerdesk.cli.messages import message
from peerdesk.cli.org_line import day_of
from peerdesk.cli.org_warnings import SHOWN, term_warnings, warnings
from peerdesk.domain.errors import OfficerKeyError
from peerdesk.wire.ids import OfficerId
from peerdesk.wire.verdict import Verdict
from peerdesk.work.officer_keys import OfficerTerm
from peerdesk.work.officer_people import SaidEntry

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def term(days: float) -> OfficerTerm:
    return OfficerTerm(officer=OfficerId(bytes(16)), expires=NOW + timedelta(days=days))


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ((term(31),), None),
        (
            (term(30),),
            f"The officer's key runs out on {day_of(NOW + timedelta(days=30))}. See: peerdesk org renew-officer --help",
        ),
        (
            (term(-1),),
            f"The officer's key ran out on {day_of(NOW - timedelta(days=1))}. See: peerdesk org renew-officer --help",
        ),
        ((term(-1), term(364)), None),
        ((), "No officer's key is in force. See: peerdesk org replace-officer --help"),
    ],
)
def test_the_end_of_the_officers_key_is_said_thirty_days_before(
    terms: tuple[OfficerTerm, ...], said: str | None
) -> None:
    assert term_warnings(terms, NOW) == ([said] if said else [])


def test_of_very_much_that_counts_for_nothing_only_the_first_are_said() -> None:
    entry = SaidEntry(n=7, said_at=NOW, kind="supervisor", by="officer", verdict=Verdict.UNENTITLED, person=None)
    told = warnings((), (entry,) * (SHOWN + 3), (term(300),), NOW)
    assert len(told) == SHOWN + 1
    assert told[-1].startswith("And 3 more")


def test_each_reason_why_a_key_may_not_speak_has_a_sentence_of_its_own() -> None:
    reasons = ("expired", "replaced", "other_root", "not_taken", "of the future")
    said = {message(OfficerKeyError(reason)) for reason in reasons}
    assert len(said) == len(reasons)
