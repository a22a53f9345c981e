"""Which handle a person goes by."""

import pytest

from peerdesk.domain.ids import RecordId
from peerdesk.domain.one_person import OnePerson, called_before, goes_by

FIRST, SECOND, THIRD = (RecordId(bytes([number]) * 16) for number in (1, 2, 3))


@pytest.mark.parametrize("before", [FIRST, SECOND])
def test_whoever_is_called_again_what_they_were_called_before_goes_by_that(before: RecordId) -> None:
    kept = ({FIRST, SECOND} - {before}).pop()
    said = [called_before(kept=kept, other=other) for other in (before, THIRD)]
    assert goes_by({kept: "samuel", before: "sam", THIRD: "samuel"}, said) in (kept, THIRD)


def test_what_somebody_was_called_before_is_told_from_what_the_peer_said() -> None:
    before = called_before(kept=FIRST, other=SECOND)
    assert before.is_before
    assert not OnePerson(id=THIRD, kept=FIRST, other=SECOND).is_before
    assert not OnePerson(id=before.id, kept=SECOND, other=FIRST).is_before


def test_of_two_that_are_each_under_the_other_every_computer_finds_the_same() -> None:
    said = [OnePerson(id=THIRD, kept=FIRST, other=SECOND), OnePerson(id=THIRD, kept=SECOND, other=FIRST)]
    assert goes_by({SECOND: "sam", FIRST: "jo"}, said) == FIRST
