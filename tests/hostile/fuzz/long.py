"""Reading damaged bytes for as long as one likes: `make fuzz ARGS="--bytes 100000"`."""

import time
import traceback

from tests.hostile.fuzz.scene import Scene
from tests.hostile.fuzz.subjects import BrokenPromiseError, Subject, fuzz, subjects

PIECE = 1000


def read_on(copies: int, start: int, seconds: float) -> int:
    """Read so many damaged copies for each reader, a piece of each in turn. Return how many readers broke a promise.

    A broken promise is told with its seed and the bytes; that reader is left alone from then on.
    """
    until = time.monotonic() + seconds
    left, broken, done = subjects(Scene()), 0, 0
    for at in range(start, start + copies, PIECE):
        seeds = range(at, min(at + PIECE, start + copies))
        sound = [subject for subject in left if _keeps_its_promise(subject, seeds)]
        broken, done, left = broken + len(left) - len(sound), done + len(seeds), sound
        if time.monotonic() > until:
            break
    print(f"{done} damaged copies for each of {len(left) + broken} readers, {broken} of them broke a promise")
    return broken


def _keeps_its_promise(subject: Subject, seeds: range) -> bool:
    try:
        fuzz(subject, seeds)
    except BrokenPromiseError:
        traceback.print_exc()
        return False
    return True
