"""A hospital of thousands for the load: its directory on a real PostgreSQL, and a server with several workers on it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measure import cpu_seconds_of, resident_mib_of
from peerdesk.server.store.database import Database
from peerdesk.server.store.entries import add_entry
from peerdesk.server.store.place import place
from peerdesk.wire.directory import entry_hash
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.public_file import write_public_file
from tests.server.hospital import Hospital
from tests.support.postgres import Cluster, cluster
from tests.wire.chains import NOW, Member

PEERS_TO_A_SUPERVISOR = 20
FOUNDING_ENTRIES = 2
# The tests' PostgreSQL spares the disk. A hospital's does not.
_AS_IN_A_HOSPITAL = ("fsync = on", "full_page_writes = on", "autovacuum = on", "log_min_messages = warning")


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who belongs, and the signed entries that say so."""

    hospital: Hospital
    peers: tuple[tuple[Member, Member], ...]
    """Each with their supervisor."""

    @property
    def entries(self) -> list[bytes]:
        return self.hospital.raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The server and its database, and what they use. `database` is its name."""

    server: int
    port: int
    database: str
    cluster: Cluster

    def server_cpu(self) -> float:
        """Return the seconds of processor that the server's processes have used."""
        return sum(map(cpu_seconds_of, _family(self.server)))

    def server_mib(self) -> list[float]:
        """Return the memory of each worker in MiB."""
        return [resident_mib_of(worker) for worker in _family(self.server)[1:]]

    def database_cpu(self) -> float:
        """Return the same for all processes of PostgreSQL."""
        first = int((self.cluster.folder / "data/postmaster.pid").read_text().split()[0])
        return sum(map(cpu_seconds_of, _family(first)))


def gathered(peers: int) -> People:
    """Invite so many people, and let each join with keys of their own."""
    hospital = Hospital()
    supervisors = [hospital.add(Role.SUPERVISOR) for _ in range(-(-peers // PEERS_TO_A_SUPERVISOR))]
    pairs = []
    for number in range(peers):
        supervisor = supervisors[number // PEERS_TO_A_SUPERVISOR]
        pairs.append((hospital.add(Role.PEER, supervisor.person), supervisor))
    return People(hospital=hospital, peers=tuple(pairs))


@contextmanager
def serving(people: People, workers: int) -> Iterator[Running]:
    """Run a server for them until the block ends."""
    with cluster() as running, tempfile.TemporaryDirectory(prefix="bench-load-") as folder:
        for setting in _AS_IN_A_HOSPITAL:
            running.run(f"ALTER SYSTEM SET {setting}")
        running.run("SELECT pg_reload_conf()")
        name = running.new_database()
        url = running.url(name)
        _file_entries(Path(folder), url, people.entries)
        org = Path(folder) / "public.json"
        root = people.hospital.root.fingerprint()
        org.write_bytes(write_public_file("Harbor Point", root, tuple(people.entries[:FOUNDING_ENTRIES])))
        words = ["serve", "--data", f"{folder}/srv", "--database", url, "--org", str(org), "--listen", "127.0.0.1:0"]
        command = [sys.executable, "-m", "peerdesk", *words, "--workers", str(workers)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ})
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline().rpartition(":")[2])
            yield Running(server=process.pid, port=port, database=name, cluster=running)
        finally:
            process.terminate()
            process.communicate(timeout=60)


def _file_entries(folder: Path, url: str, entries: list[bytes]) -> None:
    database = Database.open(place(folder / "srv", url))
    with database.write() as connection:
        for n, raw in enumerate(entries, start=1):
            add_entry(connection, n, entry_hash(raw), raw, NOW)
    database.close()


def _family(first: int) -> list[int]:
    """Return a process and its children."""
    children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii").split()
    return [first, *map(int, children)]
