"""The heart of the window skips while its thread is busy, and beats on while another thread is."""

import threading
import time

import pytest
from PySide6.QtWidgets import QApplication

from bench import heartbeat
from bench.heartbeat import Heartbeat

BUSY_SECONDS = 0.06


def test_a_window_that_is_busy_is_a_block_of_so_long(qapp: QApplication) -> None:
    done: list[bool] = []

    def work() -> None:
        time.sleep(BUSY_SECONDS)
        done.append(True)

    assert Heartbeat(qapp).longest_while(work, lambda: bool(done)) >= BUSY_SECONDS * 0.9


def test_a_thread_that_lets_others_in_is_no_block(qapp: QApplication) -> None:
    # Half of it is far more than a computer that does other things takes to wake a window.
    thread = threading.Thread(target=time.sleep, args=(1.0,))
    longest = Heartbeat(qapp).longest_while(thread.start, lambda: thread.ident is not None and not thread.is_alive())
    assert longest < 0.5


def test_work_that_never_ends_is_given_up(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "PATIENCE_SECONDS", 0.05)
    with pytest.raises(TimeoutError):
        Heartbeat(qapp).longest_while(lambda: None, lambda: False)
