"""Type what the documents say, as it is written there: `make documents`.

A hospital is founded by the officer's page, and its server runs on loopback. What only stands for something (URL, an
id, a folder of the system, `...` for what every line of a page repeats) is filled in; what has to happen between two
lines of a page is typed as well. A block that needs what is not here is named and left out.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.house.documents import PLAYED, Block, blocks, documents, typed_in
from tests.server.test_serve import certificate
from tests.support.postgres import Cluster, cluster, installed

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
DONE = frozenset({0, 4})
"""Status 4 is done, and something needs attention."""
PROGRAMS = ("peerdesk", "printf", "packaging/", "openssl")
NOT_HERE = frozenset({"root", "a container engine", "minutes"})
PLAYED_ELSEWHERE = {("docs/command-line.md", "peerdesk org init"): "journeys/test_main_road.py"}
SECRETS = {
    "officer.txt": "harbor lantern seven quiet maps",
    "root.txt": "granite willow eleven boats asleep",
    "recovery.txt": "copper heron twelve lanterns drift",
    "p1.txt": "walnut river copper evening song",
    "p2.txt": "meadow paper bright kettle north",
}

_INVITE = "peerdesk org invite --org org/ --server URL --person"
_SERVE = "peerdesk serve --listen 127.0.0.1:PORT --org org/public.json"
_HOME = "PEERDESK_PASSPHRASE_FILE=p2.txt peerdesk --home"
# What has happened before a line of a page: people were invited and joined, a key was carried to its safe.
BEFORE = {
    'peerdesk org invite --org org/ --server URL --person "Devon': (
        f"{_SERVE} --data srv",
        f'{_INVITE} "Tomas Okafor" --role supervisor --out tomas.invite',
        f'{_INVITE} "Ruth Lind" --role supervisor --out ruth.invite',
        f'{_INVITE} "Marisol Vega" --role peer --supervisor "Tomas Okafor" --out marisol.invite',
        f'{_HOME} t/ setup --name "Tomas Okafor" --invite tomas.invite',
        f'{_HOME} r/ setup --name "Ruth Lind" --invite ruth.invite',
        f'{_HOME} m/ setup --name "Marisol Vega" --invite marisol.invite',
    ),
    "peerdesk org assign": ("test -d d || " + f'{_HOME} d/ setup --name "Devon Achebe" --invite devon.invite',),
    # In another hospital, where Ruth Lind was invited by mistake as a peer.
    "peerdesk org role": (
        "mv org org-before",
        'peerdesk org init --name "Harbor Point" --out org/ --passphrase-file officer.txt',
        f"{_SERVE} --data srv-again",
        f'{_INVITE} "Ruth Lind" --role peer --out again.invite',
        f'{_HOME} again/ setup --name "Ruth Lind" --invite again.invite',
    ),
    "peerdesk org policy --org": ("mv org org-again", "mv org-before org", f"{_SERVE} --data srv"),
    "peerdesk org policy --words": ("test -f /media/safe/root.key || cp org/root.key /media/safe/root.key",),
    "peerdesk org policy --recovery": ("mv org/recovery.key /media/safe/recovery.key",),
    "peerdesk org recover --person": (
        f"{_HOME} d/ sync",
        f"{_HOME} d/ trust recovery --yes",
        f"{_HOME} d/ sync",
    ),
}


class Terminal:
    """A folder with passphrases in it, in which lines are typed, and the server that one of them has started."""

    def __init__(self, folder: Path, postgres: Cluster) -> None:
        self.folder = folder
        self._server: subprocess.Popen[str] | None = None
        self._databases = {"peerdesk": postgres.url(postgres.new_database()), "rehearsed": postgres.url("rehearsed")}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        for place in ("bin", "etc", "safe"):
            (folder / place).mkdir()
        for name, text in SECRETS.items():
            (folder / name).write_text(f"{text}\n", encoding="utf-8")
        (folder / "etc/db-password").write_text("none is asked here\n", encoding="utf-8")
        certificate(folder / "etc")
        program = folder / "bin/peerdesk"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m peerdesk "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        (folder / "packaging").symlink_to(ROOT / "packaging")

    def type(self, line: str) -> None:
        """Run one line, and fail unless it ends well. A server goes on running until the next one, or the end."""
        here = self._filled_in(line) + self._asked_for(line)
        if line.startswith("peerdesk serve "):
            self._serve(here)
            return
        done = subprocess.run(
            ["bash", "-c", here],
            cwd=self.folder,
            env=self._around(line),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode in DONE, f"{line}\n{here}\nstatus {done.returncode}\n{done.stdout}{done.stderr}"

    def stop(self) -> None:
        """Stop the server."""
        if self._server is not None:
            self._server.terminate()
            self._server.communicate(timeout=PATIENCE)
            self._server = None

    def _serve(self, line: str) -> None:
        self.stop()
        started = subprocess.Popen(
            ["bash", "-c", f"exec {line}"], cwd=self.folder, env=self._around(), stdout=subprocess.PIPE, text=True
        )
        self._server = started
        late = threading.Timer(PATIENCE, started.kill)
        late.start()
        said = started.stdout.readline() if started.stdout else ""
        late.cancel()
        assert said.startswith("listening on "), (line, said)

    def _filled_in(self, line: str) -> str:
        url = f"http://127.0.0.1:{self._port}"
        for name, database in self._databases.items():
            line = line.replace(f"postgresql://peerdesk@db.hospital.example/{name}", f"'{database}'")
        line = line.replace("--listen ...", "--listen 127.0.0.1:0 --org org/public.json").replace(
            "0.0.0.0:8740", "127.0.0.1:0"
        )
        line = line.replace(" ...", f" --org org/ --server {url}").replace("URL", url).replace("PORT", str(self._port))
        line = line.replace("--org public.json", "--org org/public.json")
        for theirs, ours in (("/var/lib/peerdesk", "var"), ("/etc/peerdesk-server", "etc"), ("/media/safe", "safe")):
            line = line.replace(theirs, str(self.folder / ours))
        return line.replace("3f9c2a17", self._a_device()) if "3f9c2a17" in line else line

    def _a_device(self) -> str:
        """Return the id of a computer of Ruth Lind's, as the officer sees it."""
        said = subprocess.run(
            [self.folder / "bin/peerdesk", "org", "people", "--org", "org/", "--json"],
            cwd=self.folder,
            env=self._around(),
            capture_output=True,
            text=True,
            check=True,
        )
        ruth = next(person for person in json.loads(said.stdout)["people"] if person["name"] == "Ruth Lind")
        return str(next(device["id"] for device in ruth["devices"] if device["kind"] == "computer"))

    def _asked_for(self, line: str) -> str:
        """Return what stands for a second passphrase, which a person would type when asked."""
        if "org renew-officer" in line:
            return " --root-passphrase-file root.txt"
        return " --recovery-passphrase-file recovery.txt" if "org recover --person" in line else ""

    def _around(self, line: str = "") -> dict[str, str]:
        first = "root.txt" if "org policy" in line else "officer.txt"
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        more = {"PYTHONPATH": str(ROOT), "PGBIN": str(installed()), "PEERDESK_HOME": str(self.folder / "home")}
        return {**os.environ, **more, "PATH": path, "PEERDESK_PASSPHRASE_FILE": first}


def play(terminal: Terminal, name: str) -> Iterator[str]:
    """Type every block of a page, and yield what became of each."""
    for block in blocks(name, documents()[name]):
        yield f"{name}:{block.number}: {_played(terminal, block)}"


def _played(terminal: Terminal, block: Block) -> str:
    if block.needs in NOT_HERE:
        return f"left out, needs {block.needs}"
    lines = [line for _, line in typed_in(block) if line]
    if not lines[0].startswith(PROGRAMS):
        return f"left out, not ours: {lines[0].split()[0]}"
    elsewhere = [
        test for (page, begin), test in PLAYED_ELSEWHERE.items() if page == block.file and lines[0].startswith(begin)
    ]
    if elsewhere:
        return f"played by {elsewhere[0]}"
    for line in lines:
        for begin, hidden in BEFORE.items():
            if line.startswith(begin):
                for one in hidden:
                    terminal.type(one)
        terminal.type(line)
    return f"{len(lines)} lines typed"


@contextmanager
def terminals() -> Iterator[Terminal]:
    """Lend a terminal on an empty computer."""
    with cluster() as postgres, tempfile.TemporaryDirectory(prefix="as-written-") as folder:
        terminal = Terminal(Path(folder), postgres)
        try:
            yield terminal
        finally:
            terminal.stop()


def main() -> int:
    """Return 0; a line that does not work is raised."""
    with terminals() as terminal:
        for name in PLAYED:
            for said in play(terminal, name):
                print(said, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
