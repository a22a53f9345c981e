"""Others who sync notes, from the package registries: installed into `build/peers` when asked for, never required.

They are no part of PeerDesk and of no lock file; `bench/pouch/package.json` and ANKI say which versions are measured.
"""

import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path

ANKI = "anki==26.9.3"
PATIENCE_SECONDS = 600
POUCH_NAME = "PouchDB, sealed"
ANKI_NAME = "Anki"
_STAMP = ".installed"
_POUCH = Path(__file__).resolve().parent / "pouch"


class PeerMissingError(Exception):
    """A peer cannot be installed here. The text says why, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A peer that is ready: its name in the table, the module that measures it, and what runs that module."""

    name: str
    module: str
    python: Path = Path(sys.executable)
    env: dict[str, str] = field(default_factory=dict)


def pouch(folder: Path) -> Peer:
    """Install PouchDB, if it is not there. Raises PeerMissingError."""
    home = (folder / "pouch").resolve()
    wanted = (_POUCH / "package.json").read_text(encoding="utf-8")
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise PeerMissingError("node and npm are not here")
    if not _is_installed(home, wanted):
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(_POUCH / "package.json", home)
        _run("npm", "install", "--no-audit", "--no-fund", "--prefix", str(home), cwd=home)
        _note_installed(home, wanted)
    return Peer(name=POUCH_NAME, module="bench.pouch_sync", env={"NODE_PATH": str(home / "node_modules")})


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
    return Peer(name=ANKI_NAME, module="bench.anki_sync", python=python)


def ready(folder: Path) -> tuple[Peer, ...]:
    """Return the peers that can be measured here; those that cannot are told in a line on standard error."""
    found: list[Peer] = []
    for name, install in ((POUCH_NAME, pouch), (ANKI_NAME, anki)):
        try:
            found.append(install(folder))
        except PeerMissingError as missing:
            sys.stderr.write(f"skipped {name}: {missing}\n")
    return tuple(found)


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
