"""A newer certificate in the place of an older one, while people are connected; and the word "ready"."""

import hashlib
import json
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from peerdesk.wire.login import LoginKind
from tests.server.hospital import Caller, Hospital, RefusedError
from tests.server.processes import start
from tests.server.test_serve import certificate, hospital_of_now

PATIENCE = 60.0


def anything() -> ssl.SSLContext:
    """Return the settings of somebody who takes any certificate; the tests and the login look at which one it is."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@dataclass
class Running:
    process: "subprocess.Popen[str]"
    url: str
    heard: bytes

    @property
    def address(self) -> tuple[str, int]:
        host, _, port = self.url.rpartition("//")[2].rpartition(":")
        return host, int(port)

    def shown(self) -> bytes:
        """Return the SHA-256 of what a connection that begins now is shown."""
        with socket.create_connection(self.address, PATIENCE) as line, anything().wrap_socket(line) as wrapped:
            return hashlib.sha256(wrapped.getpeercert(binary_form=True) or b"").digest()

    def renew(self) -> None:
        self.process.send_signal(signal.SIGHUP)


@contextmanager
def serving(folder: Path, hospital: Hospital, workers: int) -> Iterator[Running]:
    """Run `peerdesk serve` as systemd would, on folder/cert.pem and folder/key.pem."""
    (folder / "public.json").write_bytes(hospital.public())
    words = [
        "--data",
        "srv",
        "--listen",
        "127.0.0.1:0",
        "--org",
        "public.json",
        "--log",
        "json",
        "--workers",
        str(workers),
    ]
    command = [sys.executable, "-m", "peerdesk", "serve", *words, "--tls-cert", "cert.pem", "--tls-key", "key.pem"]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(folder / "notify"))
        ear.settimeout(PATIENCE)
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={"NOTIFY_SOCKET": str(folder / "notify"), "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            heard = ear.recv(100)
            line = process.stdout.readline() if process.stdout else ""
            yield Running(process, line.strip().rpartition(" ")[2], heard)
        finally:
            process.kill()
            process.communicate()


def wait_until_all_show(running: Running, pin: bytes) -> None:
    """Wait until ten connections running are shown this certificate: with several workers each has to hear of it."""
    until, right = time.monotonic() + PATIENCE, 0
    while right < 10:
        assert time.monotonic() < until, "the newer certificate is not shown"
        right = right + 1 if running.shown() == pin else 0


@pytest.mark.parametrize("workers", [1, 2])
def test_a_newer_certificate_is_shown_to_new_connections_and_no_old_one_is_dropped(
    tmp_path: Path, workers: int
) -> None:
    _, _, old = certificate(tmp_path)
    newer = tmp_path / "newer"
    newer.mkdir()
    _, _, new = certificate(newer)
    hospital = hospital_of_now()
    old_pin, new_pin = hashlib.sha256(old).digest(), hashlib.sha256(new).digest()

    with serving(tmp_path, hospital, workers) as running:
        assert running.heard == b"READY=1"
        assert running.shown() == old_pin

        def line() -> httpx2.Client:
            one = httpx2.Limits(max_connections=1)
            return httpx2.Client(base_url=running.url, verify=anything(), trust_env=False, timeout=PATIENCE, limits=one)

        def log_in(http: httpx2.Client, pin: bytes) -> None:
            officer = hospital.officer
            Caller(http, running.url.partition("//")[2]).login(
                LoginKind.OFFICER, officer.id(), officer.signer(), pin=pin
            )

        with line() as kept:
            log_in(kept, old_pin)
            for name in ("cert.pem", "key.pem"):
                shutil.copy(newer / name, tmp_path / name)
            running.renew()
            wait_until_all_show(running, new_pin)
            log_in(kept, old_pin)
            with pytest.raises(RefusedError, match="login_failed"):
                log_in(kept, new_pin)
            with line() as fresh:
                log_in(fresh, new_pin)
                with pytest.raises(RefusedError, match="login_failed"):
                    log_in(fresh, old_pin)

            (tmp_path / "cert.pem").write_bytes(b"half of a file")
            running.renew()
            said = [json.loads(running.process.stderr.readline())["says"] for _ in range(2 * workers)]
            assert said[:workers] == ["the certificate was read again"] * workers
            assert all(words.startswith("the certificate stays as it is") for words in said[workers:])
            assert running.shown() == new_pin
            log_in(kept, old_pin)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(PATIENCE) == 0


def test_a_server_without_a_certificate_minds_no_word_about_it(tmp_path: Path) -> None:
    process = start(tmp_path / "srv", hospital_of_now().public())
    process.running.send_signal(signal.SIGHUP)
    assert httpx2.get(f"{process.url}/alive", trust_env=False).text == "ok\n"
    process.end()
