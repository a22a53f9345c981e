"""The heart of the window skips while its thread is busy, and beats on while another thread is."""

import threading
import time

import pytest
from PySide6.QtWidgets import QApplication

from bench import heartbeat
from bench.heartbeat import Beats, Heartbeat
from bench.sync_steps import BLOCK, BLOCK_P99, BLOCK_WITH_A_CORE, BLOCK_WORK

BUSY_SECONDS = 0.06


def test_a_window_that_is_busy_is_a_block_of_so_long(qapp: QApplication) -> None:
    done: list[bool] = []

    def work() -> None:
        time.sleep(BUSY_SECONDS)
        done.append(True)

    beats = Heartbeat(qapp).during(work, lambda: bool(done))
    assert max(beats.late) >= BUSY_SECONDS * 0.9


def test_a_thread_that_lets_others_in_is_no_block(qapp: QApplication) -> None:
    # Half of a second is far more than a computer that does other things takes to wake a window, but for a few times.
    thread = threading.Thread(target=time.sleep, args=(1.0,))
    beats = Heartbeat(qapp).during(thread.start, lambda: thread.ident is not None and not thread.is_alive())
    assert sorted(beats.late)[len(beats.late) * 9 // 10] < 0.5
    assert len(beats.late) > 20


def test_work_that_never_ends_is_given_up(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "PATIENCE_SECONDS", 0.05)
    with pytest.raises(TimeoutError):
        Heartbeat(qapp).during(lambda: None, lambda: False)


def test_what_the_computer_itself_took_is_told_apart() -> None:
    quiet = [0.0] * 98
    beats = Beats(late=[*quiet, 0.02, 0.05], without_core=[*quiet, 0.001, 0.045], worked=[*quiet, 0.012, 0.005])
    told = beats.samples("import")
    assert told[f"{BLOCK}import"] == [0.05]
    assert told[f"{BLOCK}import{BLOCK_P99}"] == [0.02]
    assert told[f"{BLOCK}import{BLOCK_WITH_A_CORE}"] == [pytest.approx(0.019)]
    assert told[f"{BLOCK}import{BLOCK_WORK}"] == [0.012]


def test_the_window_s_own_work_is_no_wait_for_a_core(qapp: QApplication) -> None:
    done: list[bool] = []

    def work() -> None:
        until = time.thread_time() + BUSY_SECONDS
        while time.thread_time() < until:
            pass
        done.append(True)

    def longest_with_a_core() -> float:
        done.clear()
        beats = Heartbeat(qapp).during(work, lambda: bool(done))
        assert max(beats.worked) >= BUSY_SECONDS
        return max(late - gone for late, gone in zip(beats.late, beats.without_core, strict=True))

    # Where much else wants the core, part of the wait falls before the beat was due: one quiet moment is enough.
    assert any(longest_with_a_core() >= BUSY_SECONDS * 0.8 for _ in range(20))
