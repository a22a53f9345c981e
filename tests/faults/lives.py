"""One life of a process that works on a vault, and its end: by a kill, or by what its disk does to it."""

import os
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from signal import SIGKILL
from typing import Final

from peerdesk.domain.errors import ExpectedError
from tests.faults.deeds import Work
from tests.faults.underneath import Plan, Underneath

LONGEST_SECONDS: Final = 300.0
_PROCESSES: Final = get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.faults.preloaded"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How a process ended. `told` is the code of the error that a person would be told, `broke` any other error.

    `steps` and `syncs` are how many there were at the disk, `grown` how many bytes it needed, where it came to its end.
    """

    said: tuple[str, ...] = ()
    was_killed: bool = False
    told: str = ""
    broke: str = ""
    steps: int = 0
    syncs: int = 0
    grown: int = 0
    seconds: float = 0.0


def live(work: Work, root: Path, plan: Plan | None = None, *, killed_after: float | None = None) -> Life:
    """Let a process work, under a disk that follows a plan or on the plain one, and return how it ended."""
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_work, args=(theirs, work, root.resolve(), plan), daemon=True)
    process.start()
    theirs.close()
    said, end, begun = [], {}, time.monotonic()
    try:
        begun = ours.recv()
        if killed_after is not None:
            time.sleep(killed_after)
            with suppress(ProcessLookupError):
                process.kill()
        while ours.poll(LONGEST_SECONDS):
            heard = ours.recv()
            if isinstance(heard, str):
                said.append(heard)
            else:
                end = heard
    except EOFError:
        pass
    seconds = time.monotonic() - begun
    process.join(LONGEST_SECONDS)
    ours.close()
    return Life(said=tuple(said), was_killed=process.exitcode == -SIGKILL, seconds=seconds, **end)


def _work(pipe: Connection, work: Work, root: Path, plan: Plan | None) -> None:
    beneath = None if plan is None else Underneath(root, plan)
    if beneath is not None:
        beneath.stand_between()
    pipe.send(time.monotonic())
    end: dict[str, object] = {}
    try:
        work(root, pipe.send)
    except ExpectedError as error:
        end["told"] = error.code
    except Exception:  # noqa: BLE001 - the edge of a process
        end["broke"] = traceback.format_exc()
    if beneath is not None:
        end.update(steps=beneath.steps, syncs=beneath.syncs, grown=beneath.grown)
    pipe.send(end)
    # Nothing is tidied up on the way out: a vault that was left open is left as it is.
    os._exit(0)
