"""After a lock: the process that held the notes is gone, and what remains, in memory and on the disk, knows no word."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path

import pytest

from peerdesk.work.reading import drafts
from tests.support.vaults import PASSPHRASE, a_vault, reopened

ROOT = Path(__file__).resolve().parents[2]
CANARY = "Quetzalcanary came through on the bus"
PATIENCE = 90.0
CHUNK = 1 << 20
MAY_LOOK = os.geteuid() == 0
"""Windows are closed to other processes of the same person, so only an administrator can look into one."""


PARENT = """
    import os, sys
    from peerdesk.desktop.main import Keeper
    command = [sys.executable, "-c", open(os.environ["SESSION"]).read(), "--home", os.environ["HOME"]]
    print("parent", os.getpid(), file=sys.stderr, flush=True)
    sys.exit(Keeper(command, dict(os.environ)).run())
"""

SESSION = """
    import json, os, sys
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QTextEdit
    from peerdesk.desktop import session
    from peerdesk.desktop.compose import Door

    home = Path(os.environ["HOME"])
    warm = "--warm" in sys.argv

    def say(word):
        print(word, os.getpid(), file=sys.stderr, flush=True)

    class Played(Door):
        def __init__(self, **how):
            if warm:
                super().__init__(**{**how, "triggers": tuple})
                say("warm")
                self.painted.connect(lambda: say("shown"))
                return
            from tests.support.vaults import reopened
            how["open_vault"] = lambda place, passphrase, _: reopened(place.folder, passphrase)
            super().__init__(**{**how, "triggers": tuple})
            self.passphrase, self.words = json.loads((home / "script").read_text())
            (home / "script").unlink()
            self.warmed.connect(self.work)

        def after(self, done, then):
            QTimer.singleShot(20, self, lambda: then() if done() else self.after(done, then))

        def work(self):
            self.unlock_page().passphrase_edit.setText(self.passphrase)
            self.unlock_page()._on_unlock()
            self.after(lambda: self.session is not None and self.session.is_ready, self.write)

        def write(self):
            from peerdesk.domain.encounter import EncounterDraft
            writing = self.session.pages.routes.writing
            writing.begin(EncounterDraft(setting="ed"), place="")
            writing.form.parts.open_part("memory")
            self.after(self.fields, self.type)

        def fields(self):
            return [e for e in self.session.pages.routes.writing.form.findChildren(QTextEdit) if e.isVisible()]

        def type(self):
            writing = self.session.pages.routes.writing
            self.fields()[0].setPlainText(self.words)
            self.frame.toggle_cover()
            self.frame.toggle_cover()
            self.after(lambda: not writing.writer._quiet.isActive() and not self.background.waiting, self.ready)

        def ready(self):
            say("open")
            self.after((home / "sign").exists, self.obey)

        def obey(self):
            self.lock()

    session.Door = Played
    sys.exit(session.main())
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A parent with a session that has the canary on its screen."""

    home: Path

    @property
    def told(self) -> list[str]:
        """The lines that all the processes have printed."""
        return (self.home / "told").read_text().splitlines()

    def number(self, word: str) -> int:
        until = time.monotonic() + PATIENCE
        while not (found := [line for line in self.told if line.startswith(f"{word} ")]):
            assert time.monotonic() < until, self.told
            time.sleep(0.02)
        return int(found[-1].split()[-1])

    def ends(self, process: int) -> None:
        until = time.monotonic() + PATIENCE
        while Path(f"/proc/{process}").exists():
            assert time.monotonic() < until, "the session is still there"
            time.sleep(0.02)

    def sign(self, word: str) -> None:
        beside = self.home / "sign.new"
        beside.write_text(word)
        beside.rename(self.home / "sign")


@contextmanager
def played() -> Iterator[Played]:
    with tempfile.TemporaryDirectory(prefix="pd-left-") as folder:
        home = Path(folder)
        a_vault(home, "Devon Achebe").close()
        session = home / "session.txt"
        session.write_text(textwrap.dedent(SESSION))
        (home / "script").write_text(json.dumps([PASSPHRASE, CANARY]))
        (home / "tmp").mkdir()
        surroundings = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "HOME": folder,
            "TMPDIR": str(home / "tmp"),
            "XDG_RUNTIME_DIR": str(home / "tmp"),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            "SESSION": str(session),
        }
        with (home / "told").open("w") as told:
            process = subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(PARENT)],
                stdin=subprocess.DEVNULL,
                stderr=told,
                env=surroundings,
                start_new_session=True,
            )
        try:
            yield Played(home=home)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def secrets(home: Path) -> dict[str, bytes]:
    """Return what must not be found anywhere, in the forms in which Python, Qt and the database hold it."""
    vault = reopened(next((home / "vaults").iterdir()))
    root = vault.with_key(lambda key: key.root)
    vault.close()
    return {
        "words": CANARY.encode(),
        "words of Qt": CANARY.encode("utf-16-le"),
        "passphrase": PASSPHRASE.encode(),
        "passphrase of Qt": PASSPHRASE.encode("utf-16-le"),
        "key": root,
    }


def found_in_memory(process: int, wanted: dict[str, bytes]) -> set[str]:
    """Look through all memory of a process that can be read. Needs the rights of an administrator, or of its parent."""
    found: set[str] = set()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            place, rights, *_ = line.split()
            first, end = (int(number, 16) for number in place.split("-"))
            if rights[0] != "r" or "[v" in line:
                continue
            found |= _found_between(memory, first, end, wanted)
    return found


def _found_between(memory: RawIOBase, first: int, end: int, wanted: dict[str, bytes]) -> set[str]:
    found: set[str] = set()
    rest = b""
    for at in range(first, end, CHUNK):
        try:
            memory.seek(at)
            got = memory.read(min(CHUNK, end - at)) or b""
        except (OSError, ValueError, OverflowError):
            break
        found |= {name for name, secret in wanted.items() if secret in rest + got}
        rest = got[-256:]
    return found


def found_on_disk(home: Path, wanted: dict[str, bytes]) -> set[str]:
    return {
        f"{name} in {path.relative_to(home)}"
        for path in home.rglob("*")
        if path.is_file()
        for name, secret in wanted.items()
        if secret in path.read_bytes()
    }


def test_after_a_lock_neither_memory_nor_disk_holds_a_word_or_the_key() -> None:
    with played() as desk:
        session, parent = desk.number("open"), desk.number("parent")
        warm = desk.number("warm")
        # What is looked for can be found where it is: otherwise finding nothing would mean nothing.
        looked = {"words": CANARY.encode(), "words of Qt": CANARY.encode("utf-16-le")}
        if MAY_LOOK:
            assert found_in_memory(session, looked)
        else:
            with pytest.raises(PermissionError):
                found_in_memory(session, looked)
        desk.sign("lock")
        desk.ends(session)
        assert desk.number("shown") == warm
        wanted = secrets(desk.home)
        assert found_in_memory(parent, wanted) == set()
        with suppress(PermissionError) if not MAY_LOOK else nullcontext():
            assert found_in_memory(warm, wanted) == set()
        assert found_on_disk(desk.home, wanted) == set()
        assert not any(CANARY in line for line in desk.told)


def test_a_session_that_is_killed_leaves_no_word_on_the_disk_and_its_draft_comes_back() -> None:
    with played() as desk:
        session = desk.number("open")
        os.kill(session, signal.SIGKILL)
        desk.ends(session)
        desk.number("shown")
        assert found_on_disk(desk.home, {"words": CANARY.encode(), "words of Qt": CANARY.encode("utf-16-le")}) == set()
        with reopened(next((desk.home / "vaults").iterdir())) as vault:
            assert [kept.draft.memory for kept in drafts(vault)] == [CANARY]
