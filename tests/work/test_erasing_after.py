"""The officer lets the server drop its copies of somebody who left: only then, and not before thirty days."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from peerdesk.domain.errors import BadValueError, NotAllowedError
from peerdesk.work.encounters import encounter_page
from peerdesk.work.erasing_after import days_of_policy, erase_after, left_without_a_day
from peerdesk.work.policy import Rule
from peerdesk.work.policy_making import make_policy
from peerdesk.work.revoking import OfficerAsk, let_go
from tests.support.hospital import ADDRESS, OFFICER_PASSPHRASE, Hospital, a_hospital, clock
from tests.work.office import Office
from tests.work.two_peers import Two


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with a_hospital(tmp_path) as hospital:
        yield Two(hospital)


def asked(hospital: Hospital) -> OfficerAsk:
    return OfficerAsk(
        folder=hospital.org,
        passphrase=OFFICER_PASSPHRASE,
        transport=hospital.remotes(ADDRESS, b""),
        now=clock(),
        person="Marisol Vega",
        allow_test_profile=True,
    )


def test_somebody_who_is_here_and_a_day_too_soon_are_no_question(two: Two) -> None:
    with pytest.raises(NotAllowedError):
        erase_after(asked(two.hospital), 30)
    let_go(asked(two.hospital))
    with pytest.raises(BadValueError):
        erase_after(asked(two.hospital), 29)


def test_it_is_said_once_and_no_computer_erases_anything(two: Two) -> None:
    two.follow_up()
    two.meet()
    let_go(asked(two.hospital))
    done = erase_after(asked(two.hospital), 45)
    assert done.changed
    assert timedelta(days=44) < timedelta(seconds=done.at - clock().timestamp()) < timedelta(days=46)
    assert not erase_after(asked(two.hospital), 45).changed
    assert two.hospital.sync(two.ruth).proof
    assert len(encounter_page(two.marisol)) == 1


def test_the_policy_names_the_days_and_who_has_none_yet(two: Two) -> None:
    office, org = Office(two.hospital), two.hospital.org
    let_go(asked(two.hospital))
    office.people()
    assert days_of_policy(org) == 30
    assert left_without_a_day(org) == ()
    for days, counted in ((7, 30), (90, 90)):
        rules = {Rule.RETENTION_DAYS: days}
        make_policy(org, office.key_ask().root, rules, office.line(), office.now)
        assert days_of_policy(org) == counted
    assert [one.name for one in left_without_a_day(org)] == ["Marisol Vega"]
    assert erase_after(asked(two.hospital), days_of_policy(org)).changed
    assert left_without_a_day(org) == ()
