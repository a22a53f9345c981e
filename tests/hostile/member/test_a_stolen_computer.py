"""Whoever has a stolen computer leaves numbers out, to fill them in once its owner has taken it off the list."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import edited
from peerdesk.sync.payload import to_plain
from peerdesk.vault.vault import Vault
from peerdesk.work.removing import find_own_computer, remove_computer
from tests.hostile.rogue import Rogue
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.work.test_removing import memories

NOTE = {"happened_on": "2026-11-21", "setting": "ed", "outcome": "met", "support": ["time"], "mode": "in_person"}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def forged(laptop: Rogue, n: int, memory: str) -> bytes:
    plain = to_plain(RecordKind.ENCOUNTER, edited((), NOTE | {"memory": memory}))
    return laptop.sealed(plain, n=n)


def counts(by: Vault, laptop: Rogue, n: int) -> bool:
    members = Rogue(laptop.hospital, by).directory.members
    return members.counts(laptop.author.device, laptop.own, laptop.writer.run, n)


@pytest.mark.invariant(32)
def test_a_number_that_was_left_out_cannot_be_filled_in_after_the_removal(two: TwoComputers) -> None:
    two.note()
    laptop = Rogue(two.hospital, two.laptop)
    frames = [forged(laptop, n, f"number {n}") for n in (1, 2, 3)]
    laptop.push(frames[0], frames[2])
    two.hospital.sync(two.ward)
    assert memories(two.ward) == {"first", "number 1", "number 3"}
    lost = find_own_computer(two.ward, two.laptop.device.hex())
    assert remove_computer(two.ward, two.hospital.remotes, lost, clock(), os.urandom).is_heard
    assert [counts(two.ward, laptop, n) for n in (1, 2, 3)] == [True, False, False]
    assert [one.refusal.value for one in Rogue(two.hospital, two.ward).push(frames[1])] == ["not_writer"]
    # What had been taken in stays on the computer that has it.
    two.hospital.sync(two.ward)
    assert memories(two.ward) == {"first", "number 1", "number 3"}
