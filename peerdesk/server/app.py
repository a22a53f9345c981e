"""The composition root, and the one edge at which a request becomes an answer, whatever happened.

Every answer is msgpack and carries a header by which a client tells this server from the log-in page of a
network. What went wrong is answered with a code; the log gets codes and places in our own code, and never
anything that was sent.
"""

import logging
import os
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from peerdesk.server import limits
from peerdesk.server.asked import Asked
from peerdesk.server.body import read_body
from peerdesk.server.connections import PIN
from peerdesk.server.desk import QUESTIONS, Desk
from peerdesk.server.doorstep import address_of, check_doorstep, token_of
from peerdesk.server.problems import ProblemError, expected_problem, slow_down
from peerdesk.server.second_lock import SecondLock
from peerdesk.server.settings import Settings
from peerdesk.server.store.place import Place
from peerdesk.server.tally import answer_class
from peerdesk.server.throttle import Seats, Throttle
from peerdesk.server.watching import ALIVE, HEALTH, METRICS, Watching, alive
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message, decode, encode
from peerdesk.wire.exchange import (
    AppendRequest,
    DirectoryRequest,
    HaveRequest,
    HeadsRequest,
    ProblemCode,
    PullRequest,
    PushRequest,
    WakeRequest,
)
from peerdesk.wire.handing_in import HandInRequest
from peerdesk.wire.login import PROTOCOL_VERSIONS, ChallengeRequest, LoginRequest
from peerdesk.wire.look import LookRequest
from peerdesk.wire.sign_in import SignInPlaceRequest, SignInRequest

log = logging.getLogger(__name__)

SECRET_BYTES = 32
_VERSION = re.compile(r"/v([1-9][0-9]{0,3})/[a-z]+$", re.ASCII)

# One signature for all questions: the shape in the table below is the one that the function takes.
Verb = Callable[[Any, Asked], Awaitable[Message | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One path: the shape of its body (None: it has none), the cap on it, and whether one must be logged in."""

    path: str
    verb: Verb
    shape: type[Message] | None
    cap_bytes: int
    logged_in: bool = True
    method: str = "POST"


def production_settings(place: Place, public: bytes | None) -> Settings:
    """Return settings with the real clocks and the real source of randomness, and all else at its default."""
    return Settings(
        place=place,
        public=public,
        now=time.time,
        monotonic=time.monotonic,
        rng=os.urandom,
        secret=os.urandom(SECRET_BYTES),
    )


def build_app(settings: Settings) -> Starlette:
    """Open the data folder and return the application. Raises ServerError or WireError."""
    desk = Desk(settings)
    edge = Edge(desk, settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with desk.listening():
            yield
        desk.close()

    watching = Watching(desk.database, desk.tally, desk.on_thread, QUESTIONS, settings)
    app = Office(
        routes=[Route(ALIVE, alive), Route(HEALTH, watching.health), Route(METRICS, watching.metrics)],
        lifespan=lifespan,
        exception_handlers={HTTPException: edge.nothing_here},
    )
    app.router.redirect_slashes = False
    app.questions = {
        (question.method, endpoints.at_version(question.path, version)): QuestionApp(edge, question)
        for version in PROTOCOL_VERSIONS
        for question in questions(desk)
    }
    app.state.desk = desk
    return app


def questions(desk: Desk) -> tuple[Question, ...]:
    """Return everything that can be asked."""
    small = limits.SMALL_BODY_BYTES
    return (
        Question(path=endpoints.HELLO, verb=desk.hello, shape=None, cap_bytes=0, logged_in=False, method="GET"),
        Question(
            path=endpoints.CHALLENGE, verb=desk.challenge, shape=ChallengeRequest, cap_bytes=small, logged_in=False
        ),
        Question(
            path=endpoints.LOGIN,
            verb=desk.login,
            shape=LoginRequest,
            cap_bytes=limits.LOGIN_BODY_BYTES,
            logged_in=False,
        ),
        Question(path=endpoints.LOGOUT, verb=desk.logout, shape=None, cap_bytes=0),
        Question(path=endpoints.DIRECTORY, verb=desk.read_directory, shape=DirectoryRequest, cap_bytes=small),
        Question(path=endpoints.APPEND, verb=desk.append, shape=AppendRequest, cap_bytes=limits.APPEND_BODY_BYTES),
        Question(path=endpoints.PUSH, verb=desk.push, shape=PushRequest, cap_bytes=limits.PUSH_BODY_BYTES),
        Question(path=endpoints.PULL, verb=desk.pull, shape=PullRequest, cap_bytes=small),
        Question(path=endpoints.HEADS, verb=desk.heads, shape=HeadsRequest, cap_bytes=small),
        Question(path=endpoints.HAVE, verb=desk.have, shape=HaveRequest, cap_bytes=limits.HAVE_BODY_BYTES),
        Question(path=endpoints.LOOK, verb=desk.look, shape=LookRequest, cap_bytes=limits.LOOK_BODY_BYTES),
        Question(path=endpoints.HAND_IN, verb=desk.hand_in, shape=HandInRequest, cap_bytes=limits.PUSH_BODY_BYTES),
        Question(path=endpoints.WAKE, verb=desk.wake, shape=WakeRequest, cap_bytes=limits.WAKE_BODY_BYTES),
        *_of_signing_in(desk.second_lock),
    )


def _of_signing_in(lock: SecondLock | None) -> tuple[Question, ...]:
    """Return what can be asked about signing in. Where it is not switched on, these are paths like any that is none."""
    if lock is None:
        return ()
    small = limits.SMALL_BODY_BYTES
    return (
        Question(path=endpoints.SIGN_IN_PLACE, verb=lock.place, shape=SignInPlaceRequest, cap_bytes=small),
        Question(path=endpoints.SIGN_IN, verb=lock.sign_in, shape=SignInRequest, cap_bytes=small),
    )


class Edge:
    """What all questions share: the doorstep, the throttles, and the way errors are answered."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._desk = desk
        self._settings = settings
        self._knocks = Throttle(settings.limits.knocks_per_address, settings.monotonic)
        self._requests = Throttle(settings.limits.requests_per_device, settings.monotonic)
        self._seats = Seats(settings.limits.requests_at_once_per_device)

    async def answer(self, request: Request, question: Question) -> Response:
        """Return the response to a request, also if it could not be carried out."""
        begun = self._settings.monotonic()
        try:
            said = await self._carry_out(request, question)
            # Whoever is logged in knows what the answer is; naming its type would be two fifths of the head.
            response = _plain(said, None if question.logged_in else endpoints.MEDIA_TYPE)
        except ClientDisconnect:
            response = Response(status_code=499)
        except Exception as e:
            # The edge of a request: it gets an answer, the tally counts it, and the server goes on.
            response = self._turned_down(e, question.path)
        name = question.path.rpartition("/")[2]
        self._desk.tally.add(f"{name} {answer_class(response.status_code)}")
        self._desk.tally.took(name, self._settings.monotonic() - begun)
        return response

    async def nothing_here(self, request: Request, _error: Exception) -> Response:
        """Answer for a path or a method that does not exist, or not in a version that is spoken here."""
        version = _VERSION.match(request.url.path)
        is_spoken = version is None or int(version[1]) in PROTOCOL_VERSIONS
        fault = ProblemCode.NOT_FOUND if is_spoken else ProblemCode.UNKNOWN_VERSION
        return self._turned_down(ProblemError(fault), "a path that is none")

    def _turned_down(self, error: Exception, path: str) -> Response:
        expected = expected_problem(error)
        if expected is None:
            log.error("bug at %s: %s", path, _place_of(error))
            expected = ProblemError(ProblemCode.INTERNAL)
        else:
            log.debug("%s: %s", path, expected.problem.code)
        self._desk.tally.add(expected.problem.code)
        return _refusal(expected)

    async def _carry_out(self, request: Request, question: Question) -> Message | None:
        host = check_doorstep(request, self._settings.hosts)
        address = address_of(request)
        if not question.logged_in:
            slow_down(self._knocks.take(address))
            pin = request.scope.get("state", {}).get(PIN, b"")
            return await self._ask(request, question, Asked(host=host, address=address, caller=None, pin=pin))
        token = token_of(request)
        caller = self._desk.admit(token)
        slow_down(self._requests.take(caller.who))
        if not self._seats.enter(caller.who):
            raise ProblemError(ProblemCode.SLOW_DOWN, "at once", retry_seconds=1)
        try:
            asked = Asked(host=host, address=address, caller=caller, token=token)
            return await self._ask(request, question, asked)
        finally:
            self._seats.leave(caller.who)

    async def _ask(self, request: Request, question: Question, asked: Asked) -> Message | None:
        raw = await read_body(request, question.cap_bytes, self._settings.limits.body_seconds)
        body = None if question.shape is None else decode(raw, question.shape, question.cap_bytes)
        return await question.verb(body, asked)


class QuestionApp:
    """One question as Starlette wants it: an application of its own."""

    def __init__(self, edge: Edge, question: Question) -> None:
        self._edge = edge
        self._question = question

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._edge.answer(Request(scope, receive), self._question)
        await response(scope, receive, send)


class Office(Starlette):
    """The application. What computers ask is found in a table, and only the rest goes the way of Starlette.

    That way costs a tenth of a question, and three kilobytes of every computer that waits for news.
    """

    questions: Mapping[tuple[str, str], QuestionApp]
    """By method and path."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = self.questions.get((scope.get("method", ""), scope.get("path", "")))
        await (super().__call__ if asked is None else asked)(scope, receive, send)


def _plain(message: Message | None, media_type: str | None = endpoints.MEDIA_TYPE) -> Response:
    body = b"" if message is None else encode(message)
    return Response(body, media_type=media_type, headers={endpoints.MARKER_HEADER: endpoints.MARKER})


def _refusal(problem: ProblemError) -> Response:
    response = _plain(problem.problem)
    response.status_code = problem.status
    if problem.retry_seconds:
        response.headers["retry-after"] = str(problem.retry_seconds)
    return response


def _place_of(error: Exception) -> str:
    """Return the kind of an error and where it arose, without its text, which could hold what was sent."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f" in {trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}"
    return f"{type(error).__qualname__}{where}"
