"""Stretching a passphrase: within bounds, calibrated, the same from every keyboard."""

import itertools
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import peerdesk
from peerdesk.crypto.errors import KdfOutOfBoundsError
from peerdesk.crypto.passphrase import (
    CEILING,
    FLOOR,
    TEST_ONLY,
    Argon2Profile,
    calibrate,
    check_bounds,
    derive,
    hash_once,
)
from peerdesk.vault.opening import KDF_SECONDS, MAX_KDF_KIB

SALT = b"0123456789abcdef"


def test_the_same_words_give_the_same_key_however_they_were_typed() -> None:
    composed, decomposed = "café au lait à midi", unicodedata.normalize("NFD", "café au lait à midi")
    assert composed != decomposed
    first = derive(composed, SALT, TEST_ONLY, allow_test_profile=True)
    assert first == derive(decomposed, SALT, TEST_ONLY, allow_test_profile=True)
    assert first != derive(composed, SALT[::-1], TEST_ONLY, allow_test_profile=True)
    assert len(first) == 32


def test_a_lone_surrogate_is_no_crash() -> None:
    assert len(derive("half \ud800 a sign", SALT, TEST_ONLY, allow_test_profile=True)) == 32


def test_the_test_profile_is_refused_unless_it_is_asked_for() -> None:
    with pytest.raises(KdfOutOfBoundsError):
        derive("words", SALT, TEST_ONLY)
    with pytest.raises(KdfOutOfBoundsError):
        check_bounds(Argon2Profile(memory_kib=33, passes=1, lanes=4), allow_test_profile=True)


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [
        (2**31, 3, 4),
        (64 * 1024, 0, 4),
        (64 * 1024, 3, 2**24),
        (64 * 1024, 3, 1),
        (64 * 1024 - 1, 3, 4),
        (64 * 1024, 2, 4),
        (1024 * 1024 + 1, 3, 4),
        (64 * 1024, 11, 4),
    ],
)
def test_parameters_outside_of_the_bounds_cost_nothing(memory_kib: int, passes: int, lanes: int) -> None:
    with pytest.raises(KdfOutOfBoundsError):
        derive("words", SALT, Argon2Profile(memory_kib=memory_kib, passes=passes, lanes=lanes))


def test_floor_and_ceiling_themselves_are_within_the_bounds() -> None:
    check_bounds(FLOOR)
    check_bounds(CEILING)
    hash_once(FLOOR)


def test_a_salt_of_another_length_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        derive("words", b"", TEST_ONLY, allow_test_profile=True)


class Machine:
    """A clock that moves only by pretended work. One pass over 64 MiB takes `unit` seconds."""

    def __init__(self, unit: float, room_kib: int = 2**30) -> None:
        self.now, self.unit, self.room_kib = 0.0, unit, room_kib

    def work(self, profile: Argon2Profile) -> None:
        if profile.memory_kib > self.room_kib:
            raise MemoryError
        self.now += self.unit * profile.passes * profile.memory_kib / FLOOR.memory_kib

    def clock(self) -> Callable[[], float]:
        return lambda: self.now


@pytest.mark.parametrize(
    ("unit", "memory_mib", "passes"),
    [
        (10.0, 64, 3),  # very slow: never below the floor
        (1 / 3, 64, 3),  # just right
        (3 / 64, 256, 5),  # memory first, then passes
        (0.001, 1024, 10),  # very fast: never above the ceiling
    ],
)
def test_calibration_takes_memory_first_and_then_passes(unit: float, memory_mib: int, passes: int) -> None:
    machine = Machine(unit)
    found = calibrate(1.0, machine.clock(), work=machine.work)
    check_bounds(found)
    assert (found.memory_kib, found.passes) == (memory_mib * 1024, passes)


def test_calibration_stays_within_the_memory_there_is() -> None:
    machine = Machine(0.001, room_kib=300 * 1024)
    assert calibrate(1.0, machine.clock(), work=machine.work).memory_kib == 256 * 1024
    machine = Machine(0.001)
    found = calibrate(1.0, machine.clock(), work=machine.work, max_memory_kib=128 * 1024)
    assert found.memory_kib == 128 * 1024


@given(
    waits=st.lists(st.floats(min_value=0, max_value=60), min_size=1, max_size=6),
    target=st.sampled_from((KDF_SECONDS, 1.0)),
)
def test_however_busy_the_computer_is_meanwhile_nothing_below_the_floor_is_chosen(
    waits: list[float], target: float
) -> None:
    """A quick look behind a slow one, a slow one behind a quick one: whatever the clock says."""
    machine = Machine(0)
    pauses = itertools.cycle(waits)

    def work(_profile: Argon2Profile) -> None:
        machine.now += next(pauses)

    found = calibrate(target, machine.clock(), work=work, max_memory_kib=MAX_KDF_KIB)
    check_bounds(found)
    assert found.memory_kib <= MAX_KDF_KIB


def test_a_clock_that_stands_still_gives_a_profile_all_the_same() -> None:
    check_bounds(calibrate(1.0, lambda: 5.0, work=lambda _profile: None))


def test_a_machine_that_turns_out_slower_at_more_memory_keeps_the_smaller() -> None:
    times = iter([0.0, 0.4, 0.4, 9.0, 9.0, 9.4])
    found = calibrate(1.0, lambda: next(times), work=lambda _profile: None)
    assert found.memory_kib == FLOOR.memory_kib
    assert found.passes == 7


def test_nothing_in_the_product_mentions_or_allows_the_test_profile() -> None:
    package = Path(peerdesk.__file__).parent
    owner = package / "crypto" / "passphrase.py"
    # The self-test opens an invented vault that comes with the program, and works out one known answer; it makes none.
    known_answers = package / "work" / "self_test.py"
    telling = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if path not in {owner, known_answers}
        and ("TEST_ONLY" in path.read_text() or "allow_test_profile=True" in path.read_text())
    ]
    assert telling == []
    assert owner.read_text().count("TEST_ONLY") == 2
    assert "create_vault" not in known_answers.read_text()
