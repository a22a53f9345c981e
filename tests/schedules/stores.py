"""Where a schedule's server keeps its log: a file, or a database of PostgreSQL. Both are put back, and cut off."""

import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import psycopg

from peerdesk.server.store.place import Place, place
from tests.schedules.power import put_back
from tests.support.postgres import Cluster

# Looking is not part of the schedule: it goes by the driver itself, whatever the schedule puts in its place.
_CONNECT = sqlite3.connect


class Store(Protocol):
    """The database behind one server. It is only put back while that is off; `is_copied_at_rest`: and backed up."""

    place: Place
    backups: int
    is_copied_at_rest: bool

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what a statement finds; its values stand for question marks."""

    def back_up(self) -> None:
        """Keep one more backup of all that is committed."""

    def put_back(self, number: int) -> None:
        """Put a backup in the place of the database."""

    def lose_power(self) -> None:
        """Leave what lay on the disk when the fuse blew."""

    def close(self) -> None:
        """Give back what the disk of the schedule does not hold."""


class FileStore:
    """A file in the server's folder, as a small hospital has it."""

    is_copied_at_rest = False

    def __init__(self, folder: Path) -> None:
        self.place = place(folder)
        self.backups = 0

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        database = _CONNECT(self.place.file)
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    def back_up(self) -> None:
        self.rows("VACUUM INTO ?", str(self._backup(self.backups)))
        self.backups += 1

    def put_back(self, number: int) -> None:
        for file in self.place.folder.iterdir():
            file.unlink()
        shutil.copyfile(self._backup(number), self.place.file)

    def lose_power(self) -> None:
        put_back(self.place.folder)

    def close(self) -> None:
        pass

    def _backup(self, number: int) -> Path:
        return self.place.folder.with_name(f"backup-{number}.db")


class PostgresStore:
    """A database of PostgreSQL, made from another one. What a power cut takes from it is what was not committed."""

    is_copied_at_rest = True
    _numbers: Iterator[int] = itertools.count()

    def __init__(self, folder: Path, cluster: Cluster, template: str) -> None:
        # Nothing lies in there, but whoever cuts a server off looks.
        folder.mkdir(exist_ok=True)
        self.backups = 0
        self._cluster = cluster
        self._name = f"s{os.getpid()}_{next(self._numbers)}"
        self._looking: psycopg.Connection | None = None
        self._copy(template, self._name)
        self.place = place(folder, cluster.url(self._name))

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        if self._looking is None:
            self._looking = psycopg.connect(self._cluster.url(self._name), autocommit=True)
        return self._looking.execute(sql.replace("?", "%s"), values).fetchall()

    def back_up(self) -> None:
        self._copy(self._name, self._backup(self.backups))
        self.backups += 1

    def put_back(self, number: int) -> None:
        self._stop_looking()
        self._cluster.drop(self._name)
        self._copy(self._backup(number), self._name)

    def lose_power(self) -> None:
        left = self.place.folder.with_name(self.place.folder.name + ".left")
        shutil.rmtree(left, ignore_errors=True)

    def close(self) -> None:
        self._stop_looking()
        for name in (self._name, *map(self._backup, range(self.backups))):
            self._cluster.drop(name)

    def _copy(self, template: str, name: str) -> None:
        self._stop_looking()
        self._cluster.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")

    def _stop_looking(self) -> None:
        if self._looking is not None:
            self._looking.close()
            self._looking = None

    def _backup(self, number: int) -> str:
        return f"{self._name}_{number}"
