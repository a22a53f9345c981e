"""Rehearse the worst day of an operator: `make rehearsal`.

A hospital's people write and sync with a server on PostgreSQL. Meanwhile a backup is taken and put into a new database,
by the very script that operators have. People go on, and somebody joins. Then the database is taken away, the server is
started on the restored one at the same address, and everybody syncs. Nothing may be missing then.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.people import clock, found, join
from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.vocabulary import Role
from peerdesk.server.store.place import place
from peerdesk.server.verifying import verify
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.syncing import status, sync_now
from tests.support.postgres import Cluster, cluster, installed

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "packaging/server/rehearse-restore"
PEERS = ("Devon Achebe", "Marisol Vega", "Ruth Lind")
SUPERVISOR, NEWCOMER = "Tomas Okafor", "Noor Haddad"
ROUNDS_TO_HEAL = 6
PATIENCE = 120.0
SCRATCH = "rehearsed"


@dataclass
class Hospital:
    """The people, the cluster, and an address that stays the same whatever server is there."""

    folder: Path
    postgres: Cluster
    port: int
    vaults: list[Vault] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def served(self, database: str) -> Iterator[None]:
        """Run the server on a database of that name."""
        where = ["--data", str(self.folder / "srv"), "--database", self.postgres.url(database)]
        how = ["--org", str(self.folder / "org/public.json"), "--listen", f"127.0.0.1:{self.port}", "--workers", "2"]
        process = subprocess.Popen([*ours(), "serve", *where, *how], stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("listening on ")
            yield
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE)

    def join(self, name: str, role: Role = Role.PEER) -> Vault:
        """Let somebody join with a vault of their own."""
        home = self.folder / "homes" / name.replace(" ", "")
        supervisor = SUPERVISOR if role is Role.PEER else ""
        vault = join(self.folder / "org", home, self.url, name, role, supervisor, TEST_ONLY)
        self.vaults.append(vault)
        return vault

    def missing(self, first: str) -> tuple[int, int]:
        """Return how many revisions and entries the first database has that the restored one has not."""
        lacking = (
            {bytes(row[0]) for row in self.postgres.run(query, first)}
            - {bytes(row[0]) for row in self.postgres.run(query, SCRATCH)}
            for query in ("SELECT revision FROM log", "SELECT hash FROM entry")
        )
        revisions, entries = map(len, lacking)
        return revisions, entries


class Writing(threading.Thread):
    """Somebody who keeps notes and syncs until they are told to stop."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(daemon=True)
        self.vault, self.kept, self.over = vault, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.05):
            draft = EncounterDraft(setting="ed", outcome="left", memory=f"word {self.kept}")
            keep_encounter(self.vault, draft, clock(), os.urandom)
            self.kept += 1
            sync(self.vault)


def sync(vault: Vault) -> None:
    """Sync once; what does not go through now goes with the next round."""
    with suppress(ExpectedError):
        sync_now(vault, connect, clock(), os.urandom)


def ours() -> list[str]:
    """Return the words that start our command line."""
    return [sys.executable, "-m", "peerdesk"]


def rehearse(folder: Path, postgres: Cluster, say: Callable[[str], None]) -> None:
    """Play the day and say what was checked. Raises AssertionError when something is missing."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        hospital = Hospital(folder, postgres, free.getsockname()[1])
    found(folder / "org")
    first = postgres.new_database()
    with hospital.served(first):
        hospital.join(SUPERVISOR, Role.SUPERVISOR)
        writing = [Writing(hospital.join(name)) for name in PEERS]
        for person in writing:
            person.start()
        _until(lambda: all(person.kept >= 3 for person in writing))
        before = sum(person.kept for person in writing)
        _back_up_and_restore(hospital, first, say)
        hospital.join(NEWCOMER)
        kept = [person.kept for person in writing]
        _until(lambda: all(person.kept >= least + 3 for person, least in zip(writing, kept, strict=True)))
        for person in writing:
            person.over.set()
            person.join(PATIENCE)
        for vault in hospital.vaults:
            sync(vault)
    total = sum(person.kept for person in writing)
    say(f"{len(writing)} people kept {total} notes, {total - before} of them during the backup or after it")
    _heal(hospital, first, say)
    for vault in hospital.vaults:
        vault.close()


def _back_up_and_restore(hospital: Hospital, first: str, say: Callable[[str], None]) -> None:
    program = hospital.folder / "peerdesk"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m peerdesk "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    around = {"PEERDESK": str(program), "PGBIN": str(installed()), "KEEP_SCRATCH": "1", "PYTHONPATH": str(ROOT)}
    words = [hospital.postgres.url(first), hospital.postgres.url(SCRATCH), str(hospital.folder / "backup.dump")]
    done = subprocess.run(
        [SCRIPT, *words], env={**os.environ, **around}, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    for line in done.stdout.splitlines():
        say(f"  {line}")
    assert done.returncode == 0, done.stderr


def _heal(hospital: Hospital, first: str, say: Callable[[str], None]) -> None:
    revisions, entries = hospital.missing(first)
    say(f"the restored database lacks {revisions} of the revisions and {entries} of the entries of the directory")
    assert revisions
    assert entries
    with hospital.served(SCRATCH):
        rounds = next(filter(lambda _: _is_whole(hospital, first), range(1, ROUNDS_TO_HEAL + 1)), None)
    assert rounds, (hospital.missing(first), [status(vault, clock()) for vault in hospital.vaults])
    say(f"rounds of each computer until nothing is missing and each has proof of all that is its own: {rounds}")
    checked = verify(place(hospital.folder / "srv", hospital.postgres.url(SCRATCH)))
    assert checked.faults == (), checked.faults
    say(f"every chain and signature holds: {checked.entries} entries, {checked.revisions} revisions")


def _is_whole(hospital: Hospital, first: str) -> bool:
    """Let everybody sync once, and tell whether all is back and everybody knows it."""
    for vault in hospital.vaults:
        sync(vault)
    standing = [status(vault, clock()) for vault in hospital.vaults]
    return hospital.missing(first) == (0, 0) and all(one.proof and not one.waiting for one in standing)


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def main() -> int:
    """Return 0; whatever does not hold is raised."""
    argparse.ArgumentParser(prog="make rehearsal", description=__doc__).parse_args()
    begun = time.monotonic()
    with cluster() as postgres, tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        rehearse(Path(folder), postgres, lambda line: print(line, flush=True))
    print(f"rehearsed in {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
