"""A bad line between real processes: it delays, throttles and cuts what passes over the loopback."""

import random
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

CHUNK = 4096
MOST_SECONDS = 0.08
SLOWEST_BYTES = 200_000


@dataclass
class Shim:
    """Listens on a port of its own and passes connections on to `port`. `faults` is how many of ten are spoiled."""

    port: int
    chance: random.Random
    faults: int = 6
    connections: int = 0
    cuts: int = 0
    delays: int = 0
    throttled: int = 0
    _listening: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    def __post_init__(self) -> None:
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                self.connections += 1
                threading.Thread(target=self._pass_on, args=(here,), daemon=True).start()

    def _pass_on(self, here: socket.socket) -> None:
        try:
            there = socket.create_connection(("127.0.0.1", self.port), timeout=5)
        except OSError:
            here.close()
            return
        fate = self.chance.choice(("cut", "delay", "throttle")) if self.chance.randrange(10) < self.faults else ""
        left = self.chance.randrange(1, 9_000) if fate == "cut" else -1
        self.delays += fate == "delay"
        self.throttled += fate == "throttle"
        budget = [left]
        both = ((here, there), (there, here))
        pumps = [threading.Thread(target=self._pump, args=(*pair, fate, budget), daemon=True) for pair in both]
        for pump in pumps:
            pump.start()
        for pump in pumps:
            pump.join()
        for end in (here, there):
            end.close()

    def _pump(self, source: socket.socket, sink: socket.socket, fate: str, budget: list[int]) -> None:
        with suppress(OSError):
            while raw := source.recv(CHUNK):
                if fate == "delay":
                    time.sleep(self.chance.random() * MOST_SECONDS)
                if fate == "throttle":
                    time.sleep(len(raw) / SLOWEST_BYTES)
                if fate == "cut":
                    budget[0] -= len(raw)
                    if budget[0] <= 0:
                        self.cuts += 1
                        break
                sink.sendall(raw)
        # The other direction hears of it, too.
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
