"""Nobody is there: two clocks tell, and whatever one of them is made to say, an open desk does not stay open by it."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.locking import IdleWatch
from tests.desktop.desks import open_desk, peer
from tests.desktop.test_locking import LIMIT, Clocks

pytestmark = pytest.mark.usefixtures("qapp")
TEN_YEARS = 3653 * 86_400.0
LOOKED_AT = 2.0
"""Seconds. How often a desk looks by itself."""

STEPS = st.lists(
    st.one_of(
        st.just(("touch", 0.0)),
        st.tuples(st.just("pass"), st.floats(0, LIMIT * 1.5)),
        st.tuples(st.just("sleep"), st.floats(0, LIMIT * 3)),
        st.tuples(st.just("set"), st.sampled_from([-TEN_YEARS, -3600, -61, -30, 30, 3600, TEN_YEARS])),
    ),
    max_size=30,
)


class Reckoned:
    """What must come of it: `due` once the desk has to be locked, `may` once it is allowed to be."""

    def __init__(self) -> None:
        self.awake = self.alone = 0.0
        self.due = self.may = False

    def step(self, kind: str, seconds: float) -> None:
        if kind == "touch":
            # Who touches it at the very end of the limit is either in time or not.
            self.due |= self.awake >= LIMIT
            self.awake = self.alone = 0.0
            return
        self.awake += seconds if kind == "pass" else 0
        self.alone += seconds if kind != "set" else abs(seconds)
        self.due |= self.awake >= LIMIT or (kind == "sleep" and seconds >= LIMIT) or (kind == "set" and seconds <= -61)
        self.may |= self.due or self.alone >= LIMIT


def play(clocks: Clocks, watch: IdleWatch, kind: str, seconds: float) -> None:
    if kind == "touch":
        watch.touch()
    elif kind == "set":
        clocks.wall_now += seconds
        watch.look()
    elif kind == "sleep":
        clocks.pass_(seconds, asleep=True)
        watch.look()
    else:
        while seconds > 0:
            clocks.pass_(min(seconds, LOOKED_AT))
            seconds -= LOOKED_AT
            watch.look()


@given(STEPS)
def test_it_locks_when_it_must_and_never_when_somebody_is_there(steps: list[tuple[str, float]]) -> None:
    clocks, reckoned = Clocks(), Reckoned()
    watch = clocks.watch()
    for kind, seconds in steps:
        play(clocks, watch, kind, seconds)
        reckoned.step(kind, seconds)
        assert clocks.said >= reckoned.due
        assert clocks.said <= reckoned.may
        assert clocks.said <= 1
        if clocks.said:
            return


@pytest.mark.parametrize(("seconds", "asleep"), [(LIMIT, True), (TEN_YEARS, True), (LIMIT, False)])
def test_whatever_wakes_a_computer_does_not_hide_how_long_it_slept(seconds: float, asleep: bool) -> None:
    clocks = Clocks()
    watch = clocks.watch()
    clocks.pass_(seconds, asleep=asleep)
    watch.touch()
    watch.look()
    assert clocks.said == 1


def key(desk: WatchedDesk) -> None:
    QTest.keyClick(desk.door.frame.windowHandle(), Qt.Key.Key_Shift)


def focus(desk: WatchedDesk) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.focusChanged.emit(QApplication.focusWidget(), desk.search_field())


def shifted(seconds: float) -> float:
    return time.time() + seconds


def looks(desk: WatchedDesk) -> None:
    (watch,) = desk.door.findChildren(IdleWatch)
    watch._timer.start(1)


def assistive(desk: WatchedDesk) -> None:
    peer(desk)._shared.bench.announcer.worked.emit()


@pytest.mark.parametrize("jump", [TEN_YEARS, -TEN_YEARS], ids=["ten years on", "ten years back"])
@pytest.mark.parametrize("first", [looks, key, focus, assistive], ids=lambda first: first.__name__)
def test_an_open_desk_is_over_at_the_next_look_after_a_jump_of_the_clock_whatever_comes_before_it(
    home: Path, first: Callable[[WatchedDesk], None], jump: float
) -> None:
    with open_desk(home) as desk:
        order: list[str] = []
        desk.door.locking.connect(lambda: order.append("blank"))
        desk.door.locked.connect(lambda: order.append("over"))
        (watch,) = desk.door.findChildren(IdleWatch)
        watch._timer.stop()
        watch._wall = partial(shifted, jump)
        first(desk)
        looks(desk)
        desk.wait(lambda: "over" in order, "the lock")
        assert order == ["blank", "over"]


def test_a_clock_that_is_a_little_off_locks_nobody_out(home: Path) -> None:
    with open_desk(home) as desk:
        (watch,) = desk.door.findChildren(IdleWatch)
        locks: list[str] = []
        watch.idle.connect(lambda: locks.append("lock"))
        for off in (30, -29, 59, 0):
            watch._wall = partial(shifted, off)
            watch.look()
            watch.touch()
        assert locks == []
