"""PeerDesk's syncing as the desk does it: a real server process, a peer with a supervisor, and two computers.

Each sync is `sync_now` over a connection that stays open with its login, and with everything else in it: the directory,
and every space. What a connection and a login of its own cost is measured by itself.
"""

import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.measure import Samples, seconds
from bench.notes import IN_EVERY_NOTE, SyntheticNote, synthetic_notes
from bench.ours_store import draft
from bench.people import both_join, clock, found, second_computer
from bench.report import child_result
from bench.server_process import Start, StartAt, serving
from bench.sync_steps import (
    BOX,
    BOX_BYTES,
    CLIENT_CPU,
    EXTRA,
    FIRST_SEEN,
    IDLE,
    UNBOX,
    Traffic,
    measure,
    measure_connections,
)
from peerdesk.cli.demo_server import own_command, own_environment
from peerdesk.crypto.epoch_key import EpochKey, box_epoch, box_for, unbox_epoch
from peerdesk.crypto.identity import DeviceKeys
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.sync.kept_line import KeptLine
from peerdesk.sync.remote import connect
from peerdesk.sync.result import News
from peerdesk.sync.transport import Reply, Through, Transport
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.ids import ID_BYTES, DeviceId, SpaceId
from peerdesk.work.encounters import keep_many, search
from peerdesk.work.syncing import sync_now

ALONE = IDLE + ", connection and login of its own"
_ALONE_ROUNDS = 30
_BOXES = 200
_SEEN = 200


class Counted(Through):
    """A connection that counts what it is asked."""

    def __init__(self, line: Transport) -> None:
        super().__init__(line)
        self.requests = 0

    def ask(self, endpoint: str, question: Message | None, shape: type[Reply]) -> Reply:
        self.requests += 1
        return super().ask(endpoint, question, shape)


class Computer:
    """One computer of a peer's: its vault, and the connection that it keeps."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.line = KeptLine(self._counted)
        self._asked: list[Counted] = []

    def sync(self, news: News | None = None) -> Traffic:
        """Sync, and say what it took. Raises AssertionError when it does not end with a proof."""
        before = self._requests()
        result = sync_now(self.vault, self.line, clock(), os.urandom, news=news)
        assert result.proof
        return Traffic(requests=self._requests() - before, up=result.bytes_up, down=result.bytes_down)

    def _counted(self, address: str, pin: bytes) -> Transport:
        self._asked.append(Counted(connect(address, pin)))
        return self._asked[-1]

    def _requests(self) -> int:
        return sum(line.requests for line in self._asked)


class OurSide:
    """A peer's two computers. `seen_after` are the seconds until the newest notes of a first pull were kept."""

    def __init__(self, first: Vault, second: Vault) -> None:
        self._first = Computer(first)
        self._second = Computer(second)
        self.seen_after: list[float] = []

    def fill(self, notes: Sequence[SyntheticNote]) -> None:
        keep_many(self._first.vault, map(draft, notes), clock(), os.urandom)

    keep = fill

    def push(self) -> Traffic:
        return self._first.sync()

    def pull(self) -> Traffic:
        began, seen = time.perf_counter(), 0

        def news(changes: Changes) -> None:
            nonlocal seen
            before = seen
            seen += len(changes.ids(RecordKind.ENCOUNTER))
            if before < _SEEN <= seen:
                self.seen_after.append(time.perf_counter() - began)

        return self._second.sync(news)

    def idle(self) -> Traffic:
        return self._first.sync()

    def arrived(self) -> int:
        return len(search(self._second.vault, IN_EVERY_NOTE, sys.maxsize))

    def close(self) -> None:
        self._first.line.close()
        self._second.line.close()


def serve_at(data: Path, public: Path) -> StartAt:
    """Return what starts the product's own server, as an operator starts it."""
    words = [*own_command(), "serve", "--data", str(data), "--org", str(public), "--listen"]
    return lambda port: Start(words=[*words, f"127.0.0.1:{port}"], env=own_environment())


def alone(vault: Vault) -> Samples:
    """Measure rounds with nothing to say that each open a connection and log in, as `peerdesk sync` does."""
    found: Samples = {ALONE: [], ALONE + CLIENT_CPU: []}
    for _ in range(_ALONE_ROUNDS):
        busy = time.process_time()
        found[ALONE].append(seconds(lambda: sync_now(vault, connect, clock(), os.urandom)))
        found[ALONE + CLIENT_CPU].append(time.process_time() - busy)
    return found


def boxes() -> Samples:
    """Measure what one more reader costs: a box with the key of a whole space, whatever the number of its notes."""
    key, keys = EpochKey.generate(), DeviceKeys.generate()
    space, public = SpaceId(bytes(ID_BYTES)), keys.public().box
    sealed = box_epoch(key, space, [(DeviceId(keys.id()), public)])
    return {
        BOX_BYTES: [float(len(sealed.boxes[0].sealed) + ID_BYTES)],
        BOX: [seconds(partial(box_for, key, space, keys.id(), public)) for _ in range(_BOXES)],
        UNBOX: [seconds(partial(unbox_epoch, sealed, space, keys.id(), keys)) for _ in range(_BOXES)],
    }


def measured(folder: Path, count: int) -> Samples:
    """Measure PeerDesk with `count` notes in an empty folder."""
    folder.mkdir(parents=True)
    with serving(serve_at(folder / "server", found(folder / "org"))) as server:
        samples = measure_connections(server, endpoints.HELLO)
        first = both_join(folder / "org", folder / "homes", server.url)
        side = OurSide(first, second_computer(first, folder / "homes" / "laptop"))
        samples |= measure(side, server, synthetic_notes(count + EXTRA), count)
        side.close()
        samples |= alone(first)
    if side.seen_after:
        samples[FIRST_SEEN] = side.seen_after[:1]
    return samples | boxes()


if __name__ == "__main__":
    child_result(measured(Path(sys.argv[1]), int(sys.argv[2])))
