"""The steps of the demo: each has a name, is timed, is printed when it is over, and says what was checked."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class DidNotHoldError(Exception):
    """A thing the demo promised did not hold. The text says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step that was played. `ms` are milliseconds; `checked` are the things that held, or the one that did not."""

    name: str
    ok: bool
    ms: int
    checked: tuple[str, ...]

    def shape(self) -> dict[str, object]:
        """Return the step for JSON."""
        return {"name": self.name, "ok": self.ok, "ms": self.ms, "checked": list(self.checked)}


@dataclass(slots=True, kw_only=True)
class Steps:
    """The steps so far. `tell` is called with each one as it ends."""

    tell: Callable[[Step], None]
    played: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator["Checks"]:
        """Play one step. Whatever goes wrong in it ends the demo, after it was told."""
        begun = time.perf_counter()
        checks = Checks()
        try:
            yield checks
        except Exception as problem:
            checks.held.append(
                f"did not hold: {problem if isinstance(problem, DidNotHoldError) else type(problem).__name__}"
            )
            self._end(name, begun, checks, ok=False)
            raise
        self._end(name, begun, checks, ok=True)

    @property
    def all_held(self) -> bool:
        """Say whether every step held, and there was one."""
        return bool(self.played) and all(step.ok for step in self.played)

    def _end(self, name: str, begun: float, checks: "Checks", *, ok: bool) -> None:
        ms = round((time.perf_counter() - begun) * 1000)
        step = Step(name=name, ok=ok, ms=ms, checked=tuple(checks.held))
        self.played.append(step)
        self.tell(step)


@dataclass(slots=True)
class Checks:
    """What a step promises."""

    held: list[str] = field(default_factory=list)

    def that(self, holds: object, sentence: str) -> None:
        """Note that something holds. Raises DidNotHoldError when it does not."""
        if not holds:
            raise DidNotHoldError(sentence)
        self.held.append(sentence)
