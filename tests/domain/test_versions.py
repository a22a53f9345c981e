"""The order of versions: the same on every computer, and never before what one builds on."""

import random

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.versions import in_order

STORIES = st.lists(st.lists(st.integers(0, 30), max_size=3), max_size=12).map(
    lambda above: {n: [a % n for a in many] if n else [] for n, many in enumerate(above)}
)


def ties(story: dict[int, list[int]]) -> dict[int, tuple[bytes, bytes, int]]:
    return {n: (b"%02d" % (97 - n), b"r", n) for n in story}


@given(STORIES, st.randoms())
def test_each_stands_behind_what_it_builds_on_whatever_came_first(
    story: dict[int, list[int]], chance: random.Random
) -> None:
    order = in_order(story, ties(story))
    assert sorted(order) == sorted(story)
    assert all(order.index(above) < order.index(n) for n, many in story.items() for above in many)
    arrived = list(story.items())
    chance.shuffle(arrived)
    assert in_order(dict(arrived), ties(story)) == order


def test_a_circle_ends_and_loses_nothing() -> None:
    story = {1: [2], 2: [1], 3: [], 4: [9]}
    assert set(in_order(story, ties(story))) == {1, 2, 3, 4}
