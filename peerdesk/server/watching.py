"""For whoever watches the machine: is the server alive, and how much has it done? Totals only; nobody is named.

`/health` answers anybody. `/metrics` answers whoever shows the token that the operator has chosen; where none was, it
answers this computer. What a forwarder brings from elsewhere comes from this computer, too. However often they are
asked, the database is looked at once a second.
"""

import hmac
import ipaddress
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from peerdesk.server.errors import ServerError
from peerdesk.server.settings import Settings
from peerdesk.server.store.database import Database
from peerdesk.server.store.logs import progress
from peerdesk.server.store.sizes import spaces_in
from peerdesk.server.tally import ANSWERS, OUTCOMES, Tally

HEALTH = "/health"
METRICS = "/metrics"
FRESH_SECONDS = 1.0
_TEXT = "text/plain; version=0.0.4; charset=utf-8"

OnThread = Callable[[Callable[[], dict[str, int]]], Awaitable[dict[str, int]]]


class Watching:
    """Answers the two questions."""

    def __init__(
        self, database: Database, tally: Tally, on_thread: OnThread, questions: tuple[str, ...], settings: Settings
    ) -> None:
        self._database = database
        self._tally = tally
        self._on_thread = on_thread
        self._questions = questions
        self._token = settings.metrics_token
        self._monotonic = settings.monotonic
        self._looked_at = -FRESH_SECONDS
        self._stored: dict[str, int] = {}

    async def health(self, _request: Request) -> Response:
        """Say whether the server and its database answer."""
        if not await self._look():
            return PlainTextResponse("the database does not answer\n", status_code=503)
        return PlainTextResponse("ok\n")

    async def metrics(self, request: Request) -> Response:
        """Return the totals in the text form of Prometheus."""
        if not self._may_ask(request):
            return PlainTextResponse("", status_code=404)
        lines = _lines(self._tally.totals(), await self._look(), self._questions)
        return Response("\n".join(lines) + "\n", media_type=_TEXT)

    async def _look(self) -> dict[str, int]:
        """Return what is stored, as it was a second ago at most; nothing if the database does not answer."""
        now = self._monotonic()
        if now - self._looked_at >= FRESH_SECONDS:
            self._looked_at = now
            try:
                self._stored = await self._on_thread(partial(_stored, self._database))
            except ServerError:
                self._stored = {}
        return self._stored

    def _may_ask(self, request: Request) -> bool:
        sent = request.headers.get("authorization", "").encode("latin-1")
        if self._token:
            return hmac.compare_digest(sent, f"Bearer {self._token}".encode())
        try:
            return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
        except ValueError:
            return False


def _stored(database: Database) -> dict[str, int]:
    with database.read() as connection:
        entries, revisions = progress(connection)
        return {"entries": entries, "revisions": revisions, "spaces": spaces_in(connection)}


def _lines(totals: Mapping[str, int], stored: Mapping[str, int], questions: tuple[str, ...]) -> Iterable[str]:
    yield from _head("requests_total", "counter", "Requests by question and kind of answer.")
    for question in questions:
        for answer in ANSWERS:
            count = totals[f"{question} {answer}"]
            yield f'peerdesk_requests_total{{question="{question}",answer="{answer}"}} {count}'
    yield from _head("pushed_revisions_total", "counter", "Pushed revisions by what became of them.")
    for outcome in OUTCOMES:
        yield f'peerdesk_pushed_revisions_total{{outcome="{outcome}"}} {totals[outcome]}'
    yield from _head("pushed_bytes_total", "counter", "Bytes of the revisions that were pushed.")
    yield f"peerdesk_pushed_bytes_total {totals['pushed_bytes']}"
    yield from _head("waiting", "gauge", "Callers who wait for news at this moment.")
    yield f"peerdesk_waiting {totals['waiting']}"
    yield from _head("database_up", "gauge", "Whether the database answers.")
    yield f"peerdesk_database_up {int(bool(stored))}"
    for name, count in stored.items():
        yield from _head(f"stored_{name}", "gauge", f"How many {name} the database holds.")
        yield f"peerdesk_stored_{name} {count}"


def _head(name: str, kind: str, words: str) -> Iterable[str]:
    yield f"# HELP peerdesk_{name} {words}"
    yield f"# TYPE peerdesk_{name} {kind}"
