"""The one place that opens a socket: a question to the hospital's server over HTTP, and its answer.

What comes back is believed only as far as it is checked: it must say that it is PeerDesk's, stay below a cap that is
counted while reading, arrive before one deadline, and have exactly the shape that was asked for.
"""

import time
from collections.abc import Callable
from contextlib import closing
from typing import Final

import httpx2

from peerdesk.domain.errors import (
    CertificateRefusedError,
    HistoryDivergedError,
    NotPeerDeskServerError,
    OfflineError,
    ServerRefusedError,
)
from peerdesk.sync.address import Address, read_address
from peerdesk.sync.certificates import context_for, is_about_certificate
from peerdesk.sync.deadline import Deadline, Line, OtherCertificateError
from peerdesk.sync.one_piece import OnePiece
from peerdesk.sync.transport import EXCHANGE_SECONDS, Reply
from peerdesk.wire.codec import Message, decode, encode
from peerdesk.wire.endpoints import MARKER, MARKER_HEADER, MEDIA_TYPE
from peerdesk.wire.errors import WireError
from peerdesk.wire.exchange import Problem, ProblemCode, WakeRequest
from peerdesk.wire.limits import MAX_ERROR_TEXT_BYTES, MAX_REPLY_BYTES

_CHUNK_BYTES: Final = 64 * 1024
_PROBLEM_BYTES: Final = 2 * MAX_ERROR_TEXT_BYTES
_TOKEN_MARGIN_SECONDS: Final = 5.0
_CONNECT_SECONDS: Final = 10.0
_MOST_DIGITS: Final = 6
_FIRST_PROBLEM_STATUS: Final = 400
_FIRST_ODD_STATUS: Final = 300
_CODES: Final = frozenset(code.value for code in ProblemCode)


class Remote:
    """A connection to one server. `road` carries requests of httpx2 there, `clock` is a monotonic clock in seconds.

    No client of httpx2 stands between: it would follow, remember and authenticate, and nothing here wants that.
    `kept_open` says that the road is somebody else's, who will close it.
    """

    def __init__(
        self,
        road: httpx2.BaseTransport,
        address: Address,
        *,
        pin: bytes = b"",
        deadline_seconds: float = EXCHANGE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        kept_open: bool = False,
    ) -> None:
        self._kept_open = kept_open
        self._road = road
        self._address = address
        self._pin = pin
        self._deadline_seconds = deadline_seconds
        self._clock = clock
        self._token = ""
        self._token_until = 0.0
        self._retry_seconds = 0
        self._up = 0
        self._down = 0
        self._line = Line()
        self._urls: dict[str, httpx2.URL] = {}

    @property
    def host(self) -> str:
        return self._address.authority

    @property
    def pin(self) -> bytes:
        # Without a pin the system said whom to trust; a login is still worth something only to the certificate it saw.
        return self._pin or self._line.certificate()

    @property
    def bytes_up(self) -> int:
        return self._up

    @property
    def bytes_down(self) -> int:
        return self._down

    @property
    def has_token(self) -> bool:
        return bool(self._token) and self._clock() < self._token_until

    def keep_token(self, token: str, lasts_seconds: int) -> None:
        self._token = token
        # Without a pin the system trusts many: the token is for the one certificate that the login was signed for.
        self._line.expect(self._line.certificate() if token else b"")
        self._token_until = self._clock() + max(lasts_seconds - _TOKEN_MARGIN_SECONDS, 0.0)

    def ask(self, endpoint: str, question: Message | None, shape: type[Reply]) -> Reply:
        body = b"" if question is None else encode(question)
        # Whoever asks to be kept waiting has that much longer until the deadline.
        seconds = self._deadline_seconds + (question.wait_seconds if isinstance(question, WakeRequest) else 0)
        status, raw = self._exchange("GET" if question is None else "POST", endpoint, body, seconds)
        try:
            if status >= _FIRST_PROBLEM_STATUS:
                raise _refusal(decode(raw, Problem, _PROBLEM_BYTES).code, self._retry_seconds)
            return decode(raw, shape, MAX_REPLY_BYTES)
        except WireError:
            raise NotPeerDeskServerError from None

    def hang_up(self) -> None:
        self._line.hang_up()

    def close(self) -> None:
        if not self._kept_open:
            self._road.close()

    def _exchange(self, method: str, endpoint: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        try:
            return self._sent(method, endpoint, body, seconds)
        except OtherCertificateError:
            # The token stays with whom it was for. Without it the question is asked of whoever this is.
            self.keep_token("", 0)
            return self._sent(method, endpoint, body, seconds)

    def _sent(self, method: str, endpoint: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        request = httpx2.Request(
            method,
            self._url(endpoint),
            content=body,
            headers=self._headers(),
            extensions={"timeout": _patience(seconds), "trace": self._line.watch},
        )
        deadline = Deadline(seconds, self._clock, self._line)
        try:
            with deadline, closing(self._road.handle_request(request)) as reply:
                self._up += len(body)
                _check_head(reply)
                self._retry_seconds = _retry_seconds(reply.headers.get("retry-after", ""))
                return reply.status_code, self._read(reply, deadline)
        except (httpx2.DecodingError, httpx2.RemoteProtocolError):
            if deadline.is_over:
                raise OfflineError from None
            raise NotPeerDeskServerError from None
        except (httpx2.HTTPError, httpx2.StreamError, OSError) as failure:
            # The error of the library is dropped on purpose: its text can name what was asked for.
            if is_about_certificate(failure):
                raise CertificateRefusedError from None
            raise OfflineError from None

    def _url(self, endpoint: str) -> httpx2.URL:
        # Read once, and not anew for each question.
        if endpoint not in self._urls:
            self._urls[endpoint] = httpx2.URL(self._address.url + endpoint)
        return self._urls[endpoint]

    def _headers(self) -> dict[str, str]:
        said = {"content-type": MEDIA_TYPE}
        return {**said, "authorization": f"Bearer {self._token}"} if self._token else said

    def _read(self, reply: httpx2.Response, deadline: Deadline) -> bytes:
        cap = _PROBLEM_BYTES if reply.status_code >= _FIRST_PROBLEM_STATUS else MAX_REPLY_BYTES
        read = bytearray()
        for chunk in reply.iter_raw(_CHUNK_BYTES):
            read += chunk
            self._down += len(chunk)
            if len(read) > cap:
                raise NotPeerDeskServerError
            deadline.check()
        return bytes(read)


def connect(address: str, pin: bytes = b"", *, deadline_seconds: float = EXCHANGE_SECONDS) -> Remote:
    """Return a connection to the server at `address`; nothing is sent yet.

    `pin` is the SHA-256 of its certificate, or empty to trust what the operating system trusts. Plain HTTP is for this
    computer only. Raises ServerRefusedError for an address that is not one.
    """
    read = read_address(address)
    road = OnePiece(context_for(pin) if read.is_secure else None)
    return Remote(road, read, pin=pin if read.is_secure else b"", deadline_seconds=deadline_seconds)


def _patience(seconds: float) -> dict[str, float]:
    return {"connect": min(seconds, _CONNECT_SECONDS), "read": seconds, "write": seconds, "pool": seconds}


def _check_head(reply: httpx2.Response) -> None:
    """Refuse what is not PeerDesk's before reading any of it: a log-in page of a network, a proxy, a redirect."""
    headers = reply.headers
    odd_status = _FIRST_ODD_STATUS <= reply.status_code < _FIRST_PROBLEM_STATUS
    if odd_status or headers.get(MARKER_HEADER) != MARKER or headers.get("content-encoding", "identity") != "identity":
        raise NotPeerDeskServerError


def _retry_seconds(said: str) -> int:
    """Return how many seconds the server asks to be left alone, 0 for what is no such number."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS else 0


def _refusal(code: str, retry_seconds: int) -> ServerRefusedError | HistoryDivergedError:
    if code == ProblemCode.HISTORY_DIVERGED.value:
        return HistoryDivergedError()
    # A code that this version does not know is not repeated: what a server writes is not shown on a screen.
    return ServerRefusedError(code if code in _CODES else ProblemCode.INTERNAL.value, retry_seconds)
