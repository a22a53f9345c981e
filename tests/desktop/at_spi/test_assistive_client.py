"""Another process, which only sees what AT-SPI tells, unlocks the real desk, records, finds and shares a note."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import FLOOR, TEST_ONLY
from peerdesk.desktop.preferences import Preferences
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.remote import connect
from peerdesk.work.encounters import encounter_page
from peerdesk.work.enrolment import join_hospital, read_invite
from peerdesk.work.officer import Invitation, init_organisation, make_invite
from peerdesk.work.supervision import review_queue
from peerdesk.work.syncing import sync_now
from peerdesk.work.unlock import choose, unlock
from tests.support.servers import running_server

PASSPHRASE = "maple harbor lantern quiet otter seven"
HERE = Path(__file__).resolve().parent
SYSTEM_PYTHON = "/usr/bin/python3"
JOURNEY_SECONDS = 110
RIG = """
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
"$1" -P -m peerdesk --home "$2" & desk=$!
"$3" "$4" "$5"
kill $desk
wait $desk
"""


@contextmanager
def display(number: int) -> Iterator[str]:
    """Run an X server that nobody looks at."""
    name = f":{number}"
    command = ["Xvfb", name, "-screen", "0", "1366x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            yield name
        finally:
            server.terminate()
            server.wait(10)


def now() -> datetime:
    return datetime.now(UTC)


def join(folder: Path, address: str, name: str, role: Role, home: Path) -> None:
    supervisor = "Tomas Okafor" if role is Role.PEER else ""
    wanted = Invitation(server=address, person=name, role=role, supervisor=supervisor)
    text = make_invite(folder / "org", PASSPHRASE, wanted, now(), allow_test_profile=True).text
    started = join_hospital(home, read_invite(text), PASSPHRASE, now(), remotes=connect, profile=FLOOR)
    sync_now(started.vault, connect, now(), os.urandom)
    started.vault.close()


def journey(home: Path, screen: str) -> dict[str, object]:
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environment |= {
        "DISPLAY": screen,
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONPATH": str(HERE.parents[2]),
    }
    client = [SYSTEM_PYTHON, str(HERE / "client.py"), PASSPHRASE]
    command = ["dbus-run-session", "--", "sh", "-c", RIG, "rig", sys.executable, str(home), *client]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=JOURNEY_SECONDS, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stderr[-2000:]
    told = json.loads(lines[-1])
    assert isinstance(told, dict)
    return told


@pytest.mark.timeout(180)
def test_an_assistive_client_unlocks_records_finds_and_shares(tmp_path: Path) -> None:
    founded = init_organisation(tmp_path / "org", "Harbor Point", PASSPHRASE, now(), profile=TEST_ONLY)
    with running_server(tmp_path / "server", founded.public_file) as address, display(177) as screen:
        join(tmp_path, address, "Tomas Okafor", Role.SUPERVISOR, tmp_path / "office")
        join(tmp_path, address, "Devon Achebe", Role.PEER, tmp_path / "ward")
        Preferences(language="en", look="light").write(tmp_path / "ward")
        told = journey(tmp_path / "ward", screen)
        assert told.get("done"), told
        assert {page: found for page, found in dict(told["gaps"]).items() if found} == {}  # type: ignore[call-overload]
        assert told["stays"] == ["Your note"]
        assert told["after lock"] == []
        peer = unlock(choose(tmp_path / "ward"), PASSPHRASE)
        assert [row.first_line for row in encounter_page(peer)] == ["Quiet morning, asked about the Tuesday group"]
        sync_now(peer, connect, now(), os.urandom)
        peer.close()
        supervisor = unlock(choose(tmp_path / "office"), PASSPHRASE)
        sync_now(supervisor, connect, now(), os.urandom)
        assert [item.received.item.projection.memory for item in review_queue(supervisor)] == [""]
        supervisor.close()
