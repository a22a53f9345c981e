"""Whatever two peers do in whatever order, apart or in touch: a follow-up is in the end with exactly one of them."""

import os
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.handover import HandoffState
from peerdesk.work.handing_over import all_given, take_back, waiting
from peerdesk.work.taking_over import accept, decline, offers, taken_over
from tests.support.hospital import clock
from tests.work.two_peers import Two, two_peers

STEPS = 30


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with two_peers(tmp_path) as found:
        yield found


class Evening:
    """Marisol and Ruth at the end of a shift, each doing what comes to mind."""

    def __init__(self, two: Two, seed: int) -> None:
        self.two = two
        self.rng = random.Random(seed)
        self.mine = [two.follow_up(f"Person {n}") for n in range(6)]

    def step(self) -> None:
        acts = (self.offer, self.offer, self.back, self.accept, self.accept, self.decline, self.sync, self.sync)
        self.rng.choice(acts)()

    def offer(self) -> None:
        with suppress(NotAllowedError):
            self.two.hand(self.rng.choice(self.mine))

    def back(self) -> None:
        given = all_given(self.two.marisol)
        if given:
            with suppress(NotAllowedError):
                take_back(self.two.marisol, self.rng.choice(given).handover.handoff)

    def accept(self) -> None:
        came = offers(self.two.ruth).waiting
        if came:
            accept(self.two.ruth, self.rng.choice(came).handoff.id, clock(), os.urandom)

    def decline(self) -> None:
        came = offers(self.two.ruth).waiting
        if came:
            with suppress(NotFoundError):
                decline(self.two.ruth, self.rng.choice(came).handoff.id, clock(), os.urandom)

    def sync(self) -> None:
        self.two.hospital.sync(self.rng.choice((self.two.marisol, self.two.ruth)))


@pytest.mark.parametrize("seed", range(4))
def test_in_the_end_each_follow_up_is_with_exactly_one_of_them(two: Two, seed: int) -> None:
    evening = Evening(two, seed)
    for _ in range(STEPS):
        evening.step()
    two.meet()
    two.meet()
    given = all_given(two.marisol)
    theirs = {one.handover.follow_up for one in given if one.state is HandoffState.ACCEPTED}
    assert {one.follow_up.id for one in waiting(two.marisol)} == set(evening.mine) - theirs
    accepted = {one.handover.handoff for one in given if one.state is HandoffState.ACCEPTED}
    taken = taken_over(two.ruth)
    assert {one.handover.handoff for one in taken} == accepted
    assert {one.follow_up.id for one in waiting(two.ruth)} == {one.handover.follow_up for one in taken}
    unanswered = {one.handover.handoff for one in given if one.state is HandoffState.SENT}
    assert {one.handoff.id for one in offers(two.ruth).waiting} == unanswered
    assert len(taken) == len(accepted)
