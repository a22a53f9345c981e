"""A server whose certificate this computer would trust, but not for this name, not today, or not over this TLS."""

import ipaddress
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from peerdesk.domain.errors import CertificateRefusedError, ExpectedError
from peerdesk.wire.codec import encode
from tests.sync.servers_that_lie import http_reply, read_request, server
from tests.sync.test_remote import GOOD, MARK, answering, ask

HERE = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
ELSEWHERE = x509.DNSName("elsewhere.example")


def trusted(
    folder: Path, patch: pytest.MonkeyPatch, name: x509.GeneralName = HERE, days: tuple[int, int] = (-1, 1)
) -> ssl.SSLContext:
    """Return the TLS settings of a server whose certificate this computer trusts: for a name, and between two days."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "harbor point")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public, both = folder / "trusted.pem", folder / "server.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    both.write_bytes(private + public.read_bytes())
    patch.setenv("SSL_CERT_FILE", str(public))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context


def test_a_certificate_that_is_right_in_everything_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = trusted(tmp_path, monkeypatch)
    with server(answering(http_reply(encode(GOOD), MARK)), context) as address:
        assert ask(address) == GOOD


@pytest.mark.parametrize(
    ("name", "days"), [(ELSEWHERE, (-1, 1)), (HERE, (-9, -1)), (HERE, (1, 9))], ids=["other name", "over", "not yet"]
)
def test_one_for_another_name_or_another_time_is_not_and_nothing_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: x509.GeneralName, days: tuple[int, int]
) -> None:
    heard: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        heard.append(read_request(connection))

    context = trusted(tmp_path, monkeypatch, name, days)
    with server(answer, context) as address, pytest.raises(CertificateRefusedError):
        ask(address)
    assert not any(heard)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
@pytest.mark.parametrize("is_pinned", [False, True])
def test_an_old_tls_is_not_spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_pinned: bool) -> None:
    heard: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        heard.append(read_request(connection))

    context = trusted(tmp_path, monkeypatch)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with server(answer, context) as address, pytest.raises(ExpectedError):
        ask(address, bytes(32) if is_pinned else b"")
    assert not any(heard)
