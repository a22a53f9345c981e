"""Where a browser comes back to after a log-in: one address on this very computer, for one answer (RFC 8252).

Other programs of this computer can knock there, too. The first who asks for the page is the answer, whatever they
bring; whether it is the right one shows in the `state` that only the browser was given.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qs, urlsplit

_HERE: Final = "127.0.0.1"
_PATIENCE_SECONDS: Final = 5.0
_LONGEST_QUERY: Final = 16 * 1024
_MOST_FIELDS: Final = 32


@dataclass(slots=True)
class _Post:
    """What the threads of the connections share: one answer, and what a browser is then shown."""

    page: bytes
    authority: str = ""
    came: Queue[Mapping[str, str] | None] = field(default_factory=Queue)
    is_answered: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, answer: Mapping[str, str]) -> bool:
        """Take the first answer. Say whether this one was it."""
        with self.lock:
            first, self.is_answered = not self.is_answered, True
        if first:
            self.came.put(answer)
        return first


class Loopback:
    """Listens from its making until it is closed. `page` is what the browser is shown: a page of HTML."""

    def __init__(self, page: str) -> None:
        """Take a free port of this computer. Raises OSError where there is none."""
        self._post = _Post(page=page.encode())
        post = self._post

        class Here(_Handler):
            """Each connection's handler, which knows where to put the answer."""

            shared = post

        self._server = _Server((_HERE, 0), Here)
        self._post.authority = f"{_HERE}:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where to send the browser back to."""
        return f"http://{self._post.authority}/"

    def wait(self, seconds: float) -> Mapping[str, str] | None:
        """Return the fields of the answer; None if `give_up` was called. Raises queue.Empty when the time is over."""
        return self._post.came.get(timeout=seconds)

    def give_up(self) -> None:
        """Let `wait` come back with nothing. From any thread."""
        self._post.came.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    """A connection that says nothing holds up nobody: each has a thread, and none is waited for."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: what a stranger's connection broke is nobody's business, and its text may be what was sent."""


class _Handler(BaseHTTPRequestHandler):
    shared: _Post
    timeout = _PATIENCE_SECONDS
    server_version = "PeerDesk"
    sys_version = ""

    def do_GET(self) -> None:  # what the server of the standard library calls it
        """Take the answer, or turn away what is none: another path, or a page that calls us by another name."""
        parts = urlsplit(self.path)
        is_ours = self.headers.get("host", "") == self.shared.authority
        if parts.path != "/" or not parts.query or not is_ours:
            self._say(HTTPStatus.NOT_FOUND, b"")
            return
        first = self.shared.take(_fields(parts.query))
        self._say(HTTPStatus.OK if first else HTTPStatus.GONE, self.shared.page if first else b"")

    def log_message(self, _form: str, *_what: object) -> None:
        """Write nothing down: the line would hold the code."""

    def _say(self, status: HTTPStatus, page: bytes) -> None:
        self.send_response(status)
        for name, value in (
            ("content-type", "text/html; charset=utf-8"),
            ("content-length", str(len(page))),
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("content-security-policy", "default-src 'none'"),
            ("connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)


def _fields(query: str) -> Mapping[str, str]:
    """Return what stands behind the question mark. A name that comes twice, or too much of all, makes it nothing."""
    if len(query) > _LONGEST_QUERY:
        return {}
    try:
        fields = parse_qs(query, keep_blank_values=True, strict_parsing=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()} if all(len(v) == 1 for v in fields.values()) else {}
