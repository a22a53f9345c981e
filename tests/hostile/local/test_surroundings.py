"""What surrounds the program may be anybody's: folders for temporary files, settings of libraries, its own folder."""

import ctypes
import os
import ssl
import struct
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from peerdesk.desktop.main import child_command
from peerdesk.sync.certificates import context_for
from tests.support.vaults import a_vault

ROOT = Path(__file__).resolve().parents[3]
IN_CREATE = 0x100  # include/uapi/linux/inotify.h
EVENT = struct.Struct("iIII")

WORKS = """
    import os, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from peerdesk.domain.encounter import EncounterDraft
    from peerdesk.work.backups import back_up
    from peerdesk.work.encounters import keep_many, search
    from tests.support.vaults import reopened

    now = datetime.now(UTC)
    with reopened(Path(sys.argv[1])) as vault:
        driver = vault._connection.connection.driver_connection
        if sys.argv[2:] == ["careless"]:
            driver.execute("PRAGMA temp_store = FILE").fetchall()
        words = ("heron", "river", "bus", "court", "letter", "clinic", "group")
        drafts = [
            EncounterDraft(setting="ed", outcome="later", memory=f"{words[n % 7]} {n} " * 40) for n in range(3000)
        ]
        keep_many(vault, drafts, now, os.urandom)
        assert search(vault, "heron", 50)
        driver.execute("PRAGMA cache_size = 10").fetchall()
        driver.execute("SELECT DISTINCT memory || happened_on FROM encounter ORDER BY 1 DESC").fetchall()
        back_up(vault, now)
        vault.tidy()
"""

SETTINGS = """
    import os, sys
    from PySide6.QtCore import QLoggingCategory
    from peerdesk.cli import desk
    from peerdesk.desktop import compose, session

    # A session keeps the line to its parent to itself.
    out = os.dup(1)

    def run(door):
        named = ("qt.gui.shortcutmap", "qt.qpa.events", "qt.widgets.focus", "default")
        os.write(out, " ".join(str(QLoggingCategory(name).isDebugEnabled()) for name in named).encode())
        os._exit(0)

    compose.Door.run = run
    desk.fork_session = lambda home, name: session.main(["--home", str(home)])
    desk.desk(["--home", sys.argv[1]])
"""


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """Tell the names of all files that are made in a folder meanwhile, those that are unlinked at once among them."""
    system = ctypes.CDLL(None, use_errno=True)
    line = system.inotify_init1(os.O_NONBLOCK)
    assert system.inotify_add_watch(line, os.fsencode(folder), IN_CREATE) >= 0
    made: list[str] = []
    try:
        yield made
        try:
            raw = os.read(line, 1 << 20)
        except BlockingIOError:
            raw = b""
        while raw:
            _, _, _, length = EVENT.unpack_from(raw)
            made.append(raw[EVENT.size : EVENT.size + length].rstrip(b"\0").decode())
            raw = raw[EVENT.size + length :]
    finally:
        os.close(line)


def program(words: str, *arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(words), *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **surroundings},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("how", [(), ("careless",)], ids=["as it is", "were temporary tables files"])
def test_a_folder_for_temporary_files_stays_empty_whatever_the_vault_does(
    home: Path, tmp_path: Path, how: tuple[str, ...]
) -> None:
    a_vault(home).close()
    (folder,) = (home / "vaults").iterdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    named = dict.fromkeys(("SQLITE_TMPDIR", "TMPDIR", "TEMP", "TMP"), str(elsewhere))
    with watched(elsewhere) as made:
        done = program(WORKS, str(folder), *how, **named)
    assert done.returncode == 0, done.stderr
    # What is looked for is seen where it happens: otherwise seeing nothing would mean nothing.
    assert bool(made) == bool(how)


@pytest.mark.parametrize("said_in", ["rules", "a file that is named", "a file in its place"])
def test_no_setting_of_qt_makes_it_write_keys_and_fields_to_a_log(home: Path, tmp_path: Path, said_in: str) -> None:
    settings = tmp_path / "QtProject" / "qtlogging.ini"
    settings.parent.mkdir()
    settings.write_text("[Rules]\n*.debug=true\n*=true\n")
    surroundings = {
        "rules": {"QT_LOGGING_RULES": "*=true"},
        "a file that is named": {"QT_LOGGING_CONF": str(settings)},
        "a file in its place": {"XDG_CONFIG_HOME": str(tmp_path)},
    }[said_in]
    careless = textwrap.dedent(SETTINGS).replace(
        "from peerdesk.cli import desk", "from peerdesk.cli import desk; desk._TALKATIVE = ()"
    )
    careless = careless.replace("desk.fork", "QLoggingCategory.setFilterRules = lambda rules: None; desk.fork")
    assert program(careless, str(home), **surroundings).stdout.split()[:3] == ["True"] * 3
    done = program(SETTINGS, str(home), **surroundings)
    assert done.stdout.split()[:3] == ["False"] * 3, done.stderr


@pytest.mark.parametrize("pin", [b"", b"p" * 32], ids=["trusted by the computer", "pinned"])
def test_the_keys_of_a_connection_are_written_to_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pin: bytes
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    assert ssl.create_default_context().keylog_filename == str(tmp_path / "keys")
    context = context_for(pin)
    assert [getattr(one, "keylog_filename", None) for one in (context, getattr(context, "_ctx", None))] == [None, None]


def test_a_window_takes_no_module_from_the_folder_it_is_started_in(home: Path, tmp_path: Path) -> None:
    a_vault(home, "Devon Achebe").close()
    for name in ("PySide6", "json", "ctypes", "peerdesk"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken from elsewhere')")
    with subprocess.Popen(
        child_command(home, None),
        cwd=tmp_path,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as window:
        assert window.stdout is not None
        assert window.stdin is not None
        assert window.stdout.readline().strip() == b"painted"
        window.stdin.close()
