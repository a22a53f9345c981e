"""A second invite may carry any name. Whoever somebody was known as before stays in front of it, on every screen."""

import os

import msgspec
import pytest

from peerdesk.domain.vocabulary import Role
from peerdesk.work.organisation_folder import read_people, write_people
from peerdesk.work.sharing import readers
from tests.support.hospital import Hospital, clock
from tests.work.ward import Pair


def called(pair: Pair) -> list[str]:
    pair.hospital.sync(pair.devon)
    return [one.name for one in readers(pair.devon, clock())]


def invite_again(hospital: Hospital, person: str, name: str) -> None:
    """Let the officer invite somebody who is known by another name, and use the invite."""
    listed = [
        msgspec.structs.replace(one, name=name) if one.name == person else one for one in read_people(hospital.org)
    ]
    write_people(hospital.org, tuple(listed))
    hospital.start(hospital.invite(name, Role.SUPERVISOR), home=os.urandom(4).hex())


@pytest.mark.parametrize("name", ["Ruth Lind", "R" * 60, "Ruth Lind (Tomas Okafor)"])
def test_an_officer_cannot_have_somebody_pass_for_another_person_under_their_name(pair: Pair, name: str) -> None:
    assert called(pair) == ["Tomas Okafor"]
    invite_again(pair.hospital, "Tomas Okafor", name)
    (shown,) = called(pair)
    assert shown == f"Tomas Okafor ({name})"
    assert called(pair) == [shown]


def test_a_third_name_takes_the_place_of_the_second_and_the_first_stays(pair: Pair) -> None:
    invite_again(pair.hospital, "Tomas Okafor", "Ruth Lind")
    assert called(pair) == ["Tomas Okafor (Ruth Lind)"]
    invite_again(pair.hospital, "Ruth Lind", "Rosa Vega")
    assert called(pair) == ["Tomas Okafor (Rosa Vega)"]
    invite_again(pair.hospital, "Rosa Vega", "Tomas Okafor")
    assert called(pair) == ["Tomas Okafor"]


def test_a_second_invite_under_the_same_name_changes_nothing_that_is_shown(pair: Pair) -> None:
    invite_again(pair.hospital, "Tomas Okafor", "Tomas Okafor")
    assert called(pair) == ["Tomas Okafor"]
