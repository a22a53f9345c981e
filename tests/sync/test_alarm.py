"""One thread watches over all deadlines: each rings in its time, and one that was put out does not."""

import threading
import time

from peerdesk.sync.alarm import Alarm


def test_each_rings_in_its_time_whatever_was_set_before_it() -> None:
    alarm, rung, done = Alarm(), list[str](), threading.Event()
    alarm.set(60.0, lambda: rung.append("much later"))
    alarm.set(0.3, done.set)
    alarm.set(0.1, lambda: rung.append("second"))
    alarm.set(0.0, lambda: rung.append("first"))
    assert done.wait(5.0)
    assert rung == ["first", "second"]


def test_one_that_was_put_out_does_not_ring_and_the_next_does() -> None:
    alarm, rung, done = Alarm(), list[str](), threading.Event()
    for _ in range(50):
        alarm.put_out(alarm.set(0.05, lambda: rung.append("put out")))
    alarm.put_out(12345)
    alarm.set(0.15, done.set)
    assert done.wait(5.0)
    assert rung == []


def test_all_of_them_take_one_thread() -> None:
    alarm = Alarm()
    before = threading.active_count()
    numbers = [alarm.set(60.0, lambda: None) for _ in range(20)]
    assert threading.active_count() == before + 1
    for number in numbers:
        alarm.put_out(number)
    begun = time.monotonic()
    rung = threading.Event()
    alarm.set(0.0, rung.set)
    assert rung.wait(5.0)
    assert time.monotonic() - begun < 1.0
