"""The steps that every side takes: each note is sent and counted, and one that is missing stops the benchmark."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench import sync_steps
from bench.floor_sync import FloorSide, floor_server
from bench.notes import SyntheticNote, synthetic_notes
from bench.ours_sync import OurSide, serve_at
from bench.people import both_join, found, second_computer
from bench.server_process import ServerProcess, Start, serving
from bench.sync_steps import PULL_1, PULL_100, PUSH_1, PUSH_100, REQUESTS, Side, Traffic, measure

COUNT = 40
THIS = ServerProcess(process=os.getpid(), port=0)


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync_steps, "IDLE_ROUNDS", 2)
    monkeypatch.setattr(sync_steps, "ONES", 2)
    monkeypatch.setattr(sync_steps, "HUNDREDS", 1)


def notes() -> list[SyntheticNote]:
    return synthetic_notes(COUNT + 2 + 100)


class InMemory:
    """A side without a disk. `loses` is which note of all never arrives."""

    def __init__(self, loses: int = -1) -> None:
        self.waiting: list[SyntheticNote] = []
        self.sent: list[SyntheticNote] = []
        self.there = 0
        self.loses = loses

    def fill(self, notes: Sequence[SyntheticNote]) -> None:
        self.waiting += notes

    keep = fill

    def push(self) -> Traffic:
        self.sent += self.waiting
        self.waiting.clear()
        return Traffic(requests=1)

    def pull(self) -> Traffic:
        self.there = len(self.sent) - (0 <= self.loses < len(self.sent))
        return Traffic(requests=2)

    def idle(self) -> Traffic:
        return Traffic(requests=3)

    def arrived(self) -> int:
        return self.there


def test_each_step_is_measured_as_often_as_it_is_taken() -> None:
    found = measure(InMemory(), THIS, notes(), COUNT)
    taken = {name: len(found[name]) for name in (sync_steps.IDLE, PUSH_1, PULL_1, PUSH_100, PULL_100)}
    assert taken == {sync_steps.IDLE: 2, PUSH_1: 2, PULL_1: 2, PUSH_100: 1, PULL_100: 1}
    assert found[sync_steps.FIRST_PUSH + REQUESTS] == [1]
    assert found[PULL_1 + REQUESTS] == [2, 2]


@pytest.mark.parametrize("lost", [0, COUNT + 1])
def test_a_note_that_does_not_arrive_stops_the_benchmark(lost: int) -> None:
    with pytest.raises(AssertionError, match="notes arrived"):
        measure(InMemory(loses=lost), THIS, notes(), COUNT)


@pytest.mark.parametrize("signs", [False, True])
def test_the_floor_brings_every_note_to_the_second_store(tmp_path: Path, signs: bool) -> None:
    key = Ed25519PrivateKey.generate() if signs else None
    with (
        serving(floor_server(tmp_path / "server.db", key)) as server,
        httpx2.Client(base_url=server.url) as client,
    ):
        measure(FloorSide(tmp_path, client, key), server, notes(), COUNT)


def test_the_floor_that_signs_believes_nobody_else(tmp_path: Path) -> None:
    mine, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    with (
        serving(floor_server(tmp_path / "server.db", mine)) as server,
        httpx2.Client(base_url=server.url) as client,
    ):
        side = FloorSide(tmp_path, client, other)
        side.fill(notes()[:1])
        with pytest.raises(httpx2.HTTPStatusError):
            side.push()


def test_peerdesk_brings_every_note_to_the_second_computer(tmp_path: Path) -> None:
    with serving(serve_at(tmp_path / "server", found(tmp_path / "org"))) as server:
        first = both_join(tmp_path / "org", tmp_path / "homes", server.url)
        second = second_computer(first, tmp_path / "laptop")
        with first, second:
            ours = OurSide(first, second)
            side: Side = ours
            samples = measure(side, server, notes(), COUNT)
            ours.close()
    assert all(samples[PUSH_1 + REQUESTS])


def test_a_server_is_gone_when_its_block_ends(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "bench.floor_server", str(tmp_path / "server.db")]
    with serving(lambda port: Start(words=[*words, str(port)])) as server:
        assert server.resident_mib() > 1
    assert not Path(f"/proc/{server.process}").exists()


def test_a_server_that_does_not_start_is_told(tmp_path: Path) -> None:
    with pytest.raises(TimeoutError), serving(lambda _port: Start(words=[sys.executable, "-c", "raise SystemExit"])):
        raise AssertionError("the block was entered")
