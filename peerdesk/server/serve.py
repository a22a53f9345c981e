"""Run the server on an address: `peerdesk serve`.

Says when it is ready, stops within ten seconds when it is asked to, and does not listen where others could
listen in.
"""

import asyncio
import contextlib
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from starlette.applications import Starlette

from peerdesk.server.app import build_app, production_settings
from peerdesk.server.certificate import Certificate
from peerdesk.server.connections import connections_allowed, patient, read_less_at_a_time
from peerdesk.server.crew import Crew
from peerdesk.server.desk import new_tally
from peerdesk.server.errors import SettingsError
from peerdesk.server.limits import Limits
from peerdesk.server.listening import Listening, address_of, bind
from peerdesk.server.settings import Settings
from peerdesk.server.sign_in import SignIn
from peerdesk.server.store.ownership import Ownership
from peerdesk.server.store.place import Place
from peerdesk.wire.errors import WireError
from peerdesk.wire.public_file import MAX_FILE_BYTES

log = logging.getLogger(__name__)

DRAIN_SECONDS = 6
KEEP_ALIVE_SECONDS = 75
BACKLOG = 1024


class Service:
    """A server that holds its address and its database, ready to run."""

    def __init__(
        self,
        place: Place,
        listening: Listening,
        *,
        org: Path | None,
        limits: Limits | None = None,
        workers: int = 1,
        metrics_token: str = "",
        sign_in: SignIn | None = None,
    ) -> None:
        """Take the address and open the database. Raises SettingsError or StoreError if that cannot be done."""
        _quiet()
        public = _public(org)
        self._listening = listening
        with ExitStack() as held:
            self._bound = held.enter_context(closing(bind(listening)))
            self.url, hosts = address_of(listening, self._bound.getsockname()[1])
            own = (limits or Limits()).each_of(workers)
            self._tally = new_tally(workers)
            self._settings = replace(
                production_settings(place, public),
                hosts=hosts,
                limits=own,
                workers=workers,
                tally=self._tally,
                metrics_token=metrics_token,
                sign_in=sign_in,
            )
            if workers > 1 and place.postgres is None:
                held.callback(Ownership(place.folder).give_up)
            self._alone = _worker(self._settings, listening)
            self._crew: Crew | None = None
            if workers > 1:
                # That was to see that all is well, and to make the tables; each worker opens its own.
                self._alone.close()
                self._crew = Crew(workers, self._work)
            self._held = held.pop_all()

    def run(self, ready: Callable[[], None]) -> None:
        """Serve until `stop`, SIGTERM or Ctrl+C. `ready` is called once, when connections are taken.

        Raises WorkerError if one of several workers ended by itself.
        """
        with self._held:
            if self._crew is not None:
                self._crew.run(ready)
            else:
                self._alone.ready = ready
                self._alone.run(sockets=[self._bound])

    def stop(self) -> None:
        """Let `run` come to its end; may be called from another thread."""
        if self._crew is not None:
            self._crew.stop()
        else:
            self._alone.should_exit = True

    def _work(self, number: int, ready: Callable[[], None], alive: int) -> None:
        self._tally.take_row(number)
        worker = _worker(self._settings, self._listening)
        worker.ready, worker.alive = ready, alive
        worker.run(sockets=[self._bound])


class HospitalServer(uvicorn.Server):
    """uvicorn, but it says when it is ready, wakes whoever waits when it stops, and then ends with status 0."""

    ready: Callable[[], None]
    alive: int | None = None
    """A pipe that closes when the parent is gone, if there is one."""

    def __init__(self, config: uvicorn.Config, app: Starlette, certificate: Certificate | None) -> None:
        super().__init__(config)
        self._desk = app.state.desk
        self._certificate = certificate
        self._loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        if self.alive is not None:
            self._loop.add_reader(self.alive, self._leave)
        self.ready()
        await super().main_loop()
        self._desk.bell.close()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        if sys.platform != "win32":
            before[signal.SIGHUP] = signal.signal(signal.SIGHUP, self._renew)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def show_newer_certificate(self) -> None:
        """Read the certificate's files again; new connections are shown what is there, if it can be used."""
        if self._certificate is None:
            return
        try:
            self._certificate.read_again()
        except SettingsError as e:
            log.warning("the certificate stays as it is: %s", e)
        else:
            log.info("the certificate was read again")

    def close(self) -> None:
        """Let go of the database of a server that never ran."""
        self._desk.close()

    def _leave(self) -> None:
        self.should_exit = True

    def _renew(self, _number: int, _frame: FrameType | None) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.show_newer_certificate)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True


def _quiet() -> None:
    """Keep the libraries out of the log: they would write what was sent, and by whom."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _public(org: Path | None) -> bytes | None:
    if org is None:
        return None
    try:
        with org.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as e:
        raise SettingsError(f"The organisation's public file {org} cannot be read.") from e


def _worker(settings: Settings, listening: Listening) -> HospitalServer:
    certificate = None
    if listening.tls_cert is not None and listening.tls_key is not None:
        certificate = Certificate(listening.tls_cert, listening.tls_key)
    app = _app(lambda: build_app(settings))
    return HospitalServer(_config(app, listening, settings.limits, certificate), app, certificate)


def _app(build: Callable[[], Starlette]) -> Starlette:
    try:
        return build()
    except WireError as e:
        raise SettingsError("The organisation's public file is not sound; ask the officer for it again.") from e


def _config(app: Starlette, listening: Listening, limits: Limits, certificate: Certificate | None) -> uvicorn.Config:
    options: dict[str, Any] = {}
    if certificate is not None:
        read_less_at_a_time()
        options = {"ssl_context_factory": lambda _config, _default: certificate.context}
    config = uvicorn.Config(
        app,
        host=listening.host,
        port=listening.port,
        http=patient(limits.header_seconds, connections_allowed()),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        **options,
    )
    config.load()
    return config
