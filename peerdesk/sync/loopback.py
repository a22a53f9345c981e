"""Where a browser comes back to after a log-in: one address on this very computer, for one answer (RFC 8252).

Other programs of this computer can knock there, too, and any page that the browser shows. What does not bring the
`state`, which only the browser was given, is no answer: it is turned away, and the person's own sign-in is still waited
for. RFC 6749, 4.1.2.1, has a provider name the state with an error, too. One that does not is not believed, since
whoever could end a sign-in with a word could end each; a page says so to whoever may be looking.
"""

import contextlib
import hmac
import math
import socket
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from socketserver import TCPServer
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qs, urlsplit

_HERE: Final = "127.0.0.1"
_PATIENCE_SECONDS: Final = 5.0
_LONGEST_QUERY: Final = 16 * 1024
_MOST_FIELDS: Final = 32
_SLICE_SECONDS: Final = 0.5

MOST_CONNECTIONS: Final = 16
"""Open at once. A browser needs few; whoever opens more of them loses the oldest, and keeps nobody out."""


@dataclass(slots=True)
class _Post:
    """What the threads of the connections share: one answer, how it is known, and what a browser is then shown."""

    pages: "Pages"
    state: bytes
    authority: str = ""
    came: Queue[Mapping[str, str] | None] = field(default_factory=Queue)
    is_answered: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)
    connections: deque[socket.socket] = field(default_factory=deque)

    def opened(self, connection: socket.socket) -> None:
        """Let the oldest connection go where there are too many now: whoever drips keeps no browser out."""
        with self.lock:
            self.connections.append(connection)
            if len(self.connections) > MOST_CONNECTIONS:
                with contextlib.suppress(OSError):
                    self.connections.popleft().shutdown(socket.SHUT_RDWR)

    def ends(self, connection: socket.socket) -> None:
        """Forget a connection that will be closed now."""
        with self.lock, contextlib.suppress(ValueError):
            self.connections.remove(connection)

    def is_meant(self, answer: Mapping[str, str]) -> bool:
        """Say whether whoever brings this was sent by us. Takes as long for a state that is nearly right."""
        return hmac.compare_digest(answer.get("state", "").encode(), self.state)

    def take(self, answer: Mapping[str, str]) -> bool:
        """Take the first answer. Say whether this one was it."""
        with self.lock:
            first, self.is_answered = not self.is_answered, True
        if first:
            self.came.put(answer)
        return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What a browser is shown, as HTML: behind the answer that was waited for, and behind one that nobody knows."""

    done: str
    astray: str


class Loopback:
    """Listens from its making until it is closed. `state` is what each answer has to bring."""

    def __init__(self, pages: Pages, state: str) -> None:
        """Take a free port of this computer. Raises OSError where there is none."""
        self._post = _Post(pages=pages, state=state.encode())
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
        slices = max(1, math.ceil(seconds / _SLICE_SECONDS))
        for _ in range(slices):
            # In short pieces: on Windows a wait in one piece is deaf to whoever wants to end it at the keyboard.
            with contextlib.suppress(Empty):
                return self._post.came.get(timeout=seconds / slices)
        raise Empty

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
    allow_reuse_address = False  # Nobody else may listen at this address while, or just after, we do.
    request_queue_size = MOST_CONNECTIONS

    def server_bind(self) -> None:
        """Take the address, for us alone. Not as the parent does: that looks up the name of this computer."""
        alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if alone is not None:
            # Windows lets a second program share an address unless it was taken like this.
            self.socket.setsockopt(socket.SOL_SOCKET, alone, 1)
        TCPServer.server_bind(self)
        self.server_name, self.server_port = _HERE, self.socket.getsockname()[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: what a stranger's connection broke is nobody's business, and its text may be what was sent."""


class _Handler(BaseHTTPRequestHandler):
    shared: _Post
    timeout = _PATIENCE_SECONDS
    server_version = "PeerDesk"
    sys_version = ""

    def setup(self) -> None:
        """Count the connection in."""
        super().setup()
        self.shared.opened(self.connection)

    def finish(self) -> None:
        """Count it out."""
        self.shared.ends(self.connection)
        super().finish()

    def do_GET(self) -> None:  # what the server of the standard library calls it
        """Take the answer, or turn away what is none: another path, another name for us, or not the state."""
        parts = urlsplit(self.path)
        answer = _fields(parts.query)
        if parts.path != "/" or self.headers.get("host", "") != self.shared.authority:
            self._say(HTTPStatus.NOT_FOUND, "")
        elif not self.shared.is_meant(answer):
            self._say(HTTPStatus.NOT_FOUND, self.shared.pages.astray)
        else:
            # A page that somebody loads anew says the same once more, and nothing comes of it.
            self._say(HTTPStatus.OK if self.shared.take(answer) else HTTPStatus.GONE, self.shared.pages.done)

    def log_message(self, _form: str, *_what: object) -> None:
        """Write nothing down: the line would hold the code."""

    def _say(self, status: HTTPStatus, page: str) -> None:
        body = page.encode()
        self.send_response(status)
        for name, value in (
            ("content-type", "text/html; charset=utf-8"),
            ("content-length", str(len(body))),
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("content-security-policy", "default-src 'none'"),
            ("connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _fields(query: str) -> Mapping[str, str]:
    """Return what stands behind the question mark. A name that comes twice, or too much of all, makes it nothing."""
    if len(query) > _LONGEST_QUERY:
        return {}
    try:
        fields = parse_qs(query, keep_blank_values=True, strict_parsing=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()} if all(len(v) == 1 for v in fields.values()) else {}
