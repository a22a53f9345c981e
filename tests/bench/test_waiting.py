"""What a busy computer takes is told apart from what a thing itself takes."""

import time

import pytest

from bench import waiting
from bench.sync_steps import BLOCK_WITH_A_CORE
from bench.waiting import each


def test_what_is_measured_is_told_as_it_was_and_without_the_waiting_for_a_core(monkeypatch: pytest.MonkeyPatch) -> None:
    # The first question of each pair is about what came before.
    waits = iter([9.0, 0.0, 9.0, 0.01])
    monkeypatch.setattr(waiting.WaitForCore, "seconds_since", lambda _self: next(waits))
    found = each("nap", [lambda: time.sleep(0.02)] * 2)
    assert min(found["nap"]) >= 0.02
    first, second = found["nap" + BLOCK_WITH_A_CORE]
    assert first == found["nap"][0]
    assert second == pytest.approx(found["nap"][1] - 0.01)


def test_no_time_is_less_than_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting.WaitForCore, "seconds_since", lambda _self: 9.0)
    assert each("nothing", [lambda: None])["nothing" + BLOCK_WITH_A_CORE] == [0.0]
