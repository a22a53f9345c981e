"""Keeping both of two answers: nothing of either is lost, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.choosing import both
from peerdesk.domain.encounter import MEMORY_LIMIT, WORDS_LIMIT
from peerdesk.domain.vocabulary import NextState, NextStep, Supply, Support

TEXT = st.text(min_size=1, max_size=WORDS_LIMIT // 3)
STEPS = st.dictionaries(st.sampled_from([s.value for s in NextStep]), st.sampled_from([s.value for s in NextState]))
COUNTS = st.dictionaries(st.sampled_from([s.value for s in Supply]), st.integers(1, 99))


@given(st.lists(TEXT, min_size=2, max_size=2, unique=True))
def test_both_texts_stand_whole_in_what_is_kept(texts: list[str]) -> None:
    kept = both("memory", texts)
    assert isinstance(kept, str)
    assert all(text in kept for text in texts)


def test_a_text_that_only_grew_on_the_other_computer_is_not_said_twice() -> None:
    assert both("memory", ["Bus pass.", "Bus pass. Tuesday group."]) == "Bus pass. Tuesday group."
    assert both("memory", ["Bus pass. Tuesday group.", "Bus pass."]) == "Bus pass. Tuesday group."
    assert both("memory", ["", "Bus pass."]) == "Bus pass."


def test_texts_that_do_not_fit_together_cannot_both_be_kept() -> None:
    assert both("memory", ["a" * MEMORY_LIMIT, "b"]) is None
    assert both("words", ["a" * WORDS_LIMIT, "b"]) is None


@given(st.lists(st.sets(st.sampled_from([s.value for s in Support])), min_size=2, max_size=3))
def test_lists_are_united_in_the_order_of_their_vocabulary(chosen: list[set[str]]) -> None:
    kept = both("support", [sorted(one) for one in chosen])
    assert kept == [code.value for code in Support if code.value in set().union(*chosen)]


@pytest.mark.parametrize(("name", "maps"), [("next", STEPS), ("supplies", COUNTS)])
def test_maps_are_united_unless_they_contradict_each_other(
    name: str, maps: st.SearchStrategy[dict[str, object]]
) -> None:
    @given(maps, maps)
    def united(one: dict[str, object], other: dict[str, object]) -> None:
        kept = both(name, [one, other])
        contradict = any(one[key] != other[key] for key in one.keys() & other.keys())
        assert kept == (None if contradict else {**one, **other})

    united()


@pytest.mark.parametrize("name", ["setting", "outcome", "happened_on", "individual", "count", "due", "state", "hidden"])
def test_of_two_single_choices_one_has_to_be_picked(name: str) -> None:
    assert both(name, ["ed", "street"]) is None
