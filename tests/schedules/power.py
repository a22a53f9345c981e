"""Power cuts: a vault, or the server, ends at a chosen statement; what lay on the disk then is what is left.

The files are copied as they lie before the statement runs (a commit counts twice: before and after it). From then on
nothing works any more, so nothing that the product would do afterwards can reach the disk or the line.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Engine
from sqlcipher3 import dbapi2

from peerdesk.server.store import database
from peerdesk.server.store.postgres import postgres_engine


class PowerCutError(BaseException):
    """The computer is dark. No error that the product could handle."""


class Fuse:
    """Blows at the `left`-th statement from now on, if it is armed, and keeps a copy of `folder` as it lay then."""

    def __init__(self) -> None:
        self.left = 0
        self.folder = Path()
        self.is_blown = False
        self.ticks = 0

    def arm(self, folder: Path, left: int) -> None:
        self.folder, self.left, self.is_blown, self.ticks = folder, left, False, 0

    def disarm(self) -> None:
        self.left, self.is_blown = 0, False

    def tick(self) -> None:
        self.ticks += 1
        if self.is_blown:
            raise PowerCutError
        if self.left:
            self.left -= 1
            if not self.left:
                self.is_blown = True
                keep_as_it_lies(self.folder)
                raise PowerCutError

    def leave_only_what_lay(self) -> None:
        """Put the copy in the place of the folder, once nothing has it open any more."""
        put_back(self.folder)
        self.disarm()


def keep_as_it_lies(folder: Path) -> None:
    left = folder.with_name(folder.name + ".left")
    shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(folder, left, ignore=shutil.ignore_patterns("reserve", "*-shm"))


def put_back(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.with_name(folder.name + ".left").rename(folder)


VAULT_FUSE = Fuse()
SERVER_FUSE = Fuse()
"""One for every vault: one person does one thing at a time. And one for the server."""


def _wired(driver: Any, fuse: Fuse) -> type:
    """Return a connection of this driver that counts its statements on a fuse."""

    class Cursor(driver.Cursor):  # type: ignore[misc]
        def execute(self, sql: str, *values: Any) -> Any:
            fuse.tick()
            done = super().execute(sql, *values)
            if sql == "COMMIT":
                fuse.tick()
            return done

        def executemany(self, sql: str, *values: Any) -> Any:
            fuse.tick()
            return super().executemany(sql, *values)

    class Connection(driver.Connection):  # type: ignore[misc]
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, sql: str, *values: Any) -> Any:
            return self.cursor().execute(sql, *values)

        def executemany(self, sql: str, *values: Any) -> Any:
            return self.cursor().executemany(sql, *values)

        def commit(self) -> None:
            fuse.tick()
            super().commit()
            fuse.tick()

    return Connection


def _wired_engine(url: URL, *, read_only: bool) -> Engine:
    """Return PostgreSQL's engine, its statements counted: what is cut off there is rolled back by the database."""
    engine = postgres_engine(url, read_only=read_only)
    execute, commit = engine.dialect.do_execute, engine.dialect.do_commit

    def do_execute(*given: Any, **more: Any) -> None:
        SERVER_FUSE.tick()
        execute(*given, **more)

    def do_commit(connection: Any) -> None:
        SERVER_FUSE.tick()
        commit(connection)
        SERVER_FUSE.tick()

    vars(engine.dialect).update(do_execute=do_execute, do_commit=do_commit)
    return engine


@contextmanager
def everything_on_a_fuse() -> Iterator[None]:
    """Let every vault and every server that is opened in the block count its statements."""
    with pytest.MonkeyPatch.context() as patch:
        for driver, fuse in ((dbapi2, VAULT_FUSE), (sqlite3, SERVER_FUSE)):
            patch.setattr(driver, "connect", partial(driver.connect, factory=_wired(driver, fuse)))
        patch.setattr(database, "postgres_engine", _wired_engine)
        yield
