"""The server as a process: where it listens, what it prints, how it stops, and what a kill leaves."""

import hashlib
import signal
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from peerdesk.server.errors import SettingsError
from peerdesk.server.listening import certificate_pin, parse_listen
from peerdesk.server.serve import Service
from peerdesk.server.store.place import Place, place
from peerdesk.server.verifying import verify
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.exchange import NOTHING_SEEN, PushRequest, WakeReply, WakeRequest
from peerdesk.wire.ids import RevisionId
from peerdesk.wire.login import LoginKind
from tests.server.hospital import Hospital, RefusedError, Writer, ids
from tests.server.processes import Process, start
from tests.support.servers import running_server


def hospital_of_now() -> Hospital:
    hospital = Hospital()
    hospital.now = int(time.time())
    return hospital


@pytest.fixture
def http() -> Iterator[httpx2.Client]:
    with httpx2.Client(timeout=20, trust_env=False) as client:
        yield client


def join_and_log_in(hospital: Hospital, process: Process, http: httpx2.Client) -> tuple:
    http.base_url = httpx2.URL(process.url)
    caller = process.caller(http)
    member = hospital.join_at(caller, hospital.promise())
    caller.login_member(member)
    return caller, member


def test_it_says_one_line_serves_and_stops_at_once_whoever_is_waiting(tmp_path: Path, http: httpx2.Client) -> None:
    hospital = hospital_of_now()
    process = start(tmp_path / "srv", hospital.public())
    caller, member = join_and_log_in(hospital, process, http)
    caller.push(Writer.of(member).space, Writer.of(member).frame())
    host, _, port = process.host.partition(":")
    with socket.create_connection((host, int(port))) as silent, ThreadPoolExecutor(1) as pool:
        silent.sendall(b"POST /v1/push HT")
        request = WakeRequest(spaces=(), directory_n=99, wait_seconds=60)
        waiting = pool.submit(caller.ask, endpoints.WAKE, request, WakeReply)
        time.sleep(0.3)
        begin = time.monotonic()
        process.running.send_signal(signal.SIGTERM)
        assert waiting.result(10).directory_n == 3
        http.close()
        out, err = process.running.communicate(timeout=60)
        assert time.monotonic() - begin < 10
    assert (process.running.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_under_way_when_it_is_stopped_is_finished(where: Place, http: httpx2.Client, workers: int) -> None:
    hospital = hospital_of_now()
    process = start(where, hospital.public(), workers=workers)
    caller, member = join_and_log_in(hospital, process, http)
    writer = Writer.of(member)
    body = encode(PushRequest(space=writer.space, witness=NOTHING_SEEN, revisions=(writer.frame(),)))
    head = [
        f"POST {endpoints.PUSH} HTTP/1.1",
        f"host: {process.host}",
        f"content-type: {endpoints.MEDIA_TYPE}",
        f"authorization: Bearer {caller.token}",
        f"content-length: {len(body)}",
    ]
    host, _, port = process.host.partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode() + body[:100])
        time.sleep(0.5)
        process.running.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        line.sendall(body[100:])
        heard = b""
        while piece := line.recv(65536):
            heard += piece
    http.close()
    out, err = process.running.communicate(timeout=60)
    assert heard.startswith(b"HTTP/1.1 200 ")
    assert (process.running.returncode, out, err) == (0, "", "")
    assert verify(where).revisions == 1


def test_a_kill_in_the_middle_of_pushing_keeps_whole_batches_and_every_receipt(
    tmp_path: Path, http: httpx2.Client
) -> None:
    hospital, data, size = hospital_of_now(), tmp_path / "srv", 40
    acknowledged: list[RevisionId] = []
    process = start(data, hospital.public())
    caller, member = join_and_log_in(hospital, process, http)
    for moment in (0.05, 0.12, 0.2):
        writer = Writer.of(member)
        killer = threading.Timer(moment, process.running.kill)
        killer.start()
        with suppress(httpx2.HTTPError):
            while True:
                acknowledged += ids(caller.push(writer.space, *(writer.frame() for _ in range(size))))
        killer.join()
        process.end()
        verified = verify(place(data))
        assert verified.faults == ()
        assert verified.revisions % size == 0
        process = start(data, hospital.public())
        http.base_url = httpx2.URL(process.url)
        caller = process.caller(http)
        caller.login_member(member)
    from peerdesk.wire.exchange import HaveReply, HaveRequest

    asked = HaveRequest(space=writer.space, at=0, revisions=tuple(acknowledged[-4000:]))
    reply = caller.ask(endpoints.HAVE, asked, HaveReply)
    process.end()
    assert acknowledged
    assert reply.missing == ()
    assert reply.at.seq >= len(acknowledged)


def test_without_a_certificate_it_listens_on_this_computer_only() -> None:
    for open_to_all in ("0.0.0.0:8740", "192.0.2.7:8740", "[::]:8740", "server.example:8740"):
        with pytest.raises(SettingsError, match="must be encrypted"):
            parse_listen(open_to_all)
    for local in ("127.0.0.1:0", "localhost:8740", "[::1]:8740", "127.9.9.9:1"):
        assert parse_listen(local).is_loopback


@pytest.mark.parametrize("text", ["", "8740", ":8740", "host:", "host:x", "host:-1", "host:70000", "host:٣"])
def test_an_address_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(SettingsError, match="HOST:PORT"):
        parse_listen(text)


def test_a_port_that_is_taken_is_refused_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match="in use"):
            Service(place(tmp_path), parse_listen(f"127.0.0.1:{port}"), org=None)


def test_a_public_file_that_cannot_be_used_is_refused_in_words(tmp_path: Path) -> None:
    unsound = tmp_path / "public.json"
    unsound.write_text("{}", encoding="utf-8")
    for org, words in ((tmp_path / "none.json", "cannot be read"), (unsound, "not sound")):
        with pytest.raises(SettingsError, match=words):
            Service(place(tmp_path / "srv"), parse_listen("127.0.0.1:0"), org=org)


def certificate(folder: Path) -> tuple[Path, Path, bytes]:
    """Make a certificate for 127.0.0.1 and return its file, its key's file, and its DER bytes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "harbor point")]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert, private, made.public_bytes(serialization.Encoding.DER)


def test_under_tls_a_login_binds_to_the_certificate(tmp_path: Path) -> None:
    cert, private, der = certificate(tmp_path)
    hospital = hospital_of_now()
    org = tmp_path / "public.json"
    org.write_bytes(hospital.public())
    service = Service(place(tmp_path / "srv"), parse_listen("127.0.0.1:0", cert, private), org=org)
    ready = threading.Event()
    thread = threading.Thread(target=service.run, args=(ready.set,))
    thread.start()
    assert ready.wait(20)
    try:
        assert service.url.startswith("https://127.0.0.1:")
        trusting = ssl.create_default_context(cafile=str(cert))
        with httpx2.Client(base_url=service.url, verify=trusting, trust_env=False) as http:
            process = Process(None, service.url)  # type: ignore[arg-type]
            for pin in (b"", bytes(32)):
                with pytest.raises(RefusedError, match="login_failed"):
                    process.caller(http).login(
                        LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer(), pin=pin
                    )
            right = hashlib.sha256(der).digest()
            assert certificate_pin(cert) == right
            process.caller(http).login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer(), pin=right)
        with pytest.raises(httpx2.HTTPError):
            httpx2.get(service.url.replace("https", "http") + endpoints.HELLO, trust_env=False)
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.load_verify_locations(cert)
        with pytest.warns(DeprecationWarning, match="TLSv1_1"):
            old.maximum_version = ssl.TLSVersion.TLSv1_1
        port = int(service.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as plain, pytest.raises(ssl.SSLError):
            old.wrap_socket(plain, server_hostname="127.0.0.1")
    finally:
        service.stop()
        thread.join(20)
    assert not thread.is_alive()


def test_a_certificate_and_a_key_must_come_together_and_fit(tmp_path: Path) -> None:
    cert, _, _ = certificate(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    _, wrong_key, _ = certificate(other)
    org = tmp_path / "public.json"
    org.write_bytes(Hospital().public())
    with pytest.raises(SettingsError, match="needs its key"):
        parse_listen("127.0.0.1:0", cert, None)
    with pytest.raises(SettingsError, match="do not work together"):
        Service(place(tmp_path / "srv"), parse_listen("127.0.0.1:0", cert, wrong_key), org=org)
    with pytest.raises(SettingsError, match="cannot be read"):
        Service(place(tmp_path / "srv"), parse_listen("127.0.0.1:0", org, wrong_key), org=org)


def test_the_same_folder_serves_again_after_a_stop(tmp_path: Path) -> None:
    hospital = hospital_of_now()
    for _ in range(2):
        with running_server(tmp_path / "srv", hospital.public()) as url:
            assert httpx2.get(url + "/health", trust_env=False).text == "ok\n"
