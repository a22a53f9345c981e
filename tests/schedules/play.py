"""The playing of a schedule: each step is done on the product, and told to the reference model."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final

import pytest

from peerdesk.domain.errors import ExpectedError, HistoryDivergedError, ServerRefusedError
from peerdesk.sync.transport import is_refusal
from peerdesk.wire.exchange import ProblemCode
from tests.schedules.acts import Acts, nothing
from tests.schedules.editions import RUNNING
from tests.schedules.fate import Fate
from tests.schedules.faults import FAULTS, LIES, TURNED_DOWN
from tests.schedules.looking import lacks_a_key
from tests.schedules.power import VAULT_FUSE
from tests.schedules.proofs import Watch
from tests.schedules.said import Said
from tests.schedules.steps import ACTS, DECISIONS, OFFICER, ON_A_FUSE, REMOVALS, Step
from tests.schedules.town import SUPERVISOR, Computer, Town

REST_ROUNDS: Final = 14
OF_A_PEER: Final = frozenset({*ACTS, *DECISIONS, *REMOVALS, *OFFICER, "clone", "answer"})


class Play:
    """One schedule on one town. `is_calm` keeps every clock right; `was_cut` tells of the last step with a fuse."""

    def __init__(self, town: Town, patch: pytest.MonkeyPatch, *, is_calm: bool = False) -> None:
        self.town = town
        self.said = Said()
        self.watch = Watch(town)
        self.fate = Fate(town, self.said, self.watch, patch)
        self.acts = Acts(town, self.said, self.fate.decisions)
        self.is_calm = is_calm
        self.trace: list[str] = []
        self.was_cut = False

    def goes_on(self, said: Said) -> None:
        """Go on where another schedule left, in its town."""
        for one in (self, self.acts, self.fate, self.fate.shut_out, self.fate.officer, self.fate.decisions):
            one.said = said

    def step(self, step: Step) -> None:
        """Do one step. Raises AssertionError when something that always holds did not."""
        if not self.town.peers:
            return
        at = self._who(step)
        self.trace.append(f"{at.name}: {step.name} {step.a} {step.b}" + (f" cut at {step.fuse}" if step.fuse else ""))
        do = self._doing(step, at)
        RUNNING.is_newer = at.is_newer
        if step.fuse and step.name in ON_A_FUSE:
            self._under_threat(at, step.fuse, do)
        else:
            do()
        self.watch.look()

    def _who(self, step: Step) -> Computer:
        if step.name == "talk":
            return self.town.computers[SUPERVISOR]
        among = self.town.peers if step.name in OF_A_PEER else list(self.town.computers.values())
        return among[step.who % len(among)]

    def _doing(self, step: Step, at: Computer) -> Callable[[], None]:
        if step.name in {*ACTS, *DECISIONS, "talk", "answer"}:
            return lambda: self._act(step, at)
        if step.name == "clock" and self.is_calm:
            return nothing
        own = {
            "sync": lambda: self._sync(at),
            "bad sync": lambda: self._bad_sync(at, step.a, step.b),
            "turned down": lambda: self._turned_down(at, step.a),
            "arrive": lambda: self.town.line.let_arrive(step.a),
            "server cut": lambda: self.fate.server_cut(lambda: self._sync(at), step.a, step.b),
        }
        where = (
            self.fate.shut_out if step.name in REMOVALS else self.fate.officer if step.name in OFFICER else self.fate
        )
        return own.get(step.name) or partial(getattr(where, step.name.replace(" ", "_")), at, step.a, step.b)

    def _act(self, step: Step, at: Computer) -> None:
        self.acts.claim = nothing
        act = getattr(self.acts, step.name.replace(" ", "_"))
        # What the product turns down in words (a note that is gone, a directory in doubt) is nobody's loss.
        with suppress(ExpectedError):
            act(at, step.a, step.b)
        self.acts.claim()

    def _under_threat(self, at: Computer, fuse: int, do: Callable[[], None]) -> None:
        VAULT_FUSE.arm(at.folder, fuse)
        try:
            do()
        except BaseException:
            # Behind a cut the product may stumble in any way; all that counts is what lay on the disk.
            if not VAULT_FUSE.is_blown:
                raise
        self.was_cut = VAULT_FUSE.is_blown
        if self.was_cut:
            self.town.lose_power(at)
            self.acts.claim()
        VAULT_FUSE.disarm()

    def _sync(self, at: Computer, *, is_lied_to: bool = False) -> None:
        self.acts.claim = nothing
        with suppress(ExpectedError):
            result = self.town.sync(at)
            # An answer of the same server from before it was put back cannot be told from one of now.
            if not is_lied_to:
                self.watch.believes(at, result)

    def _bad_sync(self, at: Computer, a: int, b: int) -> None:
        fault = FAULTS[b % len(FAULTS)]
        is_lied_to = fault in LIES
        self.watch.was_lied_to |= is_lied_to
        self.town.line.plan(fault, 1 + a % 12, 1 + b // 60, part=a)
        try:
            self._sync(at, is_lied_to=is_lied_to)
        finally:
            self.town.line.heal()

    def _turned_down(self, at: Computer, a: int) -> None:
        self.town.line.plan(TURNED_DOWN, 1, part=a)
        try:
            self._sync(at)
        finally:
            self.town.line.heal()
        self.watch.tells_what_was_turned_down(at)

    def rest(self) -> None:
        """Let everybody sync on good lines until nothing moves any more. Raises what a round raises.

        First as they are, editions side by side; then everybody has the newer one, and has answered what was asked.
        """
        self.town.line.late.clear()
        self.town.limit()
        if self.fate.officer.given_at_the_end is not None:
            self._come_to_rest()
            self.fate.officer.supervise()
        if any(computer.is_newer for computer in self.town.everybody):
            self._come_to_rest()
            for computer in self.town.computers.values():
                computer.is_newer = True
        self._come_to_rest()
        if any(lacks_a_key(computer.open) for computer in self.town.peers):
            # A key that a removed computer made is only for those who belonged then; the sheet in the drawer did.
            self.town.join_by_sheet().is_newer = self.town.peers[0].is_newer
            self._come_to_rest()

    def _come_to_rest(self) -> None:
        for _ in range(REST_ROUNDS):
            moved = 0
            for computer in list(self.town.computers.values()):
                moved += self._at_rest(computer)
            if not moved:
                return
        raise AssertionError("I2: it does not come to rest")

    def _at_rest(self, computer: Computer) -> int:
        RUNNING.is_newer = computer.is_newer
        done = self.acts.see_to(computer)
        try:
            result = self.town.sync(computer)
        except HistoryDivergedError:
            # Noticed in this round, and healed by the next.
            return 1
        except ServerRefusedError as refusal:
            if not is_refusal(refusal, ProblemCode.LOGIN_FAILED):
                raise
            self.fate.shut_out.strand(computer)
            return 1
        finally:
            self.watch.look()
        self.watch.believes(computer, result)
        # An update can open very many deletions at once: nothing moves then before the person has answered.
        return result.pushed + result.pulled + done + self.acts.is_asked(computer)
