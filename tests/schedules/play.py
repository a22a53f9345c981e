"""A schedule: a list of steps, made from a seed or written down, and the playing of it.

Each step is four small numbers beside its name, and chooses among what there is by their remainders. So any steps may
be taken out of a schedule and the rest still means something: that is how a failing one is made short.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Final, NamedTuple

from peerdesk.domain.errors import ExpectedError, HistoryDivergedError
from tests.schedules.acts import Acts, nothing
from tests.schedules.faults import FAULTS, LIES
from tests.schedules.looking import Reader, overtaken, unsealed
from tests.schedules.power import SERVER_FUSE, VAULT_FUSE
from tests.schedules.proofs import Watch
from tests.schedules.said import Said
from tests.schedules.town import SUPERVISOR, Computer, Town

ACTS: Final = {"add": 4, "edit": 7, "settle": 2, "share": 3, "stop": 2, "delete": 1, "undelete": 1, "erase": 1}
NETWORK: Final = {"sync": 8, "bad sync": 9, "arrive": 2}
DISASTERS: Final = {
    "lock": 1.5,
    "server cut": 1,
    "vault copy": 1,
    "vault back": 0.7,
    "clone": 0.4,
    "server copy": 1.2,
    "server back": 0.8,
    "clock": 1,
}
WEIGHTS: Final = {**ACTS, "talk": 2, **NETWORK, **DISASTERS}
MOST_COMPUTERS: Final = 5
REST_ROUNDS: Final = 14


class Step(NamedTuple):
    """`who` does what; `a` and `b` choose; `fuse` above 0 is the statement before which the power goes."""

    name: str
    who: int
    a: int
    b: int
    fuse: int = 0


def schedule_of(seed: int, length: int = 0) -> list[Step]:
    """Return the steps that a seed stands for; `length` 0 lets the seed choose that too."""
    chance = Random(seed)
    names, weights = tuple(WEIGHTS), tuple(WEIGHTS.values())
    steps = []
    for _ in range(length or chance.choice((8, 15, 25, 40, 60))):
        name = chance.choices(names, weights)[0]
        fuse = chance.randrange(1, 12 if name in ACTS else 120) if chance.random() < 0.12 else 0
        steps.append(Step(name, chance.randrange(60), chance.randrange(60), chance.randrange(240), fuse))
    return steps


class Play:
    """One schedule on one town. `is_calm` keeps every clock right; `was_cut` tells of the last step with a fuse."""

    def __init__(self, town: Town, *, is_calm: bool = False) -> None:
        self.town = town
        self.said = Said()
        with town.peers[0].open.read() as tx:
            self.reader = Reader(tx.person)
        self.acts = Acts(town, self.said)
        self.watch = Watch(town)
        self.is_calm = is_calm
        self.trace: list[str] = []
        self.was_cut = False

    def step(self, step: Step) -> None:
        """Do one step. Raises AssertionError when something that always holds did not."""
        at = self._who(step)
        self.trace.append(f"{at.name}: {step.name} {step.a} {step.b}" + (f" cut at {step.fuse}" if step.fuse else ""))
        do = self._doing(step, at)
        if step.fuse and (step.name in ACTS or step.name in NETWORK or step.name == "talk"):
            self._under_threat(at, step.fuse, do)
        else:
            do()
        self.watch.look()

    def _who(self, step: Step) -> Computer:
        if step.name == "talk":
            return self.town.computers[SUPERVISOR]
        among = self.town.peers if step.name in ACTS or step.name == "clone" else list(self.town.computers.values())
        return among[step.who % len(among)]

    def _doing(self, step: Step, at: Computer) -> Callable[[], None]:
        if step.name in ACTS or step.name == "talk":
            return lambda: self._act(step, at)
        return {
            "sync": lambda: self._sync(at),
            "bad sync": lambda: self._bad_sync(at, step.a, step.b),
            "arrive": lambda: self.town.line.let_arrive(step.a),
            "lock": lambda: self._lock(at),
            "server cut": lambda: self._server_cut(at, step.a, step.b),
            "vault copy": lambda: self._copy(at),
            "vault back": lambda: self._vault_back(at, step.a),
            "clone": lambda: self._clone(at),
            "server copy": self.town.back_server_up,
            "server back": lambda: self._server_back(step.a),
            "clock": lambda: self._clock(at, step.a, step.b),
        }[step.name]

    def _act(self, step: Step, at: Computer) -> None:
        self.acts.claim = nothing
        act = getattr(self.acts, step.name)
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

    def _sync(self, at: Computer) -> None:
        self.acts.claim = nothing
        with suppress(ExpectedError):
            result = self.town.sync(at)
            self.watch.believes(at, result)

    def _bad_sync(self, at: Computer, a: int, b: int) -> None:
        fault = FAULTS[b % len(FAULTS)]
        self.watch.was_lied_to |= fault in LIES
        self.town.line.plan(fault, 1 + a % 12, 1 + b // 60, part=a)
        try:
            self._sync(at)
        finally:
            self.town.line.heal()

    def _server_cut(self, at: Computer, a: int, b: int) -> None:
        SERVER_FUSE.arm(self.town.data, 1 + (a + b) % 40)
        try:
            self._sync(at)
        finally:
            SERVER_FUSE.disarm()

    def _lock(self, at: Computer) -> None:
        self.town.switch_off(at)
        self.town.switch_on(at)

    def _copy(self, at: Computer) -> None:
        self._forked(at)
        self.town.copy_vault(at)

    def _clone(self, at: Computer) -> None:
        if len(self.town.computers) < MOST_COMPUTERS:
            self._forked(at)
            self.watch.is_copied = True
            self.town.clone(at)

    def _vault_back(self, at: Computer, a: int) -> None:
        if at.backups:
            before, waited = self._everything(), overtaken(at.open)
            self.town.put_vault_back(at, a)
            # Each of these was in one place only, and that place was destroyed.
            after = self._everything()
            self.said.lose(before - after, after)
            # What waited here for the person, others let go of: the erase that overtook it says that it was seen.
            self.said.lost |= waited - overtaken(at.open)
            self.watch.went_back(at)

    def _server_back(self, a: int) -> None:
        if self.town.store.backups:
            before = self._everything()
            self.town.put_server_back(a)
            gone = before - self._everything() - self.said.lost - self.said.erased_words
            # Only a word whose own computer was put back before can have been nowhere else.
            assert not gone or self.watch.vaults_went_back, f"I1: gone with the server: {sorted(gone)}"
            self.said.lost |= gone
            self.watch.server_went_back = True

    def _clock(self, at: Computer, a: int, b: int) -> None:
        if not self.is_calm:
            at.off = timedelta(days=(a - 30) * 122, seconds=b)
            self.town.server_off = timedelta(seconds=(b - 120) * 60)

    def _forked(self, at: Computer) -> None:
        """What was not sealed when a vault was copied is sealed twice: beside what replaces it on one side."""
        for note in self.said.notes:
            waiting = unsealed(at.open, note)
            self.said.said_again |= waiting
            if waiting:
                self.said.copied_unsent.add(note)

    def _everything(self) -> frozenset[str]:
        for computer in self.town.computers.values():
            self.reader.learn_keys(computer.open)
        vaults = (self.reader.of_vault(one.open) for one in self.town.computers.values())
        return self.reader.of_server(self.town.store).union(*vaults)

    def rest(self) -> None:
        """Let everybody sync on good lines until nothing moves any more. Raises what a round raises."""
        self.town.line.late.clear()
        self.town.stop_server()
        self.town.start_server()
        for _ in range(REST_ROUNDS):
            moved = 0
            for computer in self.town.computers.values():
                moved += self._at_rest(computer)
            if not moved:
                return
        raise AssertionError("I2: it does not come to rest")

    def _at_rest(self, computer: Computer) -> int:
        try:
            result = self.town.sync(computer)
        except HistoryDivergedError:
            # Noticed in this round, and healed by the next.
            return 1
        finally:
            self.watch.look()
        self.watch.believes(computer, result)
        return result.pushed + result.pulled
