"""A test client that hands a request over whole and takes the answer whole, so that threads change places twice.

Starlette's own transport streams, and asks the application's thread seven things for each request. Nothing that this
server answers is a stream.
"""

from urllib.parse import unquote

import anyio
import httpx2
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Scope


class QuickClient(TestClient):
    """Starlette's test client with that transport. Everything else about it is Starlette's."""

    def __init__(self, app: Starlette, base_url: str) -> None:
        super().__init__(app, base_url=base_url, raise_server_exceptions=True)
        self._transport = _InOneTurn(self)


class _InOneTurn(httpx2.BaseTransport):
    def __init__(self, client: TestClient) -> None:
        self._client = client

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body, url = request.read(), request.url
        scope: Scope = {
            "type": "http",
            "http_version": "1.1",
            "method": request.method,
            "path": unquote(url.path),
            "raw_path": url.raw_path.split(b"?", 1)[0],
            "root_path": "",
            "scheme": url.scheme,
            "query_string": url.query,
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "client": ("testclient", 50000),
            "server": [url.host, url.port or 80],
            "extensions": {},
            "state": self._client.app_state.copy(),
        }
        with self._client._portal_factory() as portal:
            begun, parts = portal.call(_answered, self._client.app, scope, body)
        answer = b"" if request.method == "HEAD" else b"".join(parts)
        return httpx2.Response(begun["status"], headers=begun["headers"], stream=httpx2.ByteStream(answer))


async def _answered(app: ASGIApp, scope: Scope, body: bytes) -> tuple[Message, list[bytes]]:
    """Let the application answer, and return how its answer begins and the parts of its body."""
    waiting, over = [body], anyio.Event()
    begun: Message = {}
    parts: list[bytes] = []

    async def receive() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        await over.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            begun.update(message)
            return
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            over.set()

    await app(scope, receive, send)
    return begun, parts
