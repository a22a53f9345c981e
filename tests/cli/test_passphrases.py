import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from peerdesk.cli.invocation import Invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.passphrases import read_passphrase
from tests.cli.conftest import DEVON, Terminal, base_environment


class Typed(io.TextIOWrapper):
    def isatty(self) -> bool:
        return False


def piped(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr("sys.stdin", Typed(io.BytesIO(raw)))


def invocation(**said: object) -> Invocation:
    return Invocation(environment={}, **said)


def test_a_file_gives_its_first_line_without_the_line_end(tmp_path: Path) -> None:
    file = tmp_path / "p.txt"
    file.write_bytes("Añil café río\r\nsecond".encode())
    assert read_passphrase(invocation(passphrase_file=str(file))) == "Añil café río"
    assert read_passphrase(Invocation(environment={"PEERDESK_PASSPHRASE_FILE": str(file)})) == "Añil café río"


def test_a_dash_or_a_pipe_gives_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"six words\nnext")
    assert read_passphrase(invocation(passphrase_file="-")) == "six words"
    piped(monkeypatch, b"  kept as typed \n")
    assert read_passphrase(invocation()) == "  kept as typed "


def test_the_end_of_input_says_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"")
    with pytest.raises(RefusalError) as caught:
        read_passphrase(invocation())
    assert caught.value.reason == "passphrase_needed"
    assert "--passphrase-file" in caught.value.sentence


def test_input_that_carries_notes_is_never_read_for_a_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b'{"setting": "ed"}\n')
    for source in (None, "-"):
        with pytest.raises(RefusalError):
            read_passphrase(invocation(passphrase_file=source, input_taken=True))


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe\xfd\n"])
def test_a_file_without_a_passphrase_is_said_plainly(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "p.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(RefusalError):
        read_passphrase(invocation(passphrase_file=str(file)))


def test_at_a_terminal_the_passphrase_is_asked_for_and_not_shown(alone: Terminal) -> None:
    shown, status = typed_at_a_terminal(alone, ["--home", "d", "note", "list"], DEVON)
    assert status == 0
    assert "Passphrase of Devon Achebe:" in shown
    assert DEVON not in shown


def typed_at_a_terminal(terminal: Terminal, words: list[str], passphrase: str) -> tuple[str, int]:
    """Run a command with a terminal of its own, type one line when it asks, and return all that was shown."""
    screen, inside = pty.openpty()
    process = subprocess.Popen(
        ["setsid", "--ctty", "--wait", sys.executable, "-m", "peerdesk", *words],
        cwd=terminal.folder, env=base_environment(), stdin=inside, stdout=inside, stderr=inside,
    )  # fmt: skip
    os.close(inside)
    shown, answered = b"", False
    while True:
        try:
            shown += os.read(screen, 4096)
        except OSError:
            break
        if b":" in shown and not answered:
            answered = True
            os.write(screen, passphrase.encode() + b"\n")
    os.close(screen)
    return shown.decode(), process.wait(timeout=30)


@pytest.mark.parametrize(
    "reads",
    [
        "read_passphrase(Invocation(passphrase_file=FILE))",
        "read_new_passphrase(Invocation(), FILE)",
        "read_recovery(Invocation(), FILE)",
        "read_secret_file(Path(FILE), 'passphrase')",
    ],
)
def test_a_process_that_read_a_secret_leaves_no_core_file_and_lets_nobody_look_inside(
    tmp_path: Path, reads: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("five quiet herons by the river\n", encoding="utf-8")
    program = (
        "import ctypes, resource\nfrom pathlib import Path\nfrom peerdesk.cli.invocation import Invocation\n"
        "from peerdesk.cli.passphrases import *\n"
        f"FILE = {str(secret)!r}\n{reads}\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0) 0"
