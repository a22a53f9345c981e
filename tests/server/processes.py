"""A server in a process of its own, so that it can be asked to stop, or killed."""

import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.server.hospital import Caller

_RUN = """
import sys
from pathlib import Path
from peerdesk.server.listening import parse_listen
from peerdesk.server.serve import Service
from peerdesk.server.store.place import place
service = Service(place(Path(sys.argv[1])), parse_listen(sys.argv[2]), org=Path(sys.argv[3]))
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
        self.running.communicate(timeout=20)


def start(data: Path, public: bytes, listen: str = "127.0.0.1:0") -> Process:
    """Start a server and wait for its line."""
    org = data.parent / "public.json"
    org.write_bytes(public)
    command = [sys.executable, "-W", "error", "-c", _RUN, str(data), listen, str(org)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    late = threading.Timer(30, running.kill)
    late.start()
    line = running.stdout.readline() if running.stdout else ""
    late.cancel()
    words, _, url = line.strip().rpartition(" ")
    if words != "listening on":
        running.kill()
        raise AssertionError(f"not a ready server: {line!r} {running.communicate(timeout=20)}")
    return Process(running, url)
