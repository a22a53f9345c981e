"""A line on which chosen requests go wrong, as the network, a proxy or a server in trouble makes them go wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2

from peerdesk.wire.codec import encode
from peerdesk.wire.endpoints import MARKER, MARKER_HEADER
from peerdesk.wire.exchange import Problem, ProblemCode
from tests.schedules.inside import Whole
from tests.schedules.turning_down import chosen, is_push, without

Ask = Callable[[httpx2.Request], httpx2.Response]

MARKED = {MARKER_HEADER: MARKER}
SIGN_IN_PAGE = b"<html><body>Welcome to the hotel. <form action=/login>...</form></body></html>"
REFUSALS = {
    "401": (401, ProblemCode.NOT_LOGGED_IN),
    "403": (403, ProblemCode.NOT_ALLOWED),
    "409": (409, ProblemCode.HEAD_MOVED),
    "409 diverged": (409, ProblemCode.HISTORY_DIVERGED),
    "413": (413, ProblemCode.TOO_LARGE),
    "429": (429, ProblemCode.SLOW_DOWN),
    "500": (500, ProblemCode.INTERNAL),
    "507": (507, ProblemCode.FULL),
}
FAULTS = (
    "lost",
    "lost reply",
    "twice",
    "late",
    "late and lost",
    "cut",
    "cut short",
    "stalled",
    "older reply",
    "sign-in page",
    "503",
    *REFUSALS,
)
"""What can happen to a request. `late`: it arrives long after it was given up."""

TURNED_DOWN = "turned down"
"""The next push that says something: one revision of it is refused, for good and without a reason."""

LIES = frozenset({"older reply", "409 diverged"})
"""These speak of another history; whoever hears them heals, and says so."""


@dataclass
class FaultyLine(httpx2.BaseTransport):
    """Lets the `spoil_at`-th request from now on, and the `spoil` - 1 after it, meet `fault`.

    `late` are requests that were given up and are still on their way; the schedule lets them arrive when it likes.
    `record` takes down every request, once it is a list.
    """

    inner: httpx2.BaseTransport
    fault: str = ""
    spoil_at: int = 0
    spoil: int = 1
    part: int = 0
    late: list[httpx2.Request] = field(default_factory=list)
    earlier: dict[str, tuple[int, list[tuple[bytes, bytes]], bytes]] = field(default_factory=dict)
    asked: int = 0
    record: list[httpx2.Request] | None = None

    def plan(self, fault: str, spoil_at: int, spoil: int = 1, part: int = 0) -> None:
        self.fault, self.spoil_at, self.spoil, self.part, self.asked = fault, spoil_at, spoil, part, 0

    def heal(self) -> None:
        self.fault = ""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        if self.record is not None:
            self.record.append(kept(request))
        if self.fault == TURNED_DOWN:
            return self._one_turned_down(request)
        if self.fault and self.spoil_at <= self.asked < self.spoil_at + self.spoil:
            return self._spoiled(request)
        return self._remembered(request)

    def let_arrive(self, number: int) -> None:
        """Let a request that was given up arrive now; nobody waits for its answer."""
        if self.late:
            self.inner.handle_request(self.late.pop(number % len(self.late)))

    def _spoiled(self, request: httpx2.Request) -> httpx2.Response:
        match self.fault:
            case "lost":
                raise httpx2.ConnectError("lost")
            case "late" | "stalled":
                self.late.append(kept(request))
                raise httpx2.ReadTimeout("stalled")
            case "lost reply":
                self._remembered(request)
                raise httpx2.ReadError("lost reply")
            case "late and lost":
                self.late.append(kept(request))
                self._remembered(request)
                raise httpx2.ReadError("lost reply")
            case "twice":
                self._remembered(request)
                return self._remembered(request)
            case "cut" | "cut short":
                return self._cut(self._remembered(request))
            case "older reply":
                return self._older(request)
            case "sign-in page":
                return httpx2.Response(200, headers={"content-type": "text/html"}, stream=Whole(SIGN_IN_PAGE))
            case "503":
                return httpx2.Response(503, stream=Whole(b"no healthy upstream"))
        status, code = REFUSALS[self.fault]
        return httpx2.Response(status, headers=MARKED, stream=Whole(encode(Problem(code=code.value))))

    def _remembered(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        reply = self.inner.handle_request(request)
        body = b"".join(reply.stream)  # type: ignore[arg-type]
        reply.stream = Whole(body)
        self.earlier.setdefault(request.url.path, (reply.status_code, reply.headers.raw, body))
        return reply

    def _one_turned_down(self, request: httpx2.Request) -> httpx2.Response:
        frame = chosen(request, self.part) if is_push(request) else None
        if frame is None:
            return self._remembered(request)
        self.heal()
        return without(request, frame, self._remembered)

    def _cut(self, reply: httpx2.Response) -> httpx2.Response:
        """Return a reply that ends early; with its whole length announced, or (`cut short`) as if that were all."""
        body = b"".join(reply.stream)  # type: ignore[arg-type]
        body = body[: len(body) * (self.part % 16) // 16]
        headers = [one for one in reply.headers.raw if self.fault == "cut" or one[0].lower() != b"content-length"]
        return httpx2.Response(reply.status_code, headers=headers, stream=Whole(body))

    def _older(self, request: httpx2.Request) -> httpx2.Response:
        earlier = self.earlier.get(request.url.path)
        if earlier is None:
            return self._remembered(request)
        self.inner.handle_request(request)
        return httpx2.Response(earlier[0], headers=earlier[1], stream=Whole(earlier[2]))


def kept(request: httpx2.Request) -> httpx2.Request:
    """Return the request as it can be sent again."""
    return httpx2.Request(request.method, request.url, headers=request.headers, content=request.read())
