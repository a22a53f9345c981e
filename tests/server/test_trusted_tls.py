"""A server whose certificate the operating system trusts, and whom nobody pinned."""

import hashlib
import threading
from pathlib import Path

import pytest

from peerdesk.server.listening import parse_listen
from peerdesk.server.serve import Service
from peerdesk.server.store.place import place
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.remote import connect
from peerdesk.wire.login import LoginKind
from tests.server.test_serve import certificate, hospital_of_now


def test_without_a_pin_a_login_binds_to_the_certificate_that_was_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert, private, der = certificate(tmp_path)
    hospital = hospital_of_now()
    org = tmp_path / "public.json"
    org.write_bytes(hospital.public())
    service = Service(place(tmp_path / "srv"), parse_listen("127.0.0.1:0", cert, private), org=org)
    ready = threading.Event()
    thread = threading.Thread(target=service.run, args=(ready.set,))
    thread.start()
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    remote = connect(service.url if ready.wait(20) else "")
    try:
        officer = hospital.officer
        log_in(remote, Credentials(kind=LoginKind.OFFICER, who=officer.id(), sign=officer.signer().signatures))
        assert remote.pin == hashlib.sha256(der).digest()
        assert remote.has_token
    finally:
        remote.close()
        service.stop()
        thread.join(20)
