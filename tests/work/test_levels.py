"""How new notes begin: the person chooses, and the hospital may say how far at most, and never how far at least."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.levels import Level, within
from peerdesk.work.encounters import encounter_detail
from peerdesk.work.levels import choose_level, starting_level
from peerdesk.work.policy import Policy, Rule, policy_here, read_rules
from tests.work.test_policy import decide
from tests.work.ward import Pair


@given(st.sampled_from(Level), st.sampled_from(Level))
def test_a_maximum_only_ever_narrows(chosen: Level, widest: Level) -> None:
    order = list(Level)
    assert order.index(within(chosen, widest)) == min(order.index(chosen), order.index(widest))


def test_notes_begin_private_until_the_peer_chooses_otherwise(pair: Pair) -> None:
    assert starting_level(pair.devon).level is Level.JUST_ME
    before = pair.note()
    choose_level(pair.devon, Level.SUPERVISOR)
    assert starting_level(pair.devon).level is Level.SUPERVISOR
    # It shares nothing: neither what was there, nor what is kept from then on.
    after = pair.note()
    assert [encounter_detail(pair.devon, note).shares for note in (before, after)] == [(), ()]


def test_the_hospital_may_set_a_maximum_and_the_choice_rests_meanwhile(pair: Pair) -> None:
    choose_level(pair.devon, Level.SUPERVISOR)
    decide(pair.hospital, {Rule.WIDEST_START: Level.JUST_ME.value})
    pair.hospital.sync(pair.devon)
    found = starting_level(pair.devon)
    assert (found.level, found.chosen) == (Level.JUST_ME, Level.SUPERVISOR)
    with pytest.raises(NotAllowedError):
        choose_level(pair.devon, Level.SUPERVISOR)
    choose_level(pair.devon, Level.JUST_ME)
    decide(pair.hospital, {Rule.WIDEST_START: Level.SUPERVISOR.value})
    pair.hospital.sync(pair.devon)
    # A maximum that is gone makes nothing wider by itself.
    assert starting_level(pair.devon).level is Level.JUST_ME


def test_no_rule_makes_a_note_begin_wider(pair: Pair) -> None:
    decide(pair.hospital, {Rule.WIDEST_START: Level.SUPERVISOR.value})
    pair.hospital.sync(pair.devon)
    assert policy_here(pair.devon).widest_start is Level.SUPERVISOR
    assert starting_level(pair.devon).level is Level.JUST_ME
    assert read_rules({"widest_start": "everybody"}, 1) == Policy(version=1)
