"""A computer with a desk on it that is locked over and over: its display, its parent, and who looks in afterwards."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from peerdesk.crypto.vault_key import Purpose, VaultKey
from peerdesk.desktop.preferences import Preferences
from tests.assistive.machine import APP_ENVIRONMENT, Machine, a_machine
from tests.support.vaults import PASSPHRASE, a_vault

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 90.0
"""Seconds until something that must happen is taken for something that never does."""
LOOKS_EVERY = 0.005

PARENT = """
    import os, resource, sys
    from peerdesk.desktop.main import Keeper
    # A crash may write all memory to a file, as far as the process itself does not forbid it.
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    command = [sys.executable, "-P", "-m", "tests.hostile.local.played", "--home", os.environ["HOME"]]
    sys.exit(Keeper(command, dict(os.environ)).run())
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end: which process went, how long its window took to go before it, and how long itself, in seconds."""

    process: int
    blank: float | None
    gone: float
    clipboard: str


@dataclass(slots=True, kw_only=True)
class Rig:
    """The computer. `wanted` is what nobody may find on it while it is locked, by what it is."""

    home: Path
    machine: Machine
    parent: int
    words: str
    wanted: dict[str, bytes]
    front: int = 0
    shown: list[int] = field(default_factory=list)

    def told(self, word: str, process: int = 0) -> list[list[str]]:
        """Return what was told under a word, by one process or by all: the process and whatever belongs to it."""
        lines = [line.split(" ", 2) for line in (self.home / "told").read_text(encoding="utf-8").splitlines()]
        return [line[1:] for line in lines if line[0] == word and int(line[1]) == (process or int(line[1]))]

    def log(self) -> str:
        """Return what all processes have printed, and below it what was told."""
        return "\n".join((self.home / name).read_text(encoding="utf-8") for name in ("log", "told"))

    def wait_for(self, word: str, process: int = 0) -> list[str]:
        """Return the last thing that was told under a word, as soon as there is one."""
        until = time.monotonic() + PATIENCE
        while not (found := self.told(word, process)):
            assert time.monotonic() < until, self.log()
            time.sleep(LOOKS_EVERY)
        return found[-1]

    def next_shown(self) -> list[str]:
        """Wait for a window that was not in front before, and return what its process told of it."""
        until = time.monotonic() + PATIENCE
        while True:
            new = [line for line in self.told("shown") if int(line[0]) not in self.shown]
            if new:
                self.front = int(new[0][0])
                self.shown.append(self.front)
                return new[0]
            assert time.monotonic() < until, self.log()
            time.sleep(LOOKS_EVERY)

    def open(self, state: str) -> int:
        """Let the window in front open its vault and what is named; return its process."""
        if not Path(f"/proc/{self.front}").exists():
            # A test before this one has failed.
            self.next_shown()
        _put(self.home / "state", json.dumps([state, PASSPHRASE, self.words]))
        self.wait_for("ready", self.front)
        return self.front

    def end(self, how: str = "lock") -> End:
        """End what is in front, and wait for the end of its process and for the next window."""
        process = self.front
        _put(self.home / "end", how)
        asked = float(self.wait_for("asked", process)[1])
        until = asked + PATIENCE
        while Path(f"/proc/{process}").exists():
            assert time.monotonic() < until, self.log()
            time.sleep(LOOKS_EVERY)
        gone = time.monotonic() - asked
        (self.home / "end").unlink()
        clipboard = json.loads(self.next_shown()[1])
        blank = [float(line[1]) - asked for line in self.told("blank", process)]
        return End(process=process, blank=blank[0] if blank else None, gone=gone, clipboard=clipboard)

    def heard(self, *, until: str = "") -> list[str]:
        """Return every word that an assistive technology can read in any window of the program, hidden or not."""
        done = self.machine.client("words", "peerdesk", *([until] if until else []), patience_seconds=60)
        assert done.returncode == 0, done.stderr
        words: list[str] = json.loads(done.stdout)
        return words


def secrets_of(key: VaultKey, words: str) -> dict[str, bytes]:
    """Return what must not be found, in each form in which Python, Qt and the database may hold it."""
    keys = {"root key": key.root} | {f"{purpose.value} key": key.subkey(purpose) for purpose in Purpose}
    texts = {"words": words, "passphrase": PASSPHRASE}
    return {
        **keys,
        **{f"{name} as digits": raw.hex().encode() for name, raw in keys.items()},
        **{name: text.encode() for name, text in texts.items()},
        **{f"{name} of Qt": text.encode("utf-16-le") for name, text in texts.items()},
    }


def _put(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.rename(path)


@contextmanager
def a_rig(words: str) -> Iterator[Rig]:
    """Start a display and a desk for Devon, whose notes open with the passphrase of all tests."""
    with a_machine() as machine:
        home = machine.folder / "home"
        home.mkdir()
        (home / "tmp").mkdir()
        Preferences(look="light", language="en").write(home)
        with a_vault(home, "Devon Achebe") as vault:
            wanted = vault.with_key(lambda key: secrets_of(key, words))
        surroundings = {
            **machine.environment, **APP_ENVIRONMENT, "HOME": str(home), "TMPDIR": str(home / "tmp"),
            "XDG_DATA_HOME": str(home / "data"), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        (home / "told").touch()
        with (home / "log").open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(PARENT)],
                cwd=home, stdin=subprocess.DEVNULL, stderr=log, env=surroundings, start_new_session=True,
            )  # fmt: skip
        rig = Rig(home=home, machine=machine, parent=process.pid, words=words, wanted=wanted)
        try:
            rig.next_shown()
            yield rig
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
