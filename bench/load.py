"""`python -m bench.load`: a day of thousands of computers, shortened, on a real server and a real PostgreSQL.

Each of them keeps a connection, asks what is new 480 times a day and hands in twenty notes. First all log in. Then the
day goes by at `--speed` times its pace, each question at its moment whether the one before is answered or not, so that
waiting in line is measured, too. Then as many questions as go through, and as many notes. Everything is on this
computer, and ends by itself.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.load_device import Device, TurnedDownError
from bench.load_hospital import Running, gathered, serving
from bench.measure import percentile
from bench.stored import Stored, stored_in

LOOKS_A_DAY, PUSHES_A_DAY = 480, 20
DAY_SECONDS = 86_400
AT_ONCE = 24
BATCH = 100

Deed = Callable[[Device], Awaitable[None]]


@dataclass(slots=True)
class Phase:
    """What was asked in one part of the load: seconds by kind of question, what was turned down, what it cost."""

    name: str
    seconds: float = 0.0
    took: dict[str, list[float]] = field(default_factory=dict)
    turned_down: int = 0
    server_cpu: float = 0.0
    database_cpu: float = 0.0
    own_cpu: float = 0.0

    @property
    def count(self) -> int:
        return sum(map(len, self.took.values()))

    def lines(self) -> list[str]:
        """Return the part as rows of a table."""
        each = 1000 / max(1, self.count)
        cost = f"{self.server_cpu * each:.2f} + {self.database_cpu * each:.2f} ms"
        return [
            f"| {self.name}: {kind} | {len(took)} | {len(took) / self.seconds:.0f}/s | "
            + " | ".join(f"{percentile(took, percent) * 1000:.1f} ms" for percent in (50, 95, 99))
            + f" | {cost} | {self.turned_down} |"
            for kind, took in self.took.items()
        ]


class Load:
    """The computers, and the parts of their day."""

    def __init__(self, devices: Sequence[Device], running: Running, seed: int) -> None:
        self._devices = devices
        self._running = running
        self._chance = random.Random(seed)
        self.phases: list[Phase] = []

    async def all_log_in(self) -> None:
        """Open every connection and log in, a few at a time."""
        authority = f"127.0.0.1:{self._running.port}"

        async def begin(device: Device) -> None:
            await device.connect("127.0.0.1", self._running.port)
            await device.log_in(authority)

        waiting = iter(self._devices)
        phase = self._begin("log in")

        async def one_after_another() -> None:
            for device in waiting:
                await self._timed(phase, "log in", device, begin)

        await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
        self._end(phase)

    async def the_day(self, speed: float, seconds: float) -> None:
        """Let each question come at its moment."""
        rate = len(self._devices) * (LOOKS_A_DAY + PUSHES_A_DAY) / DAY_SECONDS * speed
        phase = self._begin(f"the day, {speed:g} times as fast")
        loop = asyncio.get_running_loop()
        moment, end, asked = loop.time(), loop.time() + seconds, set()
        while (moment := moment + self._chance.expovariate(rate)) < end:
            await asyncio.sleep(moment - loop.time())
            kind, deed = self._next_deed()
            asked.add(asyncio.create_task(self._timed(phase, kind, self._free(), deed, moment)))
        await asyncio.gather(*asked)
        self._end(phase)

    async def flat_out(self, name: str, deed: tuple[str, Deed] | None, seconds: float) -> None:
        """Ask as much as goes through with a few dozen questions at once; None for the mixture of a day."""
        phase = self._begin(name)
        end = time.monotonic() + seconds

        async def again_and_again() -> None:
            while time.monotonic() < end:
                kind, chosen = deed or self._next_deed()
                await self._timed(phase, kind, self._free(), chosen)

        await asyncio.gather(*(again_and_again() for _ in range(AT_ONCE)))
        self._end(phase)

    def _free(self) -> Device:
        some = self._chance.sample(self._devices, min(AT_ONCE, len(self._devices)))
        return next((device for device in some if not device.is_busy), some[0])

    def _next_deed(self) -> tuple[str, Deed]:
        if self._chance.random() < PUSHES_A_DAY / (LOOKS_A_DAY + PUSHES_A_DAY):
            return "push one note", Device.push
        return "what is new?", Device.look

    async def _timed(self, phase: Phase, kind: str, device: Device, deed: Deed, due: float | None = None) -> None:
        begun = asyncio.get_running_loop().time() if due is None else due
        try:
            await deed(device)
        except TurnedDownError:
            phase.turned_down += 1
        else:
            phase.took.setdefault(kind, []).append(asyncio.get_running_loop().time() - begun)

    def _begin(self, name: str) -> Phase:
        sys.stderr.write(f"{name}\n")
        phase = Phase(name=name)
        self._note_use(phase, -1)
        return phase

    def _end(self, phase: Phase) -> None:
        self._note_use(phase, 1)
        self.phases.append(phase)

    def _note_use(self, phase: Phase, sign: int) -> None:
        phase.seconds += sign * time.monotonic()
        phase.server_cpu += sign * self._running.server_cpu()
        phase.database_cpu += sign * self._running.database_cpu()
        phase.own_cpu += sign * time.process_time()


async def _whole_load(running: Running, devices: Sequence[Device], options: argparse.Namespace) -> list[Phase]:
    load = Load(devices, running, options.seed)
    await load.all_log_in()
    await load.the_day(options.speed, options.seconds)
    await load.flat_out("as much as goes through", None, options.seconds / 2)
    await load.flat_out("notes, as many as go through", (f"push {BATCH} notes", _push_many), options.seconds / 2)
    for device in devices:
        device.close()
    return load.phases


async def _push_many(device: Device) -> None:
    await device.push(BATCH)


def main() -> int:
    """Run the load and print its tables; the figures go to a file as well."""
    options = _options()
    begun = time.process_time()
    people = gathered(options.devices)
    sys.stderr.write(f"{len(people.entries)} entries made in {time.process_time() - begun:.1f} s of the processor\n")
    devices = [
        Device(member=peer, supervisor=supervisor, source=f"127.0.{1 + number // 250}.{1 + number % 250}")
        for number, (peer, supervisor) in enumerate(people.peers)
    ]
    with serving(people, options.workers) as running:
        phases = asyncio.run(_whole_load(running, devices, options))
        memory = running.server_mib()
        stored = stored_in(running.database, running.cluster, sum(map(len, people.entries)))
    _print(options, phases, memory, stored)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(stored.as_document(), indent=2) + "\n", encoding="utf-8")
    return 0


def _print(options: argparse.Namespace, phases: Sequence[Phase], memory: Sequence[float], stored: Stored) -> None:
    sys.stdout.write(f"{options.devices} computers, {options.workers} workers, PostgreSQL, all on this computer\n\n")
    sys.stdout.write("| what | how many | rate | p50 | p95 | p99 | server + database for each | turned down |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- | --- | --- |\n")
    for line in (line for phase in phases for line in phase.lines()):
        sys.stdout.write(f"{line}\n")
    day = phases[1]
    each = LOOKS_A_DAY + PUSHES_A_DAY
    cost = (day.server_cpu + day.database_cpu) / max(1, day.count) * each
    sys.stdout.write(f"\nA computer costs {cost:.2f} s of one core in a day. ")
    sys.stdout.write(f"A worker holds {max(memory, default=0):.0f} MiB with its share of the connections.\n")
    busy = sum(phase.own_cpu for phase in phases) / sum(phase.seconds for phase in phases)
    sys.stdout.write(f"The load itself took {busy:.0%} of a core.\n\n")
    sys.stdout.write("\n".join(stored.lines()) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.load", description=__doc__)
    parser.add_argument("--devices", type=int, default=2000, help="how many computers")
    parser.add_argument("--workers", type=int, default=2, help="how many processes of the server")
    parser.add_argument(
        "--seconds", type=float, default=40, help="how long the shortened day lasts; twice that with the rest"
    )
    parser.add_argument("--speed", type=float, default=20, help="how many times faster than a day it goes")
    parser.add_argument("--seed", type=int, default=1, help="the same moments again")
    parser.add_argument("--json", type=Path, default=Path("build/load.json"), help="where the bytes on the disk go")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
