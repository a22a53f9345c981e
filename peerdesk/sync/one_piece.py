"""How a question leaves: its head and its body in one piece.

The HTTP client hands the head to the network before it looks at the body. Most questions are short, so each would be
two packets, and two records where it is encrypted.
"""

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import httpcore2
import httpx2

_KEPT_SECONDS: Final = 5.0
_TROUBLE: Final = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
)


class OnePiece(httpx2.BaseTransport):
    """The road of an HTTP client: up to two connections, of which one is kept for a few seconds.

    `context` says whom to trust; None is for a road that is never encrypted. Raises what a client of httpx2 expects.
    """

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context,
            max_connections=2,
            max_keepalive_connections=1,
            keepalive_expiry=_KEPT_SECONDS,
            network_backend=_Backend(),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        question = httpcore2.Request(
            method=request.method,
            url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _as_expected():
            answer = self._pool.handle_request(question)
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    """What an answer says, as it comes."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _as_expected():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _as_expected() -> Iterator[None]:
    """Name what went wrong as the client does. What caused it stays behind it: it may be about a certificate."""
    try:
        yield
    except httpcore2.RemoteProtocolError as error:
        raise httpx2.RemoteProtocolError(str(error)) from error
    except _TROUBLE as error:
        raise httpx2.TransportError(str(error)) from error


class _Backend(httpcore2.SyncBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        return _Held(super().connect_tcp(host, port, timeout, local_address, socket_options))


class _Held(httpcore2.NetworkStream):
    """A connection that sends what was written only when an answer is waited for."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream
        self._held: list[bytes] = []
        self._timeout: float | None = None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._held.append(buffer)
        self._timeout = timeout

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._held:
            held, self._held = self._held, []
            # A server may turn a question down before it has heard all of it: what it says is still to be read.
            with suppress(httpcore2.WriteError):
                self._stream.write(b"".join(held), self._timeout)
        return self._stream.read(max_bytes, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Held(self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
