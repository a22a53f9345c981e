"""A server in a process of its own, so that it can be asked to stop, or killed."""

import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import httpx2

from peerdesk.server.store.place import Place, place
from tests.server.hospital import Caller

_RUN = """
import sys
from pathlib import Path
from peerdesk.server.listening import parse_listen
from peerdesk.server.serve import Service
from peerdesk.server.store.place import place
where = place(Path(sys.argv[1]), sys.argv[5])
service = Service(where, parse_listen(sys.argv[2]), org=Path(sys.argv[3]), workers=int(sys.argv[4]))
service.run(lambda: print(f"listening on {service.url}", flush=True))
"""


@dataclass
class Process:
    """A server that has said where it listens."""

    running: subprocess.Popen[str]
    url: str

    @property
    def host(self) -> str:
        return self.url.partition("//")[2]

    def caller(self, http: httpx2.Client) -> Caller:
        return Caller(http, self.host)

    def end(self) -> None:
        self.running.kill()
        self.running.communicate(timeout=60)


def start(
    data: Path | Place, public: bytes, listen: str = "127.0.0.1:0", *, workers: int = 1, patience: float = 120
) -> Process:
    """Start a server and wait for its line: on a computer that does ten other things for up to `patience` seconds."""
    where = data if isinstance(data, Place) else place(data)
    org = where.folder.parent / "public.json"
    org.write_bytes(public)
    command = [sys.executable, "-W", "error", "-c", _RUN, str(where.folder), listen, str(org), str(workers)]
    command.append("" if where.postgres is None else where.postgres.set(drivername="postgresql").render_as_string())
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    late = threading.Timer(patience, running.kill)
    late.start()
    line = running.stdout.readline() if running.stdout else ""
    late.cancel()
    words, _, url = line.strip().rpartition(" ")
    if words != "listening on":
        running.kill()
        raise AssertionError(f"not a ready server: {line!r} {running.communicate(timeout=60)}")
    return Process(running, url)
