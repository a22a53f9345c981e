"""A benchmark that waits for a first pull ends when everything is there, in however many rounds it came."""

from dataclasses import dataclass
from typing import cast

from bench.ours_blocks import Arriving
from peerdesk.desktop.models.sync_pulse import SyncPulse
from peerdesk.domain.changes import Changes
from peerdesk.work.syncing import SyncResult


@dataclass
class Pulse:
    last: SyncResult | None = None
    is_busy: bool = True


def a_round(pulled: int) -> SyncResult:
    return SyncResult(
        pushed=0,
        pulled=pulled,
        waiting=0,
        needs_attention=0,
        proof=True,
        bytes_up=0,
        bytes_down=0,
        ms=1,
        changes=Changes(),
    )


def test_an_empty_round_behind_the_one_that_brought_everything_does_not_hide_it() -> None:
    pulse = Pulse()
    arriving = Arriving(cast("SyncPulse", pulse))
    assert not arriving.is_over(10)
    pulse.last = a_round(10)
    assert not arriving.is_over(10)
    pulse.last, pulse.is_busy = a_round(0), False
    assert arriving.is_over(10)


def test_what_comes_in_two_rounds_is_counted_once_each() -> None:
    pulse = Pulse(a_round(6), is_busy=False)
    arriving = Arriving(cast("SyncPulse", pulse))
    assert not arriving.is_over(10)
    assert not arriving.is_over(10)
    pulse.last = a_round(4)
    assert arriving.is_over(10)
