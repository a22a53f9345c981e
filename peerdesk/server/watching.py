"""For whoever watches the machine: is the server alive, and how much has it done? Totals only; nobody is named.

`/alive` and `/health` answer anybody: the first says that the process is there, the second that its database is, too.
`/metrics` answers whoever shows the token that the operator has chosen; where none was, it
answers this computer. What a forwarder brings from elsewhere comes from this computer, too. However often they are
asked, the database is looked at once a second.
"""

import asyncio
import hmac
import ipaddress
from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from peerdesk.server.errors import ServerError
from peerdesk.server.figures import Capacity, as_text
from peerdesk.server.settings import Settings
from peerdesk.server.store.database import Database
from peerdesk.server.store.logs import progress
from peerdesk.server.store.postgres import CONNECTIONS
from peerdesk.server.store.sizes import database_bytes, file_bytes, frame_bytes_in, spaces_in
from peerdesk.server.tally import Tally

ALIVE = "/alive"
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
        self._settings = settings
        self._monotonic = settings.monotonic
        self._looking = asyncio.Lock()
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
        limits, workers = self._settings.limits, self._settings.workers
        capacity = Capacity(workers=workers, threads=limits.threads * workers, connections=CONNECTIONS * workers)
        text = as_text(self._tally.totals(), await self._look(), self._questions, capacity)
        return Response(text, media_type=_TEXT)

    async def _look(self) -> dict[str, int]:
        """Return what is stored, as it was a second ago at most; nothing if the database does not answer."""
        async with self._looking:
            if self._monotonic() - self._looked_at >= FRESH_SECONDS:
                try:
                    self._stored = await self._on_thread(partial(_stored, self._database, self._settings))
                except ServerError:
                    self._stored = {}
                # Taken afterwards, so that whoever waited for a slow look shares it and does not begin the next.
                self._looked_at = self._monotonic()
            return self._stored

    def _may_ask(self, request: Request) -> bool:
        sent = request.headers.get("authorization", "").encode("latin-1")
        if self._token:
            return hmac.compare_digest(sent, f"Bearer {self._token}".encode())
        try:
            return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
        except ValueError:
            return False


async def alive(_request: Request) -> Response:
    """Say that the process answers, whatever its database does: one that does not is to be started again."""
    return PlainTextResponse("ok\n")


def _stored(database: Database, settings: Settings) -> dict[str, int]:
    with database.read() as connection:
        entries, revisions = progress(connection)
        on_disk = file_bytes(settings.place) if database.is_a_file else database_bytes(connection)
        return {
            "entries": entries,
            "revisions": revisions,
            "spaces": spaces_in(connection),
            "revision_bytes": frame_bytes_in(connection),
            "database_bytes": on_disk,
        }
