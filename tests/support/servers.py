"""A real hospital server for tests of any room: on loopback, or inside the test's own process."""

import dataclasses
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from peerdesk.server.app import build_app, production_settings
from peerdesk.server.limits import Limits
from peerdesk.server.listening import parse_listen
from peerdesk.server.serve import Service
from peerdesk.server.store.place import Place, place
from tests.support.in_one_turn import QuickClient

IN_PROCESS_HOST = "testserver"
READY_SECONDS = 20.0


@contextmanager
def running_server(
    data: Path | Place, public: Path | bytes, *, port: int = 0, limits: Limits | None = None
) -> Iterator[str]:
    """Run a server on 127.0.0.1 over real sockets until the block ends. Gives its URL.

    `public` is the organisation's public file, or its bytes. Run it again on the same `data` (and the same
    `port`) to see what a client does after a restart.
    """
    folder = _place(data).folder
    folder.mkdir(parents=True, exist_ok=True)
    org = public if isinstance(public, Path) else folder / "public.json"
    if isinstance(public, bytes):
        org.write_bytes(public)
    service = Service(_place(data), parse_listen(f"127.0.0.1:{port}"), org=org, limits=limits)
    ready = threading.Event()
    thread = threading.Thread(target=service.run, args=(ready.set,), daemon=True)
    thread.start()
    assert ready.wait(READY_SECONDS), "the server did not start"
    try:
        yield service.url
    finally:
        service.stop()
        thread.join(READY_SECONDS)
        assert not thread.is_alive(), "the server did not stop"


@contextmanager
def in_process_app(
    data: Path | Place,
    public: bytes | None,
    *,
    limits: Limits | None = None,
    now: Callable[[], float] = time.time,
    **more: Any,
) -> Iterator[Starlette]:
    """Open the application without a socket; it believes to be called `testserver`.

    `now` replaces its clock: seconds since 1970. `more` are other settings of `Settings`.
    """
    hosts = frozenset({IN_PROCESS_HOST})
    settings = production_settings(_place(data), public)
    told: dict[str, Any] = {"hosts": hosts, "limits": limits or Limits(), "now": now} | more
    app = build_app(dataclasses.replace(settings, **told))
    try:
        yield app
    finally:
        app.state.desk.close()


@contextmanager
def in_process_client(
    data: Path | Place,
    public: bytes | None,
    *,
    limits: Limits | None = None,
    now: Callable[[], float] = time.time,
    **more: Any,
) -> Iterator[TestClient]:
    """Give an HTTP client (of httpx2) that talks to such an application; its base is http://testserver."""
    with (
        in_process_app(data, public, limits=limits, now=now, **more) as app,
        QuickClient(app, f"http://{IN_PROCESS_HOST}") as client,
    ):
        yield client


def _place(data: Path | Place) -> Place:
    return place(data) if isinstance(data, Path) else data
