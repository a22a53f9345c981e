"""Others who keep and sync notes, from the package registries: installed into `build/peers` when asked for.

They are no part of PeerDesk and of no lock file, and never required. ANKI, and the `package.json` in `bench/pouch` and
`bench/joplin`, say which versions are measured.
"""

import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path

from bench import sides
from bench.child import PartFailedError, child
from bench.notes import FEW
from bench.report import Results

ANKI = "anki==26.9.3"
PATIENCE_SECONDS = 900
_STAMP = ".installed"
_HERE = Path(__file__).resolve().parent


class PeerMissingError(Exception):
    """A peer cannot be installed here. The text says why, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A peer that is ready: its name in the table, the modules that measure it, and what runs them.

    `notes` is the one number of notes that it is measured with; None: any. `start` are the words that start it and have
    it end at once.
    """

    name: str
    store: str
    sync: str
    python: Path = Path(sys.executable)
    env: dict[str, str] = field(default_factory=dict)
    notes: int | None = None
    start: tuple[str, ...] = ()


def pouch(folder: Path) -> Peer:
    """Install PouchDB, if it is not there. Raises PeerMissingError."""
    home = _with_npm("pouch", folder)
    env = {"NODE_PATH": str(home / "node_modules")}
    return Peer(name=sides.POUCH, store="bench.pouch_store", sync="bench.pouch_sync", env=env)


def joplin(folder: Path) -> Peer:
    """Install Joplin's terminal client, if it is not there. Raises PeerMissingError."""
    # Most of its packages' scripts fetch what the terminal never uses; its database is the one it cannot do without.
    home = _with_npm("joplin", folder, ("npm", "install", "--ignore-scripts"), ("npm", "rebuild", "sqlite3"))
    program = str(home / "node_modules" / "joplin" / "main.js")
    return Peer(
        name=sides.JOPLIN,
        store="bench.joplin_store",
        sync="bench.joplin_sync",
        env={"JOPLIN": program},
        # It writes a file for each note, and takes minutes for more.
        notes=FEW,
        start=("node", program, "--profile", str(home / "profile"), "version"),
    )


def anki(folder: Path) -> Peer:
    """Install Anki's library, if it is not there. Raises PeerMissingError."""
    home = (folder / "anki").resolve()
    python = home / "bin" / "python"
    if not _is_installed(home, ANKI):
        try:
            venv.create(home, with_pip=True, clear=True)
        except (OSError, subprocess.CalledProcessError) as problem:
            raise PeerMissingError(str(problem)) from None
        _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ANKI, cwd=home)
        _note_installed(home, ANKI)
    return Peer(name=sides.ANKI, store="bench.anki_store", sync="bench.anki_sync", python=python)


def ready(folder: Path) -> tuple[Peer, ...]:
    """Return the peers that can be measured here; those that cannot are told in a line on standard error."""
    found: list[Peer] = []
    for name, install in ((sides.POUCH, pouch), (sides.ANKI, anki), (sides.JOPLIN, joplin)):
        try:
            found.append(install(folder))
        except PeerMissingError as missing:
            sys.stderr.write(f"skipped {name}: {missing}\n")
    return tuple(found)


def measure_peer(results: Results, peer: Peer, module: str, folder: Path, count: int) -> None:
    """Measure a peer. What goes wrong in it costs its figures of this round and nothing else."""
    try:
        found = child(module, folder / module, count, python=peer.python, env=peer.env)
    except PartFailedError as problem:
        sys.stderr.write(f"skipped {peer.name} with {count} notes: {problem}\n")
    else:
        results.add(peer.name, count, found)


def _with_npm(name: str, folder: Path, *commands: tuple[str, ...]) -> Path:
    """Install what `package.json` of that folder in this room names, and return where it is."""
    home = (folder / name).resolve()
    manifest = _HERE / name / "package.json"
    wanted = manifest.read_text(encoding="utf-8")
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise PeerMissingError("node and npm are not here")
    if not _is_installed(home, wanted):
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(manifest, home)
        for command in commands or (("npm", "install"),):
            _run(*command, "--no-audit", "--no-fund", "--prefix", str(home), cwd=home)
        _note_installed(home, wanted)
    return home


def _run(*command: str, cwd: Path) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=PATIENCE_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise PeerMissingError(str(problem)) from None
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()
        raise PeerMissingError(f"{Path(command[0]).name} ended with {done.returncode}: {said[-1]}")


def _is_installed(home: Path, what: str) -> bool:
    stamp = home / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == what


def _note_installed(home: Path, what: str) -> None:
    (home / _STAMP).write_text(what, encoding="utf-8")
