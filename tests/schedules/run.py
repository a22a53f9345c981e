"""Playing schedules: by seed, from the book of those that failed once, and making a failing one short."""

import json
import shutil
import signal
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from types import FrameType

import pytest

from peerdesk.server.store.place import place
from tests.schedules.checks import check
from tests.schedules.editions import two_editions
from tests.schedules.haste import no_waiting
from tests.schedules.play import Play
from tests.schedules.power import SERVER_FUSE, VAULT_FUSE, PowerCutError, everything_on_a_fuse
from tests.schedules.steps import Step, schedule_of
from tests.schedules.stores import FileStore, PostgresStore, Store
from tests.schedules.town import Town, build_template
from tests.support.postgres import Cluster

LONGEST_SECONDS = 60
BOOK = Path(__file__).with_name("failed_once.json")


@cache
def memory() -> Path:
    """Return a folder that lies in memory where there is one: nothing here waits for a disk."""
    shm = Path("/dev/shm")  # noqa: S108 - only where it is; otherwise the usual place
    return Path(tempfile.mkdtemp(prefix="schedules-", dir=shm if shm.is_dir() else None))


@dataclass(frozen=True, kw_only=True)
class Template:
    """What every schedule begins with: vaults and a server's folder, and where the server's database is no file in
    there, the PostgreSQL that holds it and its name."""

    folder: Path
    cluster: Cluster | None = None
    database: str = ""

    def store(self, server: Path) -> Store:
        """Return a server's database of its own, in the beginning like this one."""
        if self.cluster is None:
            return FileStore(server)
        return PostgresStore(server, self.cluster, self.database)


@contextmanager
def hospital_template(cluster: Cluster | None = None) -> Iterator[Template]:
    """Found the hospital that the schedules begin with, and take it away afterwards."""
    folder = Path(tempfile.mkdtemp(dir=memory()))
    database = f"t{folder.name.lower()}" if cluster is not None else ""
    if cluster is not None:
        cluster.run(f"CREATE DATABASE {database} TEMPLATE template0")
    where = place(folder / "server", cluster.url(database)) if cluster is not None else None
    try:
        with no_waiting():
            build_template(folder, where)
        yield Template(folder=folder, cluster=cluster, database=database)
    finally:
        shutil.rmtree(folder)
        if cluster is not None:
            cluster.drop(database)


def play(template: Template, steps: Sequence[Step], seed: int = 0, *, is_calm: bool = False) -> Play:
    """Play a schedule to its rest and check it. Raises AssertionError, or whatever the product raised."""
    with playing(template, seed, is_calm=is_calm) as played:
        for step in steps:
            played.step(step)
        played.rest()
        check(played)
        return played


@contextmanager
def playing(template: Template, seed: int = 0, *, is_calm: bool = False) -> Iterator[Play]:
    """Open a town for one schedule."""
    with everything_on_a_fuse(), no_waiting(), two_editions(), pytest.MonkeyPatch.context() as patch:
        folder = Path(tempfile.mkdtemp(dir=memory())) / "town"
        shutil.copytree(template.folder, folder)
        town = Town(folder, template.store(folder / "server"), Random(seed))
        try:
            yield Play(town, patch, is_calm=is_calm)
        finally:
            VAULT_FUSE.disarm()
            SERVER_FUSE.disarm()
            town.close()
            town.folder.parent.rmdir()


def failure(template: Template, steps: Sequence[Step], seed: int = 0) -> str:
    """Return how a schedule fails, in one line; empty if it does not."""
    try:
        with at_most(LONGEST_SECONDS):
            play(template, steps, seed)
    except (Exception, PowerCutError) as error:  # noqa: BLE001 - whatever is raised is what was looked for
        return f"{type(error).__name__}: {error}"
    return ""


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise AssertionError where the block does not end in time. Only on the main thread."""

    def too_long(_signal: int, frame: FrameType | None) -> None:
        where = traceback.extract_stack(frame)[-6:]
        raise AssertionError(
            "I25: it does not end: " + " < ".join(f"{one.name}:{one.lineno}" for one in reversed(where))
        )

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def shortened(template: Template, steps: Sequence[Step], seed: int, tries: int = 400) -> list[Step]:
    """Return a shorter schedule that still fails: pieces are taken out as long as it does."""
    left, size = list(steps), max(len(steps) // 2, 1)
    while size and tries > 0:
        start = 0
        while start < len(left) and tries > 0:
            without = left[:start] + left[start + size :]
            tries -= 1
            if without and failure(template, without, seed):
                left = without
            else:
                start += size
        size //= 2
    return left


def book() -> list[tuple[str, list[Step]]]:
    """Return the schedules that failed once, each with what was wrong then."""
    return [(one["was"], [Step(*step) for step in one["steps"]]) for one in json.loads(BOOK.read_text("utf-8"))]


def of_seed(seed: int) -> list[Step]:
    """Return the schedule of a seed."""
    return schedule_of(seed)


def clean_up() -> None:
    """Take away what was left in memory."""
    shutil.rmtree(memory(), ignore_errors=True)
    memory.cache_clear()
