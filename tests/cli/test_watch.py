"""`peerdesk sync --watch` tells a change when it comes, says once that it is offline, and goes on until Ctrl+C."""

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.cli.conftest import DEVON, TOMAS, Terminal, base_environment
from tests.cli.test_hospital import D, T, note

PATIENCE = 20.0


@contextmanager
def watching(terminal: Terminal) -> Iterator[tuple["subprocess.Popen[str]", "queue.Queue[Any]"]]:
    """Let Tomas watch in a process of his own. Gives the process, and each line as it comes."""
    file = terminal.folder / "tomas.txt"
    file.write_text(TOMAS + "\n", encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "peerdesk", *T, "sync", "--watch", "--json"],
        cwd=terminal.folder, env={**base_environment(), "PEERDESK_PASSPHRASE_FILE": str(file)},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    lines: queue.Queue[Any] = queue.Queue()
    out = running.stdout
    assert out is not None

    def read() -> None:
        for line in out:
            lines.put(json.loads(line))

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield running, lines
    finally:
        running.kill()
        running.wait(PATIENCE)
        thread.join(PATIENCE)
        out.close()


def test_a_shared_note_is_told_when_it_comes_and_nothing_before(hospital: Terminal) -> None:
    with watching(hospital) as (running, lines):
        assert lines.get(timeout=PATIENCE)["proof"] is True
        shared = note(hospital)
        hospital.type(*D, "share", shared, "--with", "Tomas Okafor", passphrase=DEVON)
        assert lines.empty()
        assert hospital.type(*D, "sync", passphrase=DEVON).status == 0
        assert lines.get(timeout=PATIENCE)["pulled"] >= 1
        hospital.stop_server()
        assert lines.get(timeout=PATIENCE)["problem"] == "offline"
        hospital.start_server(hospital.url.removeprefix("http://"))
        assert lines.get(timeout=PATIENCE)["proof"] is True
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) in {0, 130}
    items = hospital.type(*T, "review", "list", "--json", passphrase=TOMAS).json()["items"]
    assert [item["from"] for item in items] == ["Devon Achebe"]
