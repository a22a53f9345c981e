"""Two computers and a server, each a process of its own, killed at random moments over a line that fails.

At the end everything that was said to be kept has to be on both computers, everything proved, and the log whole.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.server.store.place import Place
from peerdesk.sync.transport import Transport
from peerdesk.vault.opening import open_vault
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import encounter_page
from peerdesk.work.officer import init_organisation
from peerdesk.work.syncing import sync_now
from tests.faults.line import through
from tests.faults.shim import Shim
from tests.server.processes import Process, start
from tests.support.hospital import OFFICER_PASSPHRASE, PASSPHRASE, Hospital, clock
from tests.support.two_computers import TwoComputers

REST = 6
LONGEST_LIFE = 2.5
READY_SECONDS = 60.0


class OverTheLine(Hospital):
    """A hospital whose server is another process."""

    authority: str
    lines: list[Transport]

    def remotes(self, address: str, pin: bytes) -> Transport:
        line = through(f"http://{self.authority}", self.authority)
        self.lines.append(line)
        return line


@dataclass
class Worker:
    """One computer whose process is started again as often as it is killed. `kept` is what it said to be kept."""

    name: str
    folder: Path
    kept: list[str] = field(default_factory=list)
    lives: int = 0
    running: subprocess.Popen[str] | None = None
    _hearing: threading.Thread | None = None

    def begin(self, url: str, authority: str) -> None:
        self.lives += 1
        words = [str(self.folder), url, authority, PASSPHRASE, self.name, str(self.lives)]
        command = [sys.executable, "-m", "tests.faults.working", *words]
        self.running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self._hearing = threading.Thread(target=self._hear, args=(self.running,), daemon=True)
        self._hearing.start()

    def kill(self) -> None:
        if self.running is not None and self._hearing is not None:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait(READY_SECONDS)
            self._hearing.join(READY_SECONDS)
            if self.running.stdout is not None:
                self.running.stdout.close()

    def _hear(self, running: subprocess.Popen[str]) -> None:
        for line in running.stdout or ():
            # A word without the end of its line was cut off while it was told; then nobody was told.
            if line.endswith("\n") and line != "ready\n":
                self.kept.append(line.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What there was, in counts."""

    kept: int
    client_kills: int
    server_kills: int
    connections: int
    cuts: int
    delays: int
    throttled: int


class Ordeal:
    """Founds a hospital on a server process and lets everything be killed for a while."""

    def __init__(self, folder: Path, where: Place, seed: int) -> None:
        self.chance = random.Random(seed)
        self.where = where
        founded = init_organisation(folder / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
        self.public = founded.public_file.read_bytes()
        self.server: Process = start(where, self.public)
        self.hospital = OverTheLine(folder, None)  # type: ignore[arg-type]
        self.hospital.authority, self.hospital.lines = self.server.host, []
        people = TwoComputers(self.hospital)
        for vault in self.hospital.open_vaults:
            vault.close()
        self.workers = [Worker("ward", people.ward.folder), Worker("laptop", people.laptop.folder)]
        self.tomas = people.tomas.folder
        self.shim = Shim(int(self.server.host.rpartition(":")[2]), self.chance)
        self.client_kills = self.server_kills = 0

    def play(self, seconds: float) -> None:
        """Kill and begin again until the time is over."""
        end = time.monotonic() + seconds
        for worker in self.workers:
            worker.begin(self.shim.url, self.hospital.authority)
        while time.monotonic() < end:
            time.sleep(self.chance.random() * LONGEST_LIFE)
            if self.chance.random() < 0.4:
                self.server.end()
                self.server_kills += 1
                self.server = start(self.where, self.public, self.hospital.authority)
            else:
                worker = self.chance.choice(self.workers)
                worker.kill()
                self.client_kills += 1
                worker.begin(self.shim.url, self.hospital.authority)
        for worker in self.workers:
            worker.kill()

    def check(self) -> Outcome:
        """Let everybody come to rest on the plain line, and hold what is there against what was said to be kept."""
        folders = [worker.folder for worker in self.workers]
        vaults = [
            open_vault(folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)
            for folder in (*folders, self.tomas)
        ]
        results = []
        for _ in range(REST):
            results = [sync_now(vault, self.hospital.remotes, datetime.now(UTC), os.urandom) for vault in vaults]
        assert all(one.proof and not one.pushed and not one.pulled and not one.needs_attention for one in results)
        kept = {word for worker in self.workers for word in worker.kept}
        seen = [memories(vault) for vault in vaults[:2]]
        for vault in vaults:
            vault.close()
        assert seen[0] == seen[1]
        assert kept <= seen[0], f"kept and gone: {sorted(kept - seen[0])}"
        shim = self.shim
        return Outcome(
            kept=len(kept),
            client_kills=self.client_kills,
            server_kills=self.server_kills,
            connections=shim.connections,
            cuts=shim.cuts,
            delays=shim.delays,
            throttled=shim.throttled,
        )

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
        for line in self.hospital.lines:
            line.close()
        self.shim.close()
        self.server.end()


def memories(vault: Vault) -> set[str]:
    """Return the memory of every note in a vault."""
    notes = [row.id for row in encounter_page(vault, limit=100_000)]
    with vault.read() as tx:
        return {tx.encounters.get(note).memory for note in notes}
