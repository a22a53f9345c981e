"""A desk that is unlocked and quiet, with a hand on it: what every part shares that measures a desk in use."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from bench.in_use import PROCESSOR
from bench.laptop import Laptop
from bench.measure import Samples
from bench.ours_blocks import Desk
from bench.sync_steps import BLOCK_WITH_A_CORE

if TYPE_CHECKING:
    from bench.hand import Felt
    from peerdesk.domain.changes import RecordKind

LETTER_MS = 40
"""So long a hand rests after each press."""


class FeltDesk(Desk):
    """The window, unlocked and quiet, and a hand on it."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, is_quick=True)
        from bench.hand import Hand

        self._unlocked()
        session = self._door.session
        assert session is not None
        self._announcer, self._shared = session.announcer, session.pages.shared
        self._pages = self._shared.desk.pages
        self._hand = Hand(self._door.frame, lambda: bool(self._door.background.waiting))
        self._samples: Samples = {}

    def _keep(self, what: str, felt: "Felt") -> None:
        self._samples.setdefault(what, []).append(felt.seconds)
        self._samples.setdefault(what + BLOCK_WITH_A_CORE, []).append(felt.with_a_core)
        self._samples.setdefault(what + PROCESSOR, []).append(felt.worked)
        self._hand.rest(LETTER_MS)

    def _key(self, what: str, press: Callable[[], object], is_there: Callable[[], bool] = lambda: True) -> None:
        self._keep(what, self._hand.feel(press, is_there))

    def _page(self, what: str, act: Callable[[], object]) -> None:
        before = self._pages.currentWidget()
        self._keep(what, self._hand.feel_whole(act, lambda: self._pages.currentWidget() is not before))

    def _go(self, what: str, place: str) -> None:
        self._page(what, lambda: self._shared.desk.rail.chosen.emit(place))

    def _be_still(self, milliseconds: int) -> None:
        """Leave the desk alone for so long, and then until it has nothing more to do."""
        self._hand.rest(milliseconds)
        while self._door.background.waiting:
            self._hand.rest(LETTER_MS)

    def _let_all_in(self, what: str, laptop: Laptop, is_here: Callable[[], bool]) -> None:
        """Hold syncing while another computer sends, then let everything in at once, and keep what that held up."""
        pulse = self._shared.pulse
        pulse.hold_while(lambda: True)
        laptop.go()
        laptop.end()

        def let_in() -> None:
            pulse.hold_while(lambda: False)
            pulse.look_again()

        self._samples |= self._heart.during(let_in, is_here).samples(what)

    def _arriving(self, kind: "RecordKind", count: int) -> Callable[[], bool]:
        """Return what says that so many have come, and that the desk has done what it does then."""
        from peerdesk.domain.changes import Changes

        came: set[object] = set()

        def hear(changes: Changes) -> None:
            came.update(changes.ids(kind))

        self._announcer.changed.connect(hear)
        pulse, background = self._shared.pulse, self._door.background
        return lambda: len(came) >= count and not (pulse.is_busy or background.waiting)


def leave(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """Tell a problem and end at once: the thread that waits at the server would keep the process from ending."""
    sys.__excepthook__(kind, problem, trace)
    sys.stderr.flush()
    os._exit(1)
